"""单车核算: sums by kind, use and idleness."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from builders.vehicles import at
from tongban.domains.vehicles.rules.accounts import (
    Cost,
    CostKind,
    account,
    cost_beyond_value,
)
from tongban.domains.vehicles.rules.use import idle, use_rate
from tongban.kernel import Refusal
from tongban.standards.calendars import national

COSTS = [
    Cost(date(2026, 1, 31), CostKind.FUEL, Decimal("300.10")),
    Cost(date(2026, 2, 1), CostKind.FUEL, Decimal("250.00")),
    Cost(date(2026, 2, 28), CostKind.TOLL, Decimal("49.90")),
    Cost(date(2026, 12, 31), CostKind.INSURANCE, Decimal("3000.00")),
]


def test_an_account_sums_by_kind_within_its_days_and_divides_by_the_km():
    found = account(COSTS, Decimal(400), first=date(2026, 2, 1), last=date(2026, 2, 28))
    assert found.by_kind == {CostKind.FUEL: Decimal("250.00"), CostKind.TOLL: Decimal("49.90")}
    assert found.total == Decimal("299.90")
    assert found.per_km == Decimal("0.75")


def test_without_km_there_is_no_cost_a_km():
    assert (
        account(COSTS, Decimal(0), first=date(2026, 1, 1), last=date(2026, 12, 31)).per_km is None
    )


def test_a_car_that_cost_more_to_run_than_to_buy_is_named():
    assert cost_beyond_value(COSTS, Decimal(3600)) is None
    assert cost_beyond_value(COSTS, Decimal("3599.99")) is not None


def test_a_fraction_of_a_cent_is_no_cost():
    with pytest.raises(Refusal, match="no sum of money"):
        Cost(date(2026, 1, 1), CostKind.FUEL, Decimal("1.005"))


def test_the_use_rate_counts_working_days_once():
    week = {"first": date(2026, 3, 2), "last": date(2026, 3, 8), "calendar": national()}
    trips = [
        (at("2026-03-02 08:00"), at("2026-03-02 09:00")),
        (at("2026-03-02 14:00"), at("2026-03-03 09:00")),
    ]
    saturday = (at("2026-03-07 08:00"), at("2026-03-07 09:00"))
    assert use_rate([*trips, saturday], **week) == Fraction(2, 5)
    assert use_rate([], **week) == 0


def test_a_period_without_working_days_has_no_use():
    assert use_rate([], first=date(2026, 3, 7), last=date(2026, 3, 8), calendar=national()) == 0


def test_idle_cars_are_named_the_longest_idle_first():
    out = {"甲": date(2026, 2, 1), "乙": None, "丙": date(2026, 1, 1), "丁": date(2026, 2, 28)}
    assert idle(out, on=date(2026, 3, 3), days=30) == ["乙", "丙", "甲"]
    assert idle(out, on=date(2026, 3, 2), days=30) == ["乙", "丙"]
