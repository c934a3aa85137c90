"""A key follows another without a gap, is revoked at once, and tells when it was last used."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection

from builders.api import Program, a_program
from builders.identity import an_act
from tongban.api.actions import end_client, revoke_keys, rotate_key
from tongban.api.actions.clients import note_use
from tongban.api.models import ClientKey
from tongban.api.moments import now
from tongban.api.queries import key_in_use, keys_of, last_use
from tongban.kernel import Act, Refusal
from tongban.kernel.ledger.models import Event

pytestmark = pytest.mark.django_db


def at_once() -> Act:
    """An act of the operator at this instant."""
    return Act("system", "", now(), uuid4().hex)


def rotated(program, hours=24) -> Program:
    key = rotate_key(program.person.username, at_once(), hours=hours)
    return Program(program.client, key)


def refused(code, work, *args, **more):
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == code):
        work(*args, **more)


def test_the_old_key_stays_for_the_hours_that_were_said_and_no_longer():
    old = a_program()
    new = rotated(old, hours=2)
    assert (old.get("matters").status_code, new.get("matters").status_code) == (200, 200)
    assert key_in_use(old.key, at=now() + timedelta(minutes=119)) is not None
    assert key_in_use(old.key, at=now() + timedelta(minutes=121)) is None
    assert key_in_use(new.key, at=now() + timedelta(days=1000)) is not None


def test_another_key_never_prolongs_the_one_before():
    first = a_program()
    second = rotated(first, hours=1)
    rotated(second, hours=100)
    assert key_in_use(first.key, at=now() + timedelta(hours=2)) is None
    assert key_in_use(second.key, at=now() + timedelta(hours=2)) is not None


def test_without_hours_the_old_key_ends_at_once_and_too_many_are_refused():
    old = a_program()
    new = rotated(old, hours=0)
    assert (old.get("matters").status_code, new.get("matters").status_code) == (401, 200)
    refused("api.overlap_too_long", rotated, new, hours=721)
    refused("api.overlap_too_long", rotated, new, hours=-1)
    assert len(keys_of(new.client, at=now())) == 1


def test_revoked_keys_open_nothing_and_a_new_one_opens_again():
    old = a_program()
    new, username = rotated(old), old.person.username
    assert revoke_keys(username, at_once(), old_only=True) == 1
    assert (old.get("matters").status_code, new.get("matters").status_code) == (401, 200)
    assert revoke_keys(username, at_once()) == 1
    assert revoke_keys(username, at_once()) == 0
    assert new.get("matters").status_code == 401
    assert rotated(old).get("matters").status_code == 200
    assert Event.objects.filter(type="client.keys_revoked").count() == 2


def test_who_has_ended_gets_no_new_key():
    program = a_program()
    end_client(program.person.username, an_act())
    refused("api.client_ended", rotated, program)


def test_the_last_use_is_told_to_the_minute_and_only_of_a_key_that_opened():
    program = a_program()
    Program(program.client, "tbk_guessed").get("matters")
    assert last_use(program.client) is None
    program.get("matters")
    used = last_use(program.client)
    assert now() - used < timedelta(minutes=1)
    note_use(ClientKey.objects.get(), used + timedelta(seconds=59))
    assert last_use(program.client) == used
    note_use(ClientKey.objects.get(), used + timedelta(seconds=61))
    assert last_use(program.client) == used + timedelta(seconds=61)


def test_a_key_that_was_given_before_keys_had_rows_of_their_own_still_opens():
    program, ended = a_program(), a_program()
    end_client(ended.person.username, an_act())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE api_client ADD COLUMN digest varchar(64)")
        cursor.execute(
            "UPDATE api_client SET digest = k.digest FROM api_clientkey k WHERE k.client_id = api_client.id"
        )
        cursor.execute("DELETE FROM api_clientkey")
        cursor.execute(import_module("tongban.api.migrations.0002_keys_and_links").KEEP_THE_KEYS)
        cursor.execute("ALTER TABLE api_client DROP COLUMN digest")
    assert program.get("matters").status_code == 200
    assert key_in_use(ended.key, at=now()) is None
