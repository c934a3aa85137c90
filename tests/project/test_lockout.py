"""Guessing passwords ends soon, whichever way the guesses are spread."""

import pytest
from django.test import Client

from builders.identity import an_act
from tongban.kernel.identity.actions import register_person

PASSWORD = "Correct-horse-9x"
pytestmark = pytest.mark.django_db


def registered(*names: str) -> None:
    for name in names:
        register_person(an_act(), username=name, name="某人", kind="public", password=PASSWORD)


def tried(name: str, *, address: str = "203.0.113.1", password: str = "wrong") -> int:
    sent = {"username": name, "password": password}
    return Client(REMOTE_ADDR=address).post("/enter/", sent).status_code


def test_an_account_is_closed_to_an_address_and_open_to_others():
    registered("boss")
    assert [tried("boss") for _ in range(5)] == [422] * 4 + [429]
    assert tried("boss", password=PASSWORD) == 429
    assert tried("boss", address="203.0.113.2", password=PASSWORD) == 302


def test_guesses_at_one_account_from_many_addresses_end():
    registered("boss")
    told = [tried("boss", address=f"2001:db8::{number:x}") for number in range(21)]
    assert told == [422] * 19 + [429] * 2


def test_guesses_at_many_accounts_from_one_address_end():
    told = [tried(f"person{number}") for number in range(41)]
    assert told == [422] * 39 + [429] * 2


def test_an_own_account_does_not_wash_the_address_clean():
    registered("attacker")
    for number in range(39):
        tried(f"person{number}")
    assert tried("attacker", password=PASSWORD) == 302
    assert tried("another") == 429


def test_a_right_password_forgives_the_wrong_ones_of_that_account():
    registered("boss")
    for _ in range(3):
        assert [tried("boss") for _ in range(4)] == [422] * 4
        assert tried("boss", password=PASSWORD) == 302
