"""年度配备更新计划: each refusal names its article, and stands beside what is allowed."""

from datetime import date
from decimal import Decimal

import pytest

from builders.vehicles import codes, wish
from tongban.domains.vehicles.rules.establishment import Balance
from tongban.domains.vehicles.rules.grounds import shipped
from tongban.domains.vehicles.rules.kinds import Body, Energy, Kind, Need
from tongban.domains.vehicles.rules.planning import Origin, check_car, check_plan
from tongban.domains.vehicles.rules.renewal import OldCar

DAY = date(2026, 3, 1)
LAW = shipped(DAY)
PETROL = {"energy": Energy.PETROL, "why_not_new": "山区路段"}
AFTER_8 = OldCar("川X10001", date(2018, 2, 1))


def found(**changes: object) -> list[str]:
    return codes(check_car(wish(**changes), on=DAY, law=LAW))


@pytest.mark.parametrize(
    ("kind", "need", "body", "price", "displacement"),
    [
        (Kind.CONFIDENTIAL, Need.STANDARD, Body.SEDAN, 120_000, 1600),
        (Kind.EMERGENCY, Need.STANDARD, Body.SEDAN, 180_000, 1800),
        (Kind.OTHER, Need.STANDARD, Body.SMALL, 180_000, 1800),
        (Kind.OTHER, Need.BY_NEED, Body.MEDIUM, 250_000, 3000),
        (Kind.EMERGENCY, Need.BY_NEED, Body.SMALL, 250_000, 3000),
        (Kind.ENFORCEMENT, Need.STANDARD, Body.SEDAN, 120_000, 1600),
        (Kind.ENFORCEMENT, Need.BY_NEED, Body.SEDAN, 180_000, 1800),
        (Kind.ENFORCEMENT, Need.SPECIAL, Body.MEDIUM, 250_000, 3000),
    ],
)
def test_the_cap_itself_is_allowed_and_one_beyond_is_not(kind, need, body, price, displacement):
    car = {"kind": kind, "need": need, "body": body, **PETROL}
    assert found(**car, price=Decimal(price), displacement=displacement) == []
    assert found(**car, price=Decimal(price) + Decimal("0.01"), displacement=displacement) == [
        "price_beyond_standard"
    ]
    assert found(**car, price=Decimal(price), displacement=displacement + 1) == [
        "displacement_beyond_standard"
    ]


def test_a_purchase_beyond_the_standard_is_refused_with_law_and_article():
    car = wish(price=Decimal(180_001), displacement=1800, **PETROL)
    (refusal,) = check_car(car, on=DAY, law=LAW)
    assert refusal.facts["law"] == "党政机关公务用车管理办法（中办发〔2017〕71号）"
    assert refusal.facts["article"] == "第二章 编制和标准管理"
    assert refusal.facts["rule"] == "CL-03"
    assert "at most 180000 yuan" in str(refusal)
    assert "第二章" in str(refusal)


def test_a_sedan_of_new_energy_has_a_cap_of_its_own_whatever_the_kind():
    confidential = {"kind": Kind.CONFIDENTIAL}
    assert found(**confidential, price=Decimal(180_000)) == []
    assert found(**confidential, price=Decimal(180_001)) == ["price_beyond_standard"]
    assert found(**confidential, body=Body.SMALL, price=Decimal(120_001)) == [
        "price_beyond_standard"
    ]


def test_the_greater_standard_is_not_for_sedans():
    need = {"need": Need.BY_NEED, "price": Decimal(200_000), "displacement": 1800, **PETROL}
    assert found(**need, body=Body.SMALL) == []
    assert found(**need, body=Body.SEDAN) == ["price_beyond_standard"]


def test_a_large_bus_is_for_real_need_and_has_no_limit_of_displacement():
    bus = {"body": Body.LARGE, "displacement": 6700, **PETROL}
    assert found(**bus, need=Need.BY_NEED, price=Decimal(450_000)) == []
    assert found(**bus, need=Need.BY_NEED, price=Decimal(450_001)) == ["price_beyond_standard"]
    assert found(**bus, price=Decimal(450_000)) == ["body_not_in_standard"]
    assert found(**bus, kind=Kind.ENFORCEMENT, need=Need.BY_NEED, price=Decimal(450_000)) == [
        "body_not_in_standard"
    ]


def test_special_technical_cars_have_no_national_number():
    assert found(kind=Kind.SPECIAL, body=Body.WORK, price=Decimal(2_000_000)) == []


@pytest.mark.parametrize("origin", [Origin.BORROWED, Origin.DONATED, Origin.EXCHANGED])
def test_borrowed_and_donated_cars_are_refused(origin):
    (refusal,) = check_car(wish(origin=origin), on=DAY, law=LAW)
    assert refusal.facts["law"] == "机关事务管理条例（国务院令第621号）"
    assert refusal.facts["article"] == "第二十五条"


def test_a_car_from_another_organ_is_allowed():
    assert found(origin=Origin.TRANSFERRED) == []


def test_luxury_and_foreign_make_are_refused():
    assert found(luxury=True, domestic=False) == ["luxury", "not_domestic"]


def test_what_normally_runs_on_new_energy_needs_a_reason_otherwise():
    car = {"energy": Energy.PETROL, "displacement": 1500, "price": Decimal(110_000)}
    assert found(kind=Kind.CONFIDENTIAL, **car) == ["normally_new_energy"]
    assert found(kind=Kind.CONFIDENTIAL, **car, why_not_new="海拔4500米") == []
    assert found(kind=Kind.ENFORCEMENT, **car) == []
    assert found(kind=Kind.ENFORCEMENT, **car, fixed_route=True) == ["normally_new_energy"]


def test_the_last_free_place_is_given_once():
    balances = {Kind.OTHER: Balance(Kind.OTHER, approved=5, actual=4)}
    assert check_plan([wish()], balances, on=DAY, law=LAW).passes
    verdict = check_plan([wish(), wish()], balances, on=DAY, law=LAW)
    assert codes(verdict.plan) == ["no_free_place"]
    assert verdict.plan[0].facts["article"] == "第六条"


def test_a_renewal_takes_the_place_of_the_car_that_goes():
    balances = {Kind.OTHER: Balance(Kind.OTHER, approved=5, actual=5)}
    assert check_plan([wish(replaces=AFTER_8)], balances, on=DAY, law=LAW).passes
    assert codes(check_plan([wish()], balances, on=DAY, law=LAW).plan) == ["no_free_place"]


def test_a_kind_without_places_has_none_free():
    verdict = check_plan([wish(kind=Kind.EMERGENCY)], {}, on=DAY, law=LAW)
    assert verdict.plan[0].facts["free"] == 0


@pytest.mark.parametrize(
    ("fresh", "total", "passes"), [(3, 10, True), (2, 10, False), (1, 3, True), (1, 4, False)]
)
def test_three_tenths_of_a_plan_are_of_new_energy(fresh, total, passes):
    balances = {Kind.OTHER: Balance(Kind.OTHER, approved=total)}
    cars = [wish()] * fresh + [wish(displacement=1500, **PETROL)] * (total - fresh)
    verdict = check_plan(cars, balances, on=DAY, law=LAW)
    assert codes(verdict.plan) == ([] if passes else ["new_energy_share"])


def test_the_share_says_how_many_are_needed():
    balances = {Kind.OTHER: Balance(Kind.OTHER, approved=4)}
    verdict = check_plan([wish(displacement=1500, **PETROL)] * 4, balances, on=DAY, law=LAW)
    assert verdict.plan[0].facts["needed"] == 2


def test_an_empty_plan_passes():
    assert check_plan([], {}, on=DAY, law=LAW).passes
