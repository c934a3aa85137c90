"""Registers over the API: the same door and the same rules as for people."""

from datetime import date

import pytest

from builders.api import EVERYTHING, a_program
from builders.depot.models import Generator
from builders.identity import an_organ
from builders.registers import KIND, a_generator, amended

pytestmark = pytest.mark.django_db
FIRST, MOVED = date(2026, 1, 10), date(2026, 2, 1)
ENTRIES = f"registers/{KIND}/entries"


@pytest.fixture
def organ():
    return an_organ()


@pytest.fixture
def program(organ):
    return a_program(organ, "registrar", EVERYTHING)


def an_entry(organ, **values):
    said = {"number": "A1", "place": "东院", "power": "50.5", "bought_on": "2025-03-01", **values}
    return {"organ_id": organ.pk, "on": "2026-01-10", "reason": "新购", "values": said}


def test_an_entry_is_entered_once_however_often_it_is_sent(organ, program):
    first = program.post(ENTRIES, an_entry(organ), Idempotency_Key="w1")
    again = program.post(ENTRIES, an_entry(organ), Idempotency_Key="w1")
    assert (first.status_code, first.json()) == (201, again.json())
    assert first.json()["values"]["power"] == "50.5"
    assert Generator.objects.get().bought_on == date(2025, 3, 1)


def test_a_value_that_is_none_of_its_field_is_named(organ, program):
    wrong = {"bought_on": "gestern", "power": "viel", "place": 7, "nothing": "x"}
    for name, value in wrong.items():
        answer = program.post(ENTRIES, an_entry(organ, **{name: value}), Idempotency_Key=name)
        assert (answer.status_code, answer.json()["faults"][0]["field"]) in {
            (422, f"body.values.{name}"),
            (422, "body.nothing"),
        }
    assert Generator.objects.count() == 0


def test_an_entry_is_read_as_of_a_day_amended_at_its_version_and_has_a_history(organ, program):
    row = amended(a_generator(organ, on=FIRST, minder="赵六斤"), MOVED, place="西院")
    there = f"{ENTRIES}/{row.pk}"
    assert program.get(f"{there}?on=2026-01-20").json()["values"]["place"] == "东院"
    assert program.get(there).json()["values"]["place"] == "西院"
    change = {"version": 1, "on": "2026-02-10", "reason": "搬迁", "values": {"place": "北院"}}
    stale = program.post(f"{there}/amend", change, Idempotency_Key="w1")
    assert (stale.status_code, stale.json()["code"]) == (412, "register.stale")
    done = program.post(f"{there}/amend", {**change, "version": 2}, Idempotency_Key="w2")
    assert (done.status_code, done.json()["version"]) == (200, 3)
    told = program.get(f"{there}/history").json()["items"]
    assert [(each["version"], each["reason"]) for each in told][-1] == (3, "搬迁")
    assert told[0]["values"]["minder"] == "赵六斤"


def test_a_reader_without_the_power_gets_no_personal_value_and_no_list_of_others(organ):
    row = a_generator(organ, on=FIRST, minder="赵六斤")
    a_generator(on=FIRST)
    leader = a_program(organ, "leader", EVERYTHING)
    told = leader.get(f"{ENTRIES}/{row.pk}").json()
    assert (told["masked"], "minder" in told["values"]) == (["minder"], False)
    assert "赵六斤" not in leader.get(f"{ENTRIES}/{row.pk}/history").content.decode()
    assert [each["entry_id"] for each in leader.get(ENTRIES).json()["items"]] == [row.pk]
    denied = leader.post(ENTRIES, an_entry(organ), Idempotency_Key="w1")
    assert (denied.status_code, denied.json()["code"]) == (403, "register.may_not_keep")


def test_a_long_list_is_paged_without_gap_or_repetition(organ, program):
    made = [a_generator(organ, on=FIRST).pk for _number in range(5)]
    seen, link = [], f"{ENTRIES}?limit=2"
    while link:
        page = program.get(link.removeprefix("/api/v1/")).json()
        seen += [each["entry_id"] for each in page["items"]]
        link = page["next"]
    assert seen == made
