"""The calendar says what the notices say, and says so where there is none."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tongban.standards.calendars import CalendarFault, DayKind, WhyDay, national, read_year

SHARED = Path(__file__).parents[3] / "shared/data/holidays"
# Off and worked days of 2024 to 2026 as the domain reference has them (CLK, yearly arrangement), written apart from the data.
ARRANGED = {
    2024: (
        "01-01 02-10…17 04-04…06 05-01…05 06-10 09-15…17 10-01…07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: (
        "01-01 01-28…02-04 04-04…06 05-01…05 05-31…06-02 10-01…08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01…03 02-15…23 04-04…06 05-01…05 06-19…21 09-25…27 10-01…07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}


def days_of(year, text):
    """Read `01-28…02-04`: a span whose end may leave its month out."""
    for part in text.split():
        first, _, last = part.partition("…")
        begin = date.fromisoformat(f"{year}-{first}")
        end = date.fromisoformat(
            f"{year}-{last if len(last) > 2 else first[:3] + (last or first[3:])}"
        )
        yield from (begin + timedelta(n) for n in range((end - begin).days + 1))


def all_days(year):
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", ARRANGED)
def test_every_day_of_a_year_is_as_the_domain_reference_has_it(year):
    off, worked = (set(days_of(year, text)) for text in ARRANGED[year])
    for day in all_days(year):
        expected = day in worked or (day.weekday() < 5 and day not in off)
        assert national().is_working(day) is expected, day


@pytest.mark.skipif(not SHARED.exists(), reason="the holiday-cn files are not at hand")
@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_day_and_notice_of_the_source_is_in_the_calendar(year):
    source = json.loads((SHARED / f"{year}.json").read_text(encoding="utf-8"))
    table = national().years[year]
    assert list(table.papers) == source["papers"]
    assert {(day, one.holiday, not one.works) for day, one in table.days.items()} == {
        (date.fromisoformat(day["date"]), day["name"], day["isOffDay"]) for day in source["days"]
    }


def test_every_make_up_day_falls_on_a_weekend_and_is_worked():
    makeup = [
        day
        for table in national().years.values()
        for day in table.days
        if national().why(day).kind is DayKind.MAKEUP_DAY
    ]
    assert len(makeup) == 132
    assert all(day.weekday() >= 5 and national().is_working(day) for day in makeup)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 2, 17), WhyDay(DayKind.HOLIDAY, "春节")),
        (date(2026, 2, 14), WhyDay(DayKind.MAKEUP_DAY, "春节")),
        (date(2026, 3, 14), WhyDay(DayKind.WEEKEND)),
        (date(2026, 3, 16), WhyDay(DayKind.WORKING_DAY)),
        (date(2015, 9, 3), WhyDay(DayKind.HOLIDAY, "抗日战争暨世界反法西斯战争胜利70周年纪念日")),
        (date(2020, 2, 3), WhyDay(DayKind.WORKING_DAY)),
        (date(2030, 10, 3), WhyDay(DayKind.HOLIDAY, "国庆节")),
        (date(2030, 10, 4), WhyDay(DayKind.WORKING_DAY)),
    ],
)
def test_a_day_says_why_it_is_worked_or_not(day, why):
    assert national().why(day) == why


def test_a_holiday_may_stand_in_the_neighbour_years_notice():
    assert date(2018, 12, 31) not in national().years[2018].days
    assert national().why(date(2018, 12, 31)) == WhyDay(DayKind.HOLIDAY, "元旦")
    assert national().why(date(2018, 12, 29)) == WhyDay(DayKind.MAKEUP_DAY, "元旦")


def test_years_without_a_notice_are_provisional_before_as_after():
    calendar = national()
    assert calendar.published(date(2007, 1, 1))
    assert calendar.published(date(2026, 12, 31))
    assert calendar.provisional(date(2027, 1, 4))
    assert calendar.provisional(date(2006, 6, 1))
    assert calendar.published(date(2006, 12, 30)), "the notice for 2007 names it"
    assert not calendar.provisional_within(date(2007, 1, 1), date(2026, 12, 31))
    assert calendar.provisional_within(date(2026, 12, 31), date(2027, 1, 1))


def test_an_open_year_has_weekends_and_the_statutory_days_on_fixed_dates_off():
    off = {day for day in all_days(2031) if not national().is_working(day)}
    fixed = {date(2031, 1, 1), date(2031, 5, 1), date(2031, 5, 2)}
    fixed |= {date(2031, 10, day) for day in (1, 2, 3)}
    assert off == fixed | {day for day in all_days(2031) if day.weekday() >= 5}


def test_a_region_amends_days_under_an_edition_of_its_own():
    festival, saturday = date(2026, 3, 16), date(2026, 3, 21)
    local = national().amended({festival: False, saturday: True}, "gx-2026-1")
    assert local.why(festival) == WhyDay(DayKind.LOCAL_DAY_OFF)
    assert local.why(saturday) == WhyDay(DayKind.LOCAL_WORKING_DAY)
    assert not local.is_working(festival)
    assert local.is_working(saturday)
    assert local.edition == "gx-2026-1"
    assert national().is_working(festival), "the national calendar is another value"


def test_an_amended_day_of_an_open_year_is_no_guess_any_more_and_its_neighbours_are():
    local = national().amended({date(2027, 1, 2): True}, "x")
    assert local.published(date(2027, 1, 2))
    assert not local.provisional_within(date(2027, 1, 2), date(2027, 1, 2))
    assert local.provisional_within(date(2027, 1, 2), date(2027, 1, 3))


NEXT_YEAR = """
year: 2027
papers: [https://www.gov.cn/a-notice]
days_off:
  元旦: [2027-01-01]
days_worked:
  元旦: [2026-12-27]
"""


def test_entering_the_years_notice_settles_the_year_and_may_change_december():
    table = read_year(NEXT_YEAR, source="2027.yaml")
    calendar = national().with_year(table, "cn-2027")
    assert calendar.published(date(2027, 6, 1))
    assert calendar.why(date(2026, 12, 27)) == WhyDay(DayKind.MAKEUP_DAY, "元旦")
    assert calendar.is_working(date(2027, 5, 1)) is False, "a Saturday"
    assert calendar.is_working(date(2027, 10, 1)), "a Friday that this notice leaves alone"


def test_the_edition_changes_with_the_data():
    assert national().edition.startswith("cn-2007-2026-")
    with pytest.raises(CalendarFault, match="edition"):
        national().amended({}, " ")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("papers: [https://www.gov.cn/a-notice]", "papers: []", "at least one notice"),
        ("papers: [https://www.gov.cn/a-notice]", "papers: [somewhere]", "at least one notice"),
        ("year: 2027", "year: '2027'", "whole number"),
        ("[2027-01-01]", "[2027-01-01, 2027-01-01]", "named twice"),
        ("[2026-12-27]", "[2027-01-01]", "named twice"),
        ("[2027-01-01]", "[2027-13-01]", "not YAML"),
        ("[2027-01-01]", "[2029-01-01]", "too far"),
        ("[2027-01-01]", "[soon]", "must list dates"),
        ("元旦: [2026-12-27]", "- 2026-12-27", "must be a table"),
        ("days_worked:", "days_worked_on:", "exactly the keys"),
        ("year: 2027", "year: [", "not YAML"),
    ],
)
def test_a_year_that_cannot_be_right_does_not_load(old, new, words):
    assert old in NEXT_YEAR
    with pytest.raises(CalendarFault, match=words):
        read_year(NEXT_YEAR.replace(old, new), source="2027.yaml")
