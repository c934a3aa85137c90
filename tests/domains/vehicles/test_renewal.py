"""更新: more than eight years is the day after the anniversary; the wording is pinned by a parameter."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.vehicles import codes
from tongban.domains.vehicles.rules.grounds import shipped
from tongban.domains.vehicles.rules.renewal import OldCar, age, check_renewal, renewable_from
from tongban.standards.parameters import Confidence, Unit, Value

LAW = shipped(date(2026, 3, 1))
REGISTERED = date(2018, 3, 15)


def worded(wording: str):
    def law(name: str) -> Value:
        if name != "renewal_age_wording":
            return LAW(name)
        return Value(
            name=name,
            value=wording,
            unit=Unit.WORD,
            law="甲",
            article="一",
            confidence=Confidence.CHECK,
            since=date(2017, 12, 5),
        )

    return law


@pytest.mark.parametrize(
    ("on", "allowed"),
    [(date(2026, 3, 14), False), (date(2026, 3, 15), False), (date(2026, 3, 16), True)],
)
def test_more_than_eight_years_begins_the_day_after_the_anniversary(on, allowed):
    refusal = check_renewal(OldCar("川X10001", REGISTERED), on=on, law=LAW)
    assert (refusal is None) is allowed


def test_at_least_eight_years_begins_on_the_anniversary():
    assert renewable_from(REGISTERED, worded("at_least")) == date(2026, 3, 15)
    assert renewable_from(REGISTERED, worded("more_than")) == date(2026, 3, 16)


def test_the_refusal_names_the_first_day_and_the_rule():
    refusal = check_renewal(OldCar("川X10001", REGISTERED), on=date(2026, 3, 15), law=LAW)
    assert refusal is not None
    assert refusal.facts["first"] == date(2026, 3, 16)
    assert refusal.facts["rule"] == "CL-05"


def test_a_car_still_fit_is_kept_on():
    refusal = check_renewal(OldCar("川X10001", REGISTERED, fit=True), on=date(2027, 1, 1), law=LAW)
    assert refusal is not None
    assert codes([refusal]) == ["still_fit"]


def test_safety_allows_it_earlier_once_approved():
    car = OldCar("川X10001", REGISTERED, approved_early=True)
    assert check_renewal(car, on=date(2020, 1, 1), law=LAW) is None


def test_a_car_of_the_leap_day_ages_on_the_last_of_february():
    assert renewable_from(date(2016, 2, 29), LAW) == date(2024, 3, 1)
    assert renewable_from(date(2017, 2, 28), LAW) == date(2025, 3, 1)
    assert age(date(2016, 2, 29), date(2025, 2, 28)) == 9


def test_age_is_counted_in_full_years():
    assert age(REGISTERED, date(2026, 3, 14)) == 7
    assert age(REGISTERED, date(2026, 3, 15)) == 8
    assert age(REGISTERED, date(2018, 1, 1)) == 0


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 12_000))
def test_a_car_never_grows_younger(registered, days):
    on = registered + timedelta(days=days)
    assert age(registered, on) <= age(registered, on + timedelta(days=1)) <= age(registered, on) + 1
