"""Series of bookings: the dates, all or nothing, and each conflict by its name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.bookings import a_thing, a_wish, act_at, booked, hours
from builders.refusals import refused
from tongban.kernel.bookings import actions
from tongban.kernel.bookings.models import Booking
from tongban.kernel.bookings.rules import Conflicting, Every, Period, recurring
from tongban.kernel.clock import SHANGHAI

WEEKLY = recurring(hours(9, 11), Every.WEEK, date(2026, 3, 30))


def test_a_weekly_series_has_the_same_hours_on_the_same_weekday_to_its_last_day():
    assert [str(one) for one in WEEKLY] == [
        f"2026-03-{day:02} 09:00–11:00" for day in (2, 9, 16, 23, 30)
    ]


def test_a_month_without_the_day_is_left_out_and_no_date_comes_twice():
    first = Period(hours(9, 10, day=31).start, hours(9, 10, day=31).end)
    days = [
        one.start.astimezone(SHANGHAI).date()
        for one in recurring(first, Every.MONTH, date(2026, 8, 30))
    ]
    assert days == [date(2026, 3, 31), date(2026, 5, 31), date(2026, 7, 31)]


@given(st.sampled_from(Every), st.integers(0, 60), st.integers(1, 23))
def test_whatever_the_series_its_dates_ascend_within_its_days_at_the_same_hour(every, days, hour):
    first = hours(hour, hour + 1)
    until = date(2026, 3, 2) + timedelta(days=days)
    found = recurring(first, every, until)
    assert found == sorted(set(found))
    assert found[0] == first
    for one in found:
        start = one.start.astimezone(SHANGHAI)
        assert (start.hour, start.date() <= until) == (hour, True)
        assert every is not Every.WEEKDAY or start.weekday() < 5


def test_a_series_has_at_most_150_dates():
    assert len(recurring(hours(9, 10), Every.DAY, date(2026, 3, 2) + timedelta(days=149))) == 150
    refusal = refused(lambda: recurring(hours(9, 10), Every.DAY, date(2027, 3, 2)))
    assert refusal.code == "booking.series_too_long"


@pytest.mark.django_db
def test_of_a_series_nothing_is_booked_where_one_date_is_taken_and_each_is_named():
    room = a_thing("301会议室", kind="test.room")
    booked(room, hours(10, 12, day=9))
    booked(room, hours(8, 10, day=23))
    refusal = refused(lambda: actions.ask(a_wish([room], *WEEKLY), act_at(8)))
    assert isinstance(refusal, Conflicting)
    assert [str(one.wished) for one in refusal.conflicts] == [
        "2026-03-09 09:00–11:00",
        "2026-03-23 09:00–11:00",
    ]
    assert Booking.objects.count() == 2


@pytest.mark.django_db
def test_by_choice_the_free_dates_of_a_series_are_booked_and_the_others_told():
    room = a_thing(kind="test.room")
    booked(room, hours(10, 12, day=9))
    answer = actions.ask(a_wish([room], *WEEKLY, free_only=True), act_at(8))
    assert [row.span for row in answer.bookings] == [WEEKLY[0], *WEEKLY[2:]]
    assert [one.wished for one in answer.conflicts] == [WEEKLY[1]]
    assert {row.series for row in Booking.objects.exclude(series=None)} == {answer.bookings[0].pk}


@pytest.mark.django_db
def test_a_series_that_overlaps_itself_is_refused():
    daily = recurring(hours(0, 30), Every.DAY, date(2026, 3, 4))
    refusal = refused(lambda: actions.ask(a_wish([a_thing()], *daily), act_at(8, day=1)))
    assert refusal.code == "booking.overlaps_itself"
