"""Calendar days, months, years and hours; lanes; what is no limit."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from builders.clock import at, due_on, pause
from tongban.kernel import Refusal
from tongban.kernel.clock import Limit, Unit, due, read_factor, read_instant
from tongban.standards.calendars import national


@pytest.mark.parametrize(
    ("start", "limit", "expected", "because"),
    [
        ("2026-03-02", "30cd", date(2026, 4, 1), "every date counts"),
        ("2026-03-02", "12cd", date(2026, 3, 16), "a Saturday rolls over to Monday"),
        ("2026-02-10", "4cd", date(2026, 2, 14), "a make-up Saturday does not"),
        ("2026-02-10", "6cd", date(2026, 2, 24), "over all of Spring Festival"),
        ("2026-03-10", "1mo", date(2026, 4, 10), "the corresponding day"),
        ("2026-01-30", "1mo", date(2026, 2, 28), "else the month's last, a make-up Saturday"),
        ("2024-01-31", "1mo", date(2024, 2, 29), "a leap February's last"),
        ("2026-08-03", "2mo", date(2026, 10, 8), "months roll over too"),
        ("2025-12-10", "2mo", date(2026, 2, 10), "over the end of the year"),
        ("2024-02-29", "1y", date(2025, 2, 28), "a year from a leap day"),
        ("2025-03-15", "1y", date(2026, 3, 16), "a year rolls over too"),
        ("2028-02-28", "2cd", date(2028, 3, 1), "a leap day counts"),
    ],
)
def test_calendar_units_end_on_their_day_or_the_first_working_day_after(
    start, limit, expected, because
):
    assert due_on(f"{start} 10:00", limit) == expected, because


def test_a_pause_stops_calendar_days_but_not_the_rolling_over():
    assert due_on("2026-03-02 10:00", "12cd") == date(2026, 3, 16)
    on_the_day_reached = pause("2026-03-14 09:00", "2026-03-20 09:00")
    assert due_on("2026-03-02 10:00", "12cd", on_the_day_reached) == date(2026, 3, 16)
    the_day_before = pause("2026-03-13 09:00", "2026-03-20 09:00")
    assert due_on("2026-03-02 10:00", "12cd", the_day_before) == date(2026, 3, 23)


def test_a_pause_puts_a_month_off_by_the_dates_that_it_touches():
    assert due_on("2026-03-10 10:00", "1mo", pause("2026-03-16 09:00", "2026-03-20 09:00")) == date(
        2026, 4, 14
    )


@pytest.mark.parametrize(
    ("hours", "pauses", "expected"),
    [
        ("48h", [], "02-15 10:00"),
        ("48h", [("02-13 12:00", "02-13 15:30")], "02-15 13:30"),
        ("2h", [("02-13 12:00", "02-13 15:30")], "02-13 12:00"),
        ("2h", [("02-13 08:00", "02-13 15:30")], "02-13 17:30"),
        ("5h", [("02-13 11:00", "02-13 13:00"), ("02-13 12:00", "02-13 14:00")], "02-13 18:00"),
        ("5h", [("02-13 08:00", "02-13 09:00")], "02-13 15:00"),
    ],
)
def test_hours_run_in_real_time_without_the_pauses_own_duration(hours, pauses, expected):
    spans = [pause(f"2026-{begin}", f"2026-{end}") for begin, end in pauses]
    found = due(at("2026-02-13 10:00"), Limit.parse(hours), national(), pauses=spans)
    assert found.on is None
    assert found.at == at(f"2026-{expected}")
    assert not found.provisional


def test_summer_time_of_1988_is_known_to_dates_and_to_hours():
    late_evening = datetime.fromisoformat("1988-07-01T23:30:00+08:00")
    assert due(late_evening, Limit.parse("1wd"), national()).on == date(1988, 7, 4)
    night_before_winter = datetime.fromisoformat("1988-09-10T20:00:00+09:00")
    found = due(night_before_winter, Limit.parse("24h"), national())
    assert found.at.isoformat() == "1988-09-11T19:00:00+08:00"


@pytest.mark.parametrize(
    ("amount", "factor", "expected"),
    [
        (20, "0.5", 10),
        (8, "0.5", 4),
        (7, "0.5", 3),
        (1, "0.5", 1),
        (100, "0.29", 29),
        (3, "1", 3),
        (10, "0.001", 1),
    ],
)
def test_a_lane_takes_the_floor_and_leaves_one_at_least(amount, factor, expected):
    limit = Limit(amount, Unit.WORKING_DAYS)
    assert limit.in_lane(read_factor(factor)) == Limit(expected, Unit.WORKING_DAYS)
    assert limit.in_lane(Decimal(factor)) == Limit(expected, Unit.WORKING_DAYS)


def test_legal_20_promised_8_in_a_lane_of_one_half_is_4_and_the_legal_limit_stays():
    assert due_on("2026-03-09 10:00", "8wd", lane=Fraction(1, 2)) == date(2026, 3, 13)
    assert due_on("2026-03-09 10:00", "20wd") == date(2026, 4, 7)


@pytest.mark.parametrize("factor", [0, Decimal("-0.5"), Fraction(-1, 2), 0.5, True])
def test_a_lane_factor_that_is_not_above_0_or_not_exact_is_refused(factor):
    with pytest.raises(Refusal) as refused:
        Limit.parse("20wd").in_lane(factor) if factor is not True else read_factor(factor)
    assert refused.value.code.startswith("clock.")


@pytest.mark.parametrize("text", ["0.5", "1", "2", "1.5", "007.250"])
def test_a_decimal_above_0_is_read_as_a_lane_factor_exactly(text):
    assert read_factor(text) == Fraction(text)


@pytest.mark.parametrize(
    "text", ["", "1/2", "1e3", "-1", ".5", "0.", "٠.٥", "nan", None, 0.5, "0", "0.000"]
)
def test_no_other_text_is_a_lane_factor(text):
    with pytest.raises(Refusal):
        read_factor(text)


@pytest.mark.parametrize("text", ["20wd", "30cd", "2mo", "1y", "48h"])
def test_a_limit_is_spelled_as_it_is_read(text):
    assert str(Limit.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "wd",
        "20",
        "0.5wd",
        "half",
        "-1wd",
        "+1wd",
        " 1wd",
        "1wd\n",
        "020wd",
        "２0wd",
        "20WD",
        "9999999999wd",
        None,
        20,
        ["20wd"],
    ],
)
def test_no_other_text_is_a_limit(text):
    with pytest.raises(Refusal) as refused:
        Limit.parse(text)
    assert refused.value.code == "clock.not_a_limit"


def test_a_limit_of_nothing_is_refused_since_the_first_day_never_counts():
    for make in (
        lambda: Limit.parse("0wd"),
        lambda: Limit(0, Unit.HOURS),
        lambda: Limit(-1, Unit.HOURS),
    ):
        with pytest.raises(Refusal, match="whole number from 1"):
            make()


def test_an_extension_in_another_unit_is_refused():
    assert str(Limit.parse("30cd").extended(Limit.parse("10cd"))) == "40cd"
    with pytest.raises(Refusal, match="cannot be extended"):
        Limit.parse("20wd").extended(Limit.parse("10cd"))


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        ("9999-12-01T10:00:00+08:00", "40wd"),
        ("9999-12-01T10:00:00+08:00", "40cd"),
        ("9999-12-01T10:00:00+08:00", "999999999cd"),
        ("9999-12-01T10:00:00+08:00", "1mo"),
        ("9999-12-01T10:00:00+08:00", "999999999y"),
        ("9999-12-31T10:00:00+08:00", "999999999h"),
        ("9999-12-31T23:00:00+00:00", "1wd"),
        ("0001-01-01T00:00:00+08:00", "1wd"),
        ("0001-01-01T00:00:00+14:00", "1h"),
    ],
)
def test_what_lies_beyond_the_years_is_refused_in_words(start, limit):
    with pytest.raises(Refusal, match="outside the years 1 to 9999"):
        due(read_instant(start), Limit.parse(limit), national())


def test_the_last_day_of_all_can_be_due():
    assert due(datetime(9999, 12, 20, tzinfo=UTC), Limit.parse("9wd"), national()).on == date.max
