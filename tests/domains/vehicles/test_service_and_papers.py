"""保养和证件: due when km or months are reached; the last valid day still counts."""

from datetime import date
from decimal import Decimal

import pytest

from tongban.domains.vehicles.rules.expiries import (
    Paper,
    expiries,
    inspection_until,
)
from tongban.domains.vehicles.rules.grounds import shipped
from tongban.domains.vehicles.rules.servicing import Interval, after_months, service_due

LAW = shipped(date(2026, 3, 1))
EVERY = Interval(Decimal(10_000), 12)
LAST = {"last_km": Decimal(20_000), "last_on": date(2025, 3, 2)}
PAPERS = {
    Paper.COMPULSORY_INSURANCE: date(2026, 3, 31),
    Paper.INSPECTION: date(2026, 6, 30),
    Paper.LICENCE: date(2030, 1, 1),
}


@pytest.mark.parametrize(
    ("km", "on", "due"),
    [
        (29_999, date(2026, 3, 1), False),
        (30_000, date(2025, 6, 1), True),
        (20_500, date(2026, 3, 2), True),
        (45_000, date(2025, 6, 1), True),
    ],
)
def test_a_service_is_due_at_its_km_or_its_months_whichever_comes_first(km, on, due):
    assert service_due(EVERY, **LAST, km=Decimal(km), on=on).is_due is due


def test_what_is_left_is_told_in_km_and_days():
    found = service_due(EVERY, **LAST, km=Decimal(29_000), on=date(2026, 2, 28))
    assert (found.at_km, found.on, found.km_left, found.days_left) == (
        30_000,
        date(2026, 3, 2),
        1000,
        2,
    )


def test_an_interval_of_km_alone_never_falls_due_by_time():
    found = service_due(
        Interval(Decimal(10_000), None), **LAST, km=Decimal(20_001), on=date(2040, 1, 1)
    )
    assert not found.is_due


def test_months_end_on_the_last_day_where_there_is_no_corresponding_one():
    assert after_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert after_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert after_months(date(2026, 12, 15), 12) == date(2027, 12, 15)


@pytest.mark.parametrize(
    ("inspected", "until"),
    [
        (date(2020, 3, 15), date(2022, 3, 15)),
        (date(2022, 1, 10), date(2024, 3, 15)),
        (date(2022, 6, 20), date(2024, 3, 15)),
        (date(2028, 3, 1), date(2030, 3, 15)),
        (date(2030, 3, 1), date(2031, 3, 15)),
        (date(2031, 3, 15), date(2032, 3, 15)),
    ],
)
def test_an_inspection_holds_two_years_and_one_from_the_tenth_year_on(inspected, until):
    assert inspection_until(date(2020, 3, 15), inspected, LAW) == until


def test_reminders_come_the_most_urgent_first_with_what_has_lapsed():
    found = expiries(PAPERS, on=date(2026, 4, 1), ahead=90)
    assert [(one.paper, one.days_left) for one in found] == [
        (Paper.COMPULSORY_INSURANCE, -1),
        (Paper.INSPECTION, 90),
    ]
    assert [one.paper for one in expiries(PAPERS, on=date(2026, 4, 1), ahead=89)] == [
        Paper.COMPULSORY_INSURANCE
    ]
