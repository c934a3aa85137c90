"""The operator adds, lists, links and ends clients of the API; what is wrong is refused and nothing is changed."""

import io
import json

import pytest

from builders.api import Program
from builders.identity import an_organ
from builders.parties import a_citizen, an_identity_number
from tongban.api.models import Client, ClientKey
from tongban.api.queries import link_of
from tongban.kernel import Refusal
from tongban.kernel.identity.queries import person_by_username
from tongban.kernel.parties.queries import parties_masked
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


def key_in(told):
    """The key that a command printed."""
    lines = [line for line in told.splitlines() if line.startswith("key: ")]
    return lines[0].removeprefix("key: ")


def test_a_new_key_is_given_beside_the_old_one_and_the_old_ones_are_revoked(capsys):
    added()
    old = Program(Client.objects.get(), key_in(capsys.readouterr().out))
    ran("rotate", "yitihua", "--hours", "2")
    new = Program(old.client, key_in(capsys.readouterr().out))
    assert (old.get("matters").status_code, new.get("matters").status_code) == (200, 200)
    ran("revoke", "yitihua", "--old")
    assert (old.get("matters").status_code, new.get("matters").status_code) == (401, 200)
    ran("revoke", "yitihua")
    capsys.readouterr()
    assert new.get("matters").status_code == 401
    ran("list", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["keys"], told["used"] is None, told["ended"]) == (0, False, None)


def test_a_client_is_linked_with_its_applicant_by_number_and_unlinked(capsys, monkeypatch):
    added()
    party = a_citizen(order=1)
    number = ("--number-kind", "identity-number", "--number", "-")
    monkeypatch.setattr("sys.stdin", io.StringIO(an_identity_number(1) + "\n"))
    ran("link", "yitihua", *number, "--power", "withdraw", "--power", "hear")
    capsys.readouterr()
    ran("list", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["powers"] == ["hear", "withdraw"]
    assert told["applicant"] == parties_masked([party.pk])[party.pk].name != party.name
    ran("unlink", "yitihua")
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "api.not_linked"):
        ran("unlink", "yitihua")


@pytest.mark.parametrize(
    ("number", "power", "code"),
    [(2, "withdraw", "project.no_party"), (1, "decide", "api.unknown_power")],
)
def test_no_client_is_linked_with_a_stranger_or_by_a_power_that_is_none(number, power, code):
    added()
    a_citizen(order=1)
    given = ("--number-kind", "identity-number", "--number", an_identity_number(number))
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == code):
        ran("link", "yitihua", *given, "--power", power)
    assert link_of(Client.objects.get()) is None


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
        "applicant": None,
        "powers": [],
        "keys": 1,
        "used": None,
        "ended": None,
    }
    ran("list")
    assert "区住建局" in capsys.readouterr().out
    assert ClientKey.objects.get().digest not in told


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
