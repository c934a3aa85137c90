"""Many sealers and writers at once: every event comes under one seal, once, and what commits late comes under a later one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import connection, transaction

from tongban.kernel import Act
from tongban.kernel.ledger import actions
from tongban.kernel.ledger.actions.sealing import seal_waiting
from tongban.kernel.ledger.events import Entry
from tongban.kernel.ledger.queries import faults, size
from tongban.kernel.ledger.queries.sealing import (
    every_seal,
    places_of,
    seal_faults,
    waiting_to_be_sealed,
)

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def append(stream: str) -> None:
    act = Act("person/7", "organ/3", NOW, key="k")
    actions.append([Entry(511602, stream, "organ.tested", {"a": 1}, act)] * 3)


def in_threads(*calls) -> list:
    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [each.result() for each in [pool.submit(run, call) for call in calls]]


def test_sealers_and_writers_at_once_leave_no_event_out_and_seal_none_twice():
    def write(stream):
        return lambda: [append(stream) for _ in range(8)]

    def seal():
        return [seal_waiting(NOW) for _ in range(8)]

    in_threads(*[write(f"organ/{n}") for n in range(4)], seal, seal, seal)
    seal_waiting(NOW)
    seals = list(every_seal())
    assert sum(each.count for each in seals) == size()[1] == 96
    assert [each.k for each in seals] == list(range(len(seals), 0, -1))
    assert [*faults(), *seal_faults()] == []


def test_an_event_that_commits_late_is_in_a_later_seal():
    written, sealed = Event(), Event()

    def late():
        with transaction.atomic():
            append("organ/1")
            written.set()
            assert sealed.wait(30)

    def seal():
        assert written.wait(30)
        append("organ/2")
        first = seal_waiting(NOW)
        sealed.set()
        return first

    _nothing, first = in_threads(late, seal)
    assert (first.k, first.count, waiting_to_be_sealed()) == (1, 3, 3)
    assert seal_waiting(NOW).count == 3
    assert [row.k for row in places_of(511602, ["organ/1", "organ/2"])] == [2, 1]
    assert list(seal_faults()) == []
