"""Series of bookings: the dates, all or nothing, and each conflict by its name."""

import pytest

from builders.bookings import a_thing, a_wish, act_at, booked, hours
from builders.refusals import refused
from tongban.kernel.bookings import actions
from tongban.kernel.bookings.models import Booking
from tongban.kernel.bookings.rules import Conflicting

WEEKLY = [hours(9, 11, day=day) for day in (2, 9, 16, 23, 30)]


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
    daily = [hours(0, 30, day=day) for day in (2, 3, 4)]
    refusal = refused(lambda: actions.ask(a_wish([a_thing()], *daily), act_at(8, day=1)))
    assert refusal.code == "booking.overlaps_itself"
