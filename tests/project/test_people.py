"""The operator gives the first logins; a weak password, a taken name and an unknown organ are refused."""

import argparse
import io

import pytest

from builders.identity import FIRST_DAY, an_organ
from tongban.kernel import Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import person_by_username, posts_of
from tongban.project.commands import people

pytestmark = pytest.mark.django_db


def add(monkeypatch, password="Correct horse battery 9", **given):
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    asked = {
        "username": "li",
        "name": "李明",
        "organ": "区住建局",
        "post": "审批股经办",
        "duty": "officer",
    }
    return people.run(argparse.Namespace(verb="add", **{**asked, **given}))


def test_somebody_of_the_staff_gets_a_login_and_a_post(monkeypatch, client):
    organ = an_organ("区住建局")
    assert add(monkeypatch) == 0
    person = person_by_username("li")
    assert person.check_password("Correct horse battery 9")
    (post,) = posts_of(person, on=day_of(person.created_at))
    assert (post.name, post.organ_id, post.duty) == ("审批股经办", organ.pk, "officer")
    assert person.created_at.date() >= FIRST_DAY


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"organ": "没有的局"}, "project.no_organ"),
        ({"password": "123"}, "project.weak_password"),
    ],
)
def test_what_is_wrong_is_refused_and_nobody_is_registered(monkeypatch, wrong, code):
    an_organ("区住建局")
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == code):
        add(monkeypatch, **wrong)
    assert person_by_username("li") is None


def test_a_user_name_is_given_once(monkeypatch):
    an_organ("区住建局")
    add(monkeypatch)
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "project.username_taken"):
        add(monkeypatch, name="李另")
