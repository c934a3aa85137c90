"""How long is left, and counting backwards."""

from datetime import date, datetime, timedelta

import pytest

from builders.clock import at, pause
from tongban.kernel import Refusal
from tongban.kernel.clock import Limit, Unit, before, days_left, due, late, time_left
from tongban.standards.calendars import national

OPEN = pause("2026-03-10 09:00", "2026-03-13 17:00")


def left(now, *pauses, limit="5wd", unit=Unit.WORKING_DAYS):
    found = due(at("2026-03-09 10:00"), Limit.parse(limit), national(), pauses=pauses)
    return days_left(at(now), found, national(), unit=unit, pauses=pauses)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-09 10:00", 5),
        ("2026-03-10 10:00", 4),
        ("2026-03-14 10:00", 1),
        ("2026-03-16 23:59", 0),
        ("2026-03-17 00:00", -1),
        ("2026-03-18 10:00", -2),
        ("2026-03-23 10:00", -5),
    ],
)
def test_the_days_left_are_working_days_after_today_and_below_0_when_late(now, expected):
    assert left(now) == expected


def test_late_on_a_weekend_is_late_by_a_day_already():
    found = due(at("2026-03-12 10:00"), Limit.parse("1wd"), national())
    saturday = at("2026-03-14 00:00")
    assert found.on == date(2026, 3, 13)
    assert late(saturday, found)
    assert days_left(saturday, found, national()) == -1


def test_while_a_pause_is_open_the_days_left_stand_still_and_its_announced_end_counts():
    assert left("2026-03-10 10:00", OPEN) == 4
    assert left("2026-03-12 10:00", OPEN) == 4
    assert left("2026-03-13 18:00", OPEN) == 4
    assert left("2026-03-16 10:00", OPEN) == 3


def test_calendar_days_left_are_dates():
    assert left("2026-03-10 10:00", limit="10cd", unit=Unit.CALENDAR_DAYS) == 9
    assert left("2026-03-10 10:00", OPEN, limit="10cd", unit=Unit.CALENDAR_DAYS) == 10
    assert left("2026-03-25 10:00", limit="10cd", unit=Unit.CALENDAR_DAYS) == -6


def test_the_time_left_of_an_hour_limit_leaves_pauses_out():
    found = due(at("2026-03-09 10:00"), Limit.parse("24h"), national(), pauses=[OPEN])
    assert time_left(at("2026-03-09 10:00"), found, pauses=[OPEN]) == timedelta(hours=24)
    assert time_left(at("2026-03-12 10:00"), found, pauses=[OPEN]) == timedelta(hours=1)
    assert time_left(at("2026-03-13 19:00"), found, pauses=[OPEN]) == timedelta(hours=-1)


@pytest.mark.parametrize(
    ("day", "limit", "expected", "because"),
    [
        (date(2026, 3, 25), "7wd", date(2026, 3, 16), "a hearing's notice"),
        (date(2026, 3, 2), "1wd", date(2026, 2, 28), "a make-up Saturday is a working day"),
        (date(2026, 2, 24), "1wd", date(2026, 2, 14), "over Spring Festival"),
        (date(2026, 3, 14), "1wd", date(2026, 3, 13), "before a Saturday"),
        (date(2026, 1, 4), "1wd", date(2025, 12, 31), "into the old year"),
        (date(2026, 3, 25), "7cd", date(2026, 3, 18), "calendar days"),
        (date(2026, 3, 31), "1mo", date(2026, 2, 28), "else that month's last"),
        (date(2024, 2, 29), "1y", date(2023, 2, 28), "a year before a leap day"),
    ],
)
def test_backwards_the_day_itself_does_not_count(day, limit, expected, because):
    assert before(day, Limit.parse(limit), national()) == expected, because


def test_backwards_there_are_no_hours_and_no_days_before_the_first():
    with pytest.raises(Refusal, match="Hours cannot be counted backwards"):
        before(date(2026, 3, 2), Limit.parse("3h"), national())
    for limit in ("9wd", "9cd", "1mo", "1y"):
        with pytest.raises(Refusal, match="outside the years"):
            before(date(1, 1, 5), Limit.parse(limit), national())


def test_the_time_left_needs_a_zone():
    found = due(at("2026-03-09 10:00"), Limit.parse("24h"), national())
    with pytest.raises(Refusal, match="no time zone"):
        late(datetime(2026, 3, 9), found)
