"""The daily counts are those of the log, however it grew; an altered one is named."""

import json
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from builders.cases import a_licence, a_place
from tongban.kernel.cases.store import load
from tongban.kernel.ledger.actions import drain
from tongban.kernel.overview.actions import rebuild
from tongban.kernel.overview.counting import of_the_log
from tongban.kernel.overview.queries import stored
from tongban.kernel.overview.rules import COUNTED, KINDS, change, counted
from tongban.kernel.overview.verify import differences
from tongban.project.command import headers, parser_of
from tongban.project.commands import overview

pytestmark = pytest.mark.django_db


def told(place):
    """The worker hands on all that waits."""
    while drain(place.now):
        pass


def totals():
    """How many of each kind there are on all days."""
    return {
        kind: sum(count for key, count in stored().items() if key.kind == kind) for kind in KINDS
    }


def ran(*arguments):
    return overview.run(parser_of(overview).parse_args(["overview", *arguments]))


def test_each_step_of_a_case_is_counted_on_the_day_it_happened():
    place = a_place("civil")
    number = place.submit().number
    place.wait(days=3)
    place.accept(number)
    told(place)
    days = {key.kind: key.day for key, count in stored().items() if count}
    received = place.case(number).received_on
    assert days == {"received": received, "accepted": received + timedelta(days=3)}


def test_a_decided_and_a_withdrawn_case_are_over_and_are_counted_once():
    place = a_place("civil")
    place.decided()
    number = place.submit().number
    place.on("withdraw", number, by=place.citizen, reason="")
    place.submit()
    told(place)
    assert totals() == {"received": 3, "accepted": 1, "decided": 1, "delivered": 0, "over": 2}
    assert list(differences()) == []


def test_what_the_worker_was_not_told_yet_is_no_difference():
    place = a_place("civil")
    place.submit()
    assert (list(differences()), stored()) == ([], {})
    told(place)
    place.decided()
    assert (list(differences()), totals()["received"]) == ([], 1)
    told(place)
    assert (list(differences()), totals()["received"]) == ([], 2)


def test_an_earlier_day_of_receipt_moves_the_count_and_leaves_none_behind():
    place = a_licence()
    came = place.today() - timedelta(days=2)
    given = {"channel": "post", "received_on": came, "ground": "post"}
    number = place.submit(**given, by=place.people["window"]).number
    told(place)
    manager = place.people["manager"]
    place.at("approve", number, "@receipt_day", by=manager, outcome="agreed", words="")
    told(place)
    days = [key.day for key, count in stored().items() if count and key.kind == "received"]
    assert days == [came]
    assert list(differences()) == []


@pytest.mark.parametrize("statement", [
    "UPDATE overview_dailycount SET count = count + 1 WHERE kind = 'decided'",
    "UPDATE overview_dailycount SET day = day - 1 WHERE kind = 'decided'",
    "UPDATE overview_dailycount SET organ = organ + 1 WHERE kind = 'decided'",
    "DELETE FROM overview_dailycount WHERE kind = 'decided'",
])  # fmt: skip
def test_verify_fails_when_a_row_is_altered_and_rebuild_mends_it(statement, capsys):
    place = a_place("civil")
    place.decided()
    told(place)
    assert ran("verify") == 0
    with connection.cursor() as cursor:
        cursor.execute(statement)
    capsys.readouterr()
    assert ran("verify", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert {one["kind"] for one in found["differences"]} == {"decided"}
    assert ran("verify") == 1
    assert "decided: stored" in capsys.readouterr().out
    assert ran("rebuild") == 0
    assert ran("verify") == 0


def test_rebuilding_before_the_worker_was_told_counts_nothing_twice():
    place = a_place("civil")
    place.decided()
    told(place)
    place.decided()
    rebuild(of_the_log)
    told(place)
    assert totals()["decided"] == 2
    assert list(differences()) == []


def test_every_event_that_changes_a_count_is_named():
    place = a_place("civil")
    number = place.decided()
    changing = {
        record.type
        for n, record in enumerate(place.records(number))
        if _counts(place, number, n) != _counts(place, number, n + 1)
    }
    assert changing <= COUNTED
    assert "case.decided" in changing


def _counts(place, number, n):
    return change(place.records(number), 1, n)


def test_a_receipt_that_is_void_counts_nowhere():
    place = a_place("civil")
    case = place.case(place.decided())
    row = load(case.home, case.id).row
    assert {key.kind for key in counted(row)} == {"received", "accepted", "decided", "over"}
    assert counted(replace(row, state="void")) == {}


def test_the_command_is_found():
    assert headers()["overview"].needs_database


def test_a_case_counts_for_the_hall_whose_window_took_it_in():
    place = a_place("civil")
    place.submit()
    place.submit(by=place.people["window"], channel="counter")
    told(place)
    halls = {key.hall for key, count in stored().items() if count}
    assert halls == {0, place.hall.pk}
    assert list(differences()) == []


def test_the_migration_counts_from_the_cases_what_the_log_says_and_nothing_twice():
    place = a_place("civil")
    place.decided()
    told(place)
    place.on("withdraw", place.submit().number, by=place.citizen, reason="")
    by_hall = import_module("tongban.kernel.overview.migrations.0002_by_hall")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM overview_dailycount")
        cursor.execute(by_hall.COUNT_ANEW)
        cursor.execute(by_hall.HAS_BEEN_COUNTED)
    told(place)
    assert totals() == {"received": 2, "accepted": 1, "decided": 1, "delivered": 0, "over": 2}
    assert list(differences()) == []
