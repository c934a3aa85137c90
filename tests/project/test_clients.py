"""The operator adds, lists and ends clients of the API; what is wrong is refused and nobody is added."""

import json

import pytest

from builders.api import Program
from builders.identity import an_organ
from tongban.api.models import Client
from tongban.kernel import Refusal
from tongban.kernel.identity.queries import person_by_username
from tongban.project.command import parser_of
from tongban.project.commands import clients

pytestmark = pytest.mark.django_db
GIVEN = ("--name", "一体化平台", "--scope", "matters.read", "--scope", "webhooks")
POST = ("--organ", "区住建局", "--duty", "officer", "--post", "接口岗")


def ran(*words):
    return clients.run(parser_of(clients).parse_args(["clients", *words]))


def added(*words):
    an_organ("区住建局")
    return ran("add", "yitihua", *(words or (*GIVEN, *POST)))


def test_a_client_gets_a_key_that_opens_its_scopes_until_it_is_ended(capsys):
    assert added() == 0
    key = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("key: "))
    program = Program(Client.objects.get(), key.removeprefix("key: "))
    assert program.get("matters").status_code == 200
    assert program.get("cases").status_code == 403
    assert ran("end", "yitihua") == 0
    assert program.get("matters").status_code == 401


def test_the_list_tells_scopes_and_organs_and_no_key(capsys):
    added()
    capsys.readouterr()
    assert ran("list", "--json") == 0
    told = capsys.readouterr().out
    assert json.loads(told) == {
        "username": "yitihua",
        "name": "一体化平台",
        "scopes": ["matters.read", "webhooks"],
        "organs": ["区住建局"],
        "ended": None,
    }
    ran("list")
    assert "区住建局" in capsys.readouterr().out
    assert Client.objects.get().digest not in told


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((*GIVEN, "--organ", "没有的局", "--duty", "officer"), "project.no_organ"),
        ((*GIVEN, "--organ", "区住建局"), "project.post_incomplete"),
        (("--name", "甲", "--scope", "everything"), "api.unknown_scope"),
    ],
)
def test_what_is_wrong_is_refused_and_nobody_is_added(words, code):
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == code):
        added(*words)
    assert person_by_username("yitihua") is None


def test_a_name_is_given_once_and_only_a_known_one_is_ended():
    added()
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "project.username_taken"):
        ran("add", "yitihua", *GIVEN)
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "api.no_client"):
        ran("end", "nobody")
