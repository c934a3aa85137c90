"""The prefix sums agree with walking from day to day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.standards.calendars import CalendarFault, national

AMENDED = national().amended({date(1999, 12, 25): True, date(2033, 7, 5): False}, "test")


@settings(deadline=None, max_examples=30)
@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.sampled_from([national(), AMENDED]))
def test_the_working_days_of_a_hundred_days_are_those_that_walking_finds(start, calendar):
    days = [start + timedelta(n) for n in range(1, 101)]
    number = calendar.working.through(start.toordinal())
    for day in days:
        number += calendar.is_working(day)
        assert calendar.working.through(day.toordinal()) == number


@given(st.integers(1, 2_400_000))
def test_the_nth_working_day_is_worked_and_has_n_through_it(number):
    day = national().working.nth(number)
    assert national().working.through(day) == number
    assert national().working.through(day - 1) == number - 1


def test_the_working_days_of_some_years_are_those_that_are_worked():
    found = national().working.in_years(2025, 2027)
    first = date(2025, 1, 1)
    days = [first + timedelta(n) for n in range(3 * 365)]
    assert found == [day.toordinal() for day in days if national().is_working(day)]


def test_the_first_and_the_last_day_have_a_number_and_nothing_lies_outside():
    working = national().working
    assert working.through(date.min.toordinal()) == 0, "1 January is off"
    last = working.through(date.max.toordinal())
    assert working.nth(last) == date.max.toordinal(), "a Friday"
    for number in (0, last + 1):
        with pytest.raises(CalendarFault, match="outside"):
            working.nth(number)
