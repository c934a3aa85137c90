"""Seals over the log: whatever of log or seals is altered, cut off or swapped is named; nothing is sealed twice or never."""

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection, transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.ledger import actions, queries, seals
from tongban.kernel.ledger.actions.sealing import seal_waiting
from tongban.kernel.ledger.events import Entry
from tongban.kernel.ledger.queries.sealing import (
    every_seal,
    newest_seal,
    seal_by_number,
    seal_faults,
    waiting_to_be_sealed,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def append(stream: str = "organ/3", **data) -> None:
    act = Act("person/7", "organ/3", NOW, key="k")
    actions.append([Entry(511602, stream, "organ.tested", data, act)])


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def places(kept=()) -> set[tuple[str, int]]:
    return {(stream, n) for stream, n, _reason in seal_faults(kept)}


@pytest.fixture
def three_seals():
    for minute, streams in enumerate((["organ/3", "organ/4"], ["organ/3"], ["post/5"])):
        for stream in streams:
            append(stream, a=minute)
            append(stream, b=minute)
        assert seal_waiting(NOW + timedelta(minutes=minute))
    append("post/5", c=1)
    return list(every_seal())[::-1]


def test_seals_follow_each_other_and_hold_what_was_logged_before_them(three_seals):
    assert [(each.k, each.first, each.count) for each in three_seals] == [
        (1, 1, 4), (2, 5, 2), (3, 7, 2),
    ]  # fmt: skip
    assert [each.prev for each in three_seals] == ["0" * 64, *[s.hash for s in three_seals[:2]]]
    assert list(seal_faults()) == []
    assert waiting_to_be_sealed() == 1


def test_without_a_new_event_there_is_no_new_seal():
    assert seal_waiting(NOW) is None
    append(a=1)
    assert seal_waiting(NOW).count == 1
    assert seal_waiting(NOW) is None
    assert newest_seal().k == 1


def test_the_instant_of_a_seal_never_goes_back():
    append(a=1)
    seal_waiting(NOW)
    append(a=2)
    assert seal_waiting(NOW - timedelta(hours=1)).at == NOW


def test_a_command_that_is_taken_back_leaves_nothing_to_seal():
    def fail() -> None:
        with transaction.atomic():
            append(a=1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert seal_waiting(NOW) is None


@pytest.mark.parametrize(
    "change",
    [
        "first = first + 1", "count = count + 1", "root = repeat('a', 64)", "prev = repeat('b', 64)",
        "at = at + interval '1 second'", "hash = repeat('c', 64)", "signature = repeat('d', 128)", "k = 9",
        "signature = (SELECT signature FROM ledger_seal WHERE k = 1)", "signature = 'x'",
    ],
)  # fmt: skip
def test_an_altered_seal_is_named(three_seals, change):
    assert places() == set()
    sql(f"UPDATE ledger_seal SET {change} WHERE k = 2")
    assert {n for stream, n in places() if stream == "seals"} & {2, 3}


@pytest.mark.parametrize("k", [1, 2, 3])
def test_a_seal_that_was_taken_out_is_missed(three_seals, k):
    sql(f"DELETE FROM ledger_seal WHERE k = {k}")
    assert {stream for stream, _n in places()} == {"seals"}


def test_two_swapped_seals_are_named(three_seals):
    sql("UPDATE ledger_seal SET k = CASE k WHEN 1 THEN -2 WHEN 2 THEN -1 ELSE k END")
    sql("UPDATE ledger_seal SET k = -k WHERE k < 0")
    assert ("seals", 1) in places()


@pytest.mark.parametrize(
    "change",
    ["leaf = leaf + 1", "k = 2", "hashes = hashes || hashes", "hashes = ''",
     "hashes = sha256(hashes)", "first = first + 7", "home = 1", "stream = 'organ/9'"],
)  # fmt: skip
def test_an_altered_note_of_what_is_sealed_is_found(three_seals, change):
    sql(f"UPDATE ledger_sealed SET {change} WHERE k = 1 AND stream = 'organ/4' AND first = 2")
    assert places()


def test_a_stream_that_was_written_anew_with_fitting_hashes_is_named_by_its_seal(three_seals):
    old = queries.events_of(511602, "organ/4")
    sql("DELETE FROM ledger_event WHERE stream = 'organ/4'")
    sql("DELETE FROM ledger_streamhead WHERE stream = 'organ/4'")
    sql("DELETE FROM ledger_outbox WHERE stream = 'organ/4'")
    acts = [Act("person/7", "organ/3", each.at, key="k") for each in old]
    data = [{"a": 99}, old[1].data]
    news = [Entry(511602, "organ/4", "organ.tested", d, a) for d, a in zip(data, acts, strict=True)]
    for entry in news:
        actions.append([entry])
    sql("DELETE FROM ledger_unsealed WHERE stream = 'organ/4'")
    assert list(queries.faults()) == []
    assert places() == {("organ/4", 1), ("organ/4", 2)}


def test_a_cut_off_end_is_missed_even_where_the_head_was_set_back(three_seals):
    kept = queries.events_of(511602, "organ/3")[-2]
    sql(f"DELETE FROM ledger_event WHERE stream = 'organ/3' AND n > {kept.n}")
    sql(f"UPDATE ledger_streamhead SET n = {kept.n}, hash = '{kept.hash}' WHERE stream = 'organ/3'")
    assert list(queries.faults()) == []
    assert [(s, n, r) for s, n, r in seal_faults()] == [
        ("organ/3", 4, "seal 2 holds it and it is gone")
    ]


def test_an_event_that_slipped_past_the_sealer_is_named(three_seals):
    sql("DELETE FROM ledger_unsealed")
    assert [(s, n) for s, n, _r in seal_faults()] == [("post/5", 3)]


def test_an_event_that_is_noted_twice_is_named(three_seals):
    sql(
        "INSERT INTO ledger_unsealed SELECT home, stream, 2, decode(hash, 'hex')"
        " FROM ledger_event WHERE stream = 'organ/3' AND n = 2"
    )
    assert ("organ/3", 2) in places()


def test_a_seal_that_somebody_kept_finds_a_log_that_was_sealed_anew(three_seals):
    old = seal_by_number(2)
    kept = seals.kept_seals(f"{old.k}:{old.hash}")
    assert places(kept) == set()
    for table in ("seal", "sealhead", "sealed", "unsealed"):
        sql(f"DELETE FROM ledger_{table}")
    append("organ/3", late=1)
    sql("DELETE FROM ledger_unsealed")
    sql(
        "INSERT INTO ledger_unsealed SELECT home, stream, min(n),"
        " string_agg(decode(hash, 'hex'), ''::bytea ORDER BY n) FROM ledger_event GROUP BY 1, 2"
    )
    seal_waiting(NOW + timedelta(days=1))
    assert places() == set()
    assert places(kept) == {("seals", 2)}
    append("organ/3", later=1)
    seal_waiting(NOW + timedelta(days=1))
    assert places(kept) == {("seals", 2)}


def test_another_key_makes_another_signature(three_seals, settings):
    assert places() == set()
    settings.TONGBAN_DATA_KEY = "another key"
    assert places() == {("seals", 1)}


def test_what_was_kept_is_read_in_each_form_and_nonsense_is_refused(three_seals):
    one, two = seal_by_number(1), seal_by_number(2)
    both = [seals.Kept(1, one.hash), seals.Kept(2, two.hash)]
    assert seals.kept_seals(f" 1 : {one.hash}\n") == both[:1]
    assert seals.kept_seals(json.dumps(seals.written(one))) == both[:1]
    shown = [seals.shown(each) for each in (one, two)]
    assert seals.kept_seals(json.dumps(shown[0])) == both[:1]
    assert seals.kept_seals(json.dumps({"key": "00", "seals": shown})) == both
    altered = json.dumps(shown[0] | {"count": 9})
    for nonsense in ("", "12", "[]", "{}", "nobody", '"x"', altered, "[" * 100_000):
        with pytest.raises(Refusal):
            seals.kept_seals(nonsense)


def test_the_first_seal_of_an_old_database_holds_all_that_was_logged(three_seals):
    for table in ("seal", "sealhead", "sealed", "unsealed"):
        sql(f"DELETE FROM ledger_{table}")
    assert {stream for stream, _n in places()} == {"organ/3", "organ/4", "post/5"}
    sql(import_module("tongban.kernel.ledger.migrations.0003_seals").LEAVE_ALL)
    assert seal_waiting(NOW).count == queries.size()[1] == 9
    assert places() == set()
