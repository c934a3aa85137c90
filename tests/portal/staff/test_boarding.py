"""Bookings on the hours of a day: where they stand, what is cut off, and how their times are written."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from builders.bookings import hours
from tongban.kernel.bookings.models import Booking, Thing
from tongban.portal.staff.resources import boarding

DAY = date(2026, 3, 2)
CAR = Thing(pk=1, label="川X-00001")


def a_row(start, end, tail=0.0):
    span, busy = hours(start, end), hours(start, end + tail)
    row = Booking(pk=9, thing=CAR, state="approved")
    row.period, row.occupied = ranged(span), ranged(busy)
    return row


def ranged(period):
    field = Booking._meta.get_field("period")
    return field.range_type(period.start, period.end)


def test_a_booking_stands_at_its_share_of_the_hours_with_its_turnaround_behind_it():
    [lane] = boarding.day_lanes([CAR], [a_row(8, 19, 0), a_row(9, 11, 0.5)], DAY, set())
    whole, part = lane.slots
    assert (whole.left, whole.width) == (0, 100)
    assert (part.left, part.width, part.tail) == (9.091, 18.182, 4.545)


def test_the_hours_grow_with_what_is_early_or_late():
    assert [each.hour for each in boarding.hours_of(DAY, [])][:1] == [8]
    early = [each.hour for each in boarding.hours_of(DAY, [a_row(5, 23)])]
    assert (early[0], early[-1]) == (5, 23)


def test_a_booking_over_days_says_the_other_day_and_midnight_is_the_end_of_the_day():
    assert boarding.when(a_row(9, 24), DAY) == "09:00–24:00"
    assert "09:00–" in boarding.when(a_row(9, 34), DAY)
    assert "10:00" in boarding.when(a_row(9, 34), DAY)


@given(st.integers(-30, 50), st.integers(1, 60))
def test_no_booking_stands_outside_the_board(start, length):
    row = a_row(start, start + length)
    [lane] = boarding.day_lanes([CAR], [row], DAY, set())
    for slot in lane.slots:
        assert 0 <= slot.left <= slot.left + slot.width <= 100.001


def test_a_week_begins_on_monday_and_a_month_has_whole_weeks():
    week = boarding.days_of("week", date(2026, 3, 4))
    assert (week[0], week[-1]) == (date(2026, 3, 2), date(2026, 3, 8))
    month = boarding.days_of("month", date(2026, 3, 4))
    assert len(month) % 7 == 0
    assert month[0].weekday() == 0
