"""派车建议: who fits, in order and with reasons; who does not, and why."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from builders.vehicles import at
from tongban.domains.vehicles.rules.assigning import (
    FreeCar,
    FreeDriver,
    Request,
    advise,
)
from tongban.domains.vehicles.rules.kinds import Body, Kind
from tongban.domains.vehicles.rules.suitability import Purpose

REQUEST = Request(
    start=at("2026-03-02 09:00"),
    end=at("2026-03-02 12:00"),
    people=4,
    purpose=Purpose.DUTY,
    km=Decimal(80),
)
CAR = FreeCar(
    plate="川X10001",
    kind=Kind.OTHER,
    body=Body.SEDAN,
    seats=5,
    per_km=Decimal("0.80"),
    year_km=Decimal(8000),
    papers_until=date(2026, 12, 31),
)
DRIVER = FreeDriver(name="甲", licence="C1", licence_until=date(2030, 1, 1))


def excluded(
    *, car: FreeCar = CAR, driver: FreeDriver = DRIVER, request: Request = REQUEST
) -> list[str]:
    return [why.code for _who, why in advise(request, [car], [driver]).excluded]


def test_a_car_and_a_driver_that_fit_are_suggested_with_reasons_in_words():
    (best,) = advise(REQUEST, [CAR], [DRIVER]).suggestions
    assert (best.car.plate, best.driver.name) == ("川X10001", "甲")
    assert "The seats fit; 0 stay empty." in map(str, best.reasons)
    assert excluded() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": Kind.CONFIDENTIAL}, "kind_not_allowed"),
        ({"seats": 4}, "too_few_seats"),
        ({"papers_until": date(2026, 3, 1)}, "papers_lapse"),
        ({"service_km_left": Decimal(79)}, "service_due"),
        ({"service_days_left": -1}, "service_due"),
        ({"body": Body.MEDIUM, "seats": 19}, "no_driver"),
    ],
)
def test_a_car_that_does_not_fit_is_left_out_and_the_reason_said(changes, code):
    assert excluded(car=replace(CAR, **changes)) == [code]


@pytest.mark.parametrize(
    "changes",
    [
        {"papers_until": date(2026, 3, 2)},
        {"service_km_left": Decimal(80)},
        {"service_days_left": 0},
        {"seats": 5},
    ],
)
def test_a_car_that_just_fits_is_suggested(changes):
    assert excluded(car=replace(CAR, **changes)) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"licence_until": date(2026, 3, 1)}, "licence_lapses"),
        ({"driven": timedelta(hours=5, minutes=1)}, "too_many_hours"),
    ],
)
def test_a_driver_who_may_not_drive_is_left_out_and_the_reason_said(changes, code):
    assert code in excluded(driver=replace(DRIVER, **changes))


def test_a_driver_may_drive_up_to_the_hours_of_a_day():
    assert excluded(driver=replace(DRIVER, driven=timedelta(hours=5))) == []


def test_the_rested_driver_goes_first_and_a_greater_licence_serves():
    tired = replace(DRIVER, name="乙", driven=timedelta(hours=2))
    rested = replace(DRIVER, name="甲", licence="A1")
    (best,) = advise(REQUEST, [CAR], [tired, rested]).suggestions
    assert best.driver.name == "甲"


def test_the_hours_of_a_driver_who_was_not_out_that_day_are_not_told():
    def told(driven):
        (best,) = advise(REQUEST, [CAR], [replace(DRIVER, driven=driven)]).suggestions
        return [one.facts["hours"] for one in best.reasons if one.code == "driver_rested"]

    assert [told(timedelta(minutes=one)) for one in (-180, 0, 2, 90)] == [[], [], [], ["1.5"]]


def ranked(*cars: FreeCar) -> list[str]:
    return [one.car.plate for one in advise(REQUEST, cars, [DRIVER]).suggestions]


def test_the_smaller_the_cheaper_and_the_less_driven_car_goes_first():
    assert ranked(replace(CAR, plate="b", seats=7), replace(CAR, plate="c")) == ["c", "b"]
    assert ranked(replace(CAR, plate="b", per_km=Decimal(2)), replace(CAR, plate="c")) == ["c", "b"]
    assert ranked(replace(CAR, plate="b", year_km=Decimal(9000)), replace(CAR, plate="c")) == [
        "c",
        "b",
    ]
    near = replace(CAR, plate="b", service_km_left=Decimal(100))
    assert ranked(near, replace(CAR, plate="c")) == ["c", "b"]


def test_a_trip_in_the_same_direction_goes_before_all_if_it_has_the_seats():
    pooled = replace(CAR, plate="z", shares_way="trip/7", seats_left=4, per_km=Decimal(3))
    assert ranked(CAR, pooled) == ["z", "川X10001"]
    assert ranked(CAR, replace(pooled, seats_left=3)) == ["川X10001"]


def test_of_equal_cars_the_plate_decides_in_whatever_order_they_come():
    one, other = replace(CAR, plate="a"), replace(CAR, plate="b")
    assert ranked(one, other) == ranked(other, one) == ["a", "b"]


def test_every_car_is_either_suggested_or_left_out_with_a_reason():
    cars = [replace(CAR, plate=str(seats), seats=seats) for seats in range(2, 9)]
    advice = advise(REQUEST, cars, [DRIVER])
    told = {one.car.plate for one in advice.suggestions} | {who for who, _why in advice.excluded}
    assert told == {car.plate for car in cars}
    assert all(0 <= one.points <= 100 for one in advice.suggestions)
