"""N working days: the N-th counted day after the day of the start."""

from datetime import UTC, date, datetime

import pytest

from builders.clock import at, due_on, pause
from tongban.kernel import Refusal
from tongban.kernel.clock import SHANGHAI, Limit, Pause, Unit, due, end_of, late
from tongban.standards.calendars import national, read_year

FESTIVAL = pause("2026-02-25 09:00", "2026-03-02 17:00")


def test_the_worked_example_of_the_design():
    assert due_on("2026-02-13 10:00", "20wd", FESTIVAL) == date(2026, 3, 25)


@pytest.mark.parametrize(
    ("start", "limit", "expected", "because"),
    [
        ("2026-02-13 10:00", "1wd", date(2026, 2, 14), "a make-up Saturday counts"),
        ("2026-02-14 10:00", "1wd", date(2026, 2, 24), "nine days of Spring Festival do not"),
        ("2026-02-14 10:00", "5wd", date(2026, 2, 28), "the make-up Saturday after counts too"),
        ("2025-12-31 10:00", "1wd", date(2026, 1, 4), "a make-up Sunday opens the year"),
        ("2026-03-09 23:59", "1wd", date(2026, 3, 10), "received after office hours is that day"),
        ("2026-03-10 00:00", "1wd", date(2026, 3, 11), "midnight opens the new day"),
        ("2026-03-14 10:00", "1wd", date(2026, 3, 16), "from a Saturday, Monday is the first"),
        ("2026-03-09 10:00", "5wd", date(2026, 3, 16), "five days are five days, not 86,400 s"),
    ],
)
def test_the_first_day_never_counts_and_the_calendar_says_which_do(start, limit, expected, because):
    assert due_on(start, limit) == expected, because


def test_a_day_is_a_day_in_shanghai_not_in_greenwich():
    sunday_evening_in_greenwich = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)
    limit = Limit(20, Unit.WORKING_DAYS)
    assert due(sunday_evening_in_greenwich, limit, national()).on == date(2026, 3, 30)
    before_midnight = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)
    assert due(before_midnight, limit, national()).on == date(2026, 3, 27)


def test_it_falls_due_at_the_end_of_the_day_and_not_an_instant_before():
    found = due(at("2026-03-09 10:00"), Limit.parse("1wd"), national())
    assert found.at == datetime(2026, 3, 10, 23, 59, 59, 999999, tzinfo=SHANGHAI)
    assert found.at == end_of(found.on)
    assert not late(found.at, found)
    assert late(at("2026-03-11 00:00"), found)


@pytest.mark.parametrize(
    ("pauses", "expected", "because"),
    [
        ([], date(2026, 3, 12), "without a pause"),
        ([("03-10 09:00", "03-10 17:00")], date(2026, 3, 12), "within one day it touches none"),
        ([("03-10 23:59", "03-11 00:00")], date(2026, 3, 13), "its last day does not count"),
        ([("03-12 00:00", "03-20 09:00")], date(2026, 3, 12), "it begins on the due day"),
        ([("03-11 09:00", "03-20 09:00")], date(2026, 3, 23), "it begins the day before"),
        ([("03-02 09:00", "03-11 09:00")], date(2026, 3, 16), "it began before the start"),
        ([("02-02 09:00", "03-06 09:00")], date(2026, 3, 12), "it was over before the start"),
        ([("03-14 09:00", "03-15 17:00")], date(2026, 3, 12), "it lies on days off"),
        ([("03-09 12:00", "03-10 12:00")] * 3, date(2026, 3, 13), "the same three times is once"),
    ],
)
def test_a_pause_takes_the_dates_after_its_first_through_its_last(pauses, expected, because):
    spans = [pause(f"2026-{begin}", f"2026-{end}") for begin, end in pauses]
    assert due_on("2026-03-09 10:00", "3wd", *spans) == expected, because


def test_overlapping_pauses_count_once_in_any_order():
    one, other = (
        pause("2026-03-04 09:00", "2026-03-10 09:00"),
        pause("2026-03-06 09:00", "2026-03-12 09:00"),
    )
    assert due_on("2026-03-02 10:00", "10wd", one, other) == date(2026, 3, 24)
    assert due_on("2026-03-02 10:00", "10wd", other, one) == date(2026, 3, 24)


def test_each_of_two_pauses_counts_where_a_flag_would_lose_one():
    first, second = (
        pause("2026-03-09 12:00", "2026-03-10 12:00"),
        pause("2026-03-12 12:00", "2026-03-13 12:00"),
    )
    assert due_on("2026-03-09 10:00", "5wd", first) == date(2026, 3, 17)
    assert due_on("2026-03-09 10:00", "5wd", first, second) == date(2026, 3, 18)


def test_an_extension_during_a_pause_adds_to_the_amount():
    extended = Limit.parse("20wd").extended(Limit.parse("10wd"))
    assert str(extended) == "30wd"
    found = due(at("2026-02-13 10:00"), extended, national(), pauses=[FESTIVAL])
    assert found.on == date(2026, 4, 9)


def test_a_pause_that_ends_before_it_begins_is_refused_and_an_empty_one_is_not():
    pause("2026-03-09 09:00", "2026-03-09 09:00")
    with pytest.raises(Refusal, match="ends before it begins"):
        pause("2026-03-09 09:00", "2026-03-09 08:59")


def test_naive_times_are_refused_everywhere():
    naive, limit = datetime(2026, 3, 9, 10), Limit.parse("3wd")
    with pytest.raises(Refusal, match="no time zone"):
        due(naive, limit, national())
    with pytest.raises(Refusal, match="no time zone"):
        Pause(naive, at("2026-03-10 10:00"))
    with pytest.raises(Refusal, match="no time zone"):
        Pause(at("2026-03-08 10:00"), naive)


def test_a_due_day_is_provisional_when_an_open_year_had_a_say():
    def provisional(start, limit):
        return due(at(start), Limit.parse(limit), national()).provisional

    assert not provisional("2026-12-30 10:00", "1wd")
    assert provisional("2026-12-30 10:00", "2wd")
    assert provisional("2006-12-20 10:00", "20wd")
    assert not provisional("2006-12-31 10:00", "20wd")
    assert provisional("2026-12-20 10:00", "20cd")
    assert not provisional("2006-12-20 10:00", "30cd"), "only the day reached needs the calendar"


def test_entering_next_years_notice_moves_an_open_case_at_once():
    guess = due(at("2026-12-28 10:00"), Limit.parse("5wd"), national())
    notice = "{year: 2027, papers: ['https://www.gov.cn/x'], days_off: {元旦: [2027-01-01, 2027-01-02]}, days_worked: {元旦: [2027-01-03]}}"
    calendar = national().with_year(read_year(notice, source="test"), "cn-2027")
    settled = due(at("2026-12-28 10:00"), Limit.parse("5wd"), calendar)
    assert (guess.on, guess.provisional) == (date(2027, 1, 5), True)
    assert (settled.on, settled.provisional) == (date(2027, 1, 4), False)


def test_a_calendar_amended_after_acceptance_moves_the_due_day_of_its_own_region_only():
    local = national().amended({date(2026, 3, 11): False}, "a-region-1")
    assert due_on("2026-03-09 10:00", "3wd", calendar=local) == date(2026, 3, 13)
    assert due_on("2026-03-09 10:00", "3wd") == date(2026, 3, 12)
