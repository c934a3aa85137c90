"""Open cases follow the calendar; what was promised before stays in the log."""

from datetime import date

import pytest

from builders.cases import a_place
from builders.identity import an_act
from tongban.kernel.cases import recounting
from tongban.kernel.cases.lists import inbox_page
from tongban.kernel.cases.recounting import recount_open
from tongban.kernel.cases.verify import differences
from tongban.kernel.law.actions import set_day
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db


def a_flood():
    set_day(
        "511602",
        an_act(),
        day=date(2026, 3, 3),
        working=False,
        name="抗洪停工",
        notice="区政府通告",
    )


def test_a_local_day_off_puts_open_cases_off_and_keeps_the_old_date_in_the_log():
    place = a_place("civil")
    number = place.submit().number
    place.accept(number)
    assert (recount_open(place.now), place.case(number).promised_on) == (0, date(2026, 3, 5))
    a_flood()
    assert (recount_open(place.now), place.case(number).promised_on) == (1, date(2026, 3, 6))
    (row,) = inbox_page(place.people["civil"], at=place.now).rows
    assert row.row.promised_on == date(2026, 3, 6)
    log = events_of(place.version.organ.home, f"case/{number}")
    assert [each.data["before"] for each in log if each.type == "limit.recounted"] == [
        "2026-03-19",
        "2026-03-05",
    ]
    assert recount_open(place.now) == 0
    assert list(differences()) == []


def test_a_decided_case_keeps_its_day_and_a_second_change_is_followed_too():
    place = a_place("civil")
    ended, running = place.submit().number, place.submit().number
    for number in (ended, running):
        place.accept(number)
    place.review(ended, "civil")
    place.decide(ended)
    a_flood()
    recount_open(place.now)
    set_day(
        "511602", an_act(), day=date(2026, 3, 3), working=True, name="恢复上班", notice="区政府通告"
    )
    assert recount_open(place.now) == 2, "the one still runs, the other waits for its delivery"
    assert {place.case(each).promised_on for each in (ended, running)} == {date(2026, 3, 5)}


def test_a_case_that_cannot_be_recounted_keeps_no_other_waiting(monkeypatch):
    place = a_place("civil")
    first, second = place.accepted(), place.accepted()
    a_flood()
    real = recounting.recount

    def broken(number, act):
        if number == first:
            raise LookupError(number)
        return real(number, act)

    monkeypatch.setattr(recounting, "recount", broken)
    assert recount_open(place.now, most=1) == 1
    assert place.case(second).promised_on == date(2026, 3, 6)
