"""派车建议: which free car and driver fit a request, in order and with the reasons, and which do not and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from tongban.domains.vehicles.rules.kinds import Body, Kind
from tongban.domains.vehicles.rules.suitability import LICENCES, PURPOSES, Purpose, Reason, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """用车申请: from when to when, for how many people with the driver apart, for which purpose, about how far."""

    start: datetime
    end: datetime
    people: int
    purpose: Purpose
    km: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeCar:
    """可用车辆: a car that is free then, with what speaks for and against it. `seats` as registered, the driver's included.

    `service_km_left` and `service_days_left` are those of the next service, `per_km` its running cost in yuan
    (`None` while nothing is known of it),
    `year_km` what it has driven this year, `papers_until` the first day on which one of its papers lapses.
    `shares_way` is the id of a trip in the same direction that has `seats_left`.
    """

    plate: str
    kind: Kind
    body: Body
    seats: int
    per_km: Decimal | None
    year_km: Decimal
    papers_until: date
    service_km_left: Decimal | None = None
    service_days_left: int | None = None
    shares_way: str = ""
    seats_left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeDriver:
    """可用驾驶员: a driver who is free then: the class of the licence, its last day, the time driven that day, the km this year."""

    name: str
    licence: str
    licence_until: date
    driven: timedelta = timedelta(0)
    year_km: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """建议: a car and a driver, the points they got, and why, the weightiest first."""

    car: FreeCar
    driver: FreeDriver
    points: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """派车建议: suggestions, the best first, and who was left out, by plate or name, and why."""

    suggestions: tuple[Suggestion, ...]
    excluded: tuple[tuple[str, Reason], ...] = field(default=())


def advise(
    request: Request,
    cars: Sequence[FreeCar],
    drivers: Sequence[FreeDriver],
    *,
    most_hours: timedelta = timedelta(hours=8),
) -> Advice:
    """Return the suggestions for a request: for each car that fits, the driver who fits it best.

    Points, 0 to 100 together: a trip in the same direction 40, no spare seats 20, low running cost 15, few km this
    year 15, service far off 10. Of equal points the plate decides, so that the same facts always give the same advice.
    """
    fit, unfit = _parted(request, cars)
    able, unable = _able(request, drivers, most_hours)
    best: list[Suggestion] = []
    for car in fit:
        driver = min(
            (one for one in able if car.body in LICENCES.get(one.licence, ())),
            key=lambda one: (one.driven, one.year_km, one.name),
            default=None,
        )
        if driver is None:
            unfit.append((car.plate, reason("no_driver", body=car.body)))
        else:
            best.append(_weighed(request, car, driver, fit))
    ranked = sorted(best, key=lambda one: (-one.points, one.car.plate))
    return Advice(tuple(ranked), (*unfit, *unable))


def _parted(
    request: Request, cars: Iterable[FreeCar]
) -> tuple[list[FreeCar], list[tuple[str, Reason]]]:
    fit, unfit = [], []
    for car in cars:
        why = _against(request, car)
        if why is None:
            fit.append(car)
        else:
            unfit.append((car.plate, why))
    return fit, unfit


def _against(request: Request, car: FreeCar) -> Reason | None:
    room = car.seats_left if car.shares_way else car.seats - 1
    if car.kind not in PURPOSES[request.purpose]:
        return reason("kind_not_allowed", kind=car.kind, purpose=request.purpose)
    if request.people > room:
        return reason("too_few_seats", seats=room, people=request.people)
    if car.papers_until < request.end.date():
        return reason("papers_lapse", last=car.papers_until)
    if _overdue(car, request):
        return reason("service_due")
    return None


def _overdue(car: FreeCar, request: Request) -> bool:
    by_km = car.service_km_left is not None and car.service_km_left < request.km
    return by_km or (car.service_days_left is not None and car.service_days_left < 0)


def _able(
    request: Request, drivers: Iterable[FreeDriver], most: timedelta
) -> tuple[list[FreeDriver], list[tuple[str, Reason]]]:
    able, unable = [], []
    for one in drivers:
        if one.licence_until < request.end.date():
            unable.append((one.name, reason("licence_lapses", last=one.licence_until)))
        elif one.driven + (request.end - request.start) > most:
            hours = one.driven / timedelta(hours=1)
            unable.append((one.name, reason("too_many_hours", hours=f"{hours:.1f}")))
        else:
            able.append(one)
    return able, unable


def _weighed(
    request: Request, car: FreeCar, driver: FreeDriver, among: Sequence[FreeCar]
) -> Suggestion:
    spare = (car.seats_left if car.shares_way else car.seats - 1) - request.people
    given = [
        (40 if car.shares_way else 0, reason("shares_way", trip=car.shares_way)),
        (max(0, 20 - 4 * spare), reason("seats_fit", spare=spare)),
        (_cheap(car, among), reason("low_cost", cost=car.per_km)),
        (_low(car.year_km, [one.year_km for one in among], 15), reason("few_km", km=car.year_km)),
        (_far_off(car), reason("service_far_off")),
    ]
    unknown = car.service_km_left is None and car.service_days_left is None
    told = sorted(
        (one for one in given if one[0] and not (unknown and one[1].code == "service_far_off")),
        key=lambda one: -one[0],
    )
    why = (*(each for _points, each in told), *_driven(driver))
    return Suggestion(car, driver, sum(points for points, _why in given), why)


def _driven(driver: FreeDriver) -> Iterable[Reason]:
    """Say how long a driver was out that day; nothing of one who was not."""
    hours = f"{driver.driven / timedelta(hours=1):.1f}"
    if driver.driven > timedelta(0) and hours != "0.0":
        yield reason("driver_rested", hours=hours)


def _cheap(car: FreeCar, among: Sequence[FreeCar]) -> int:
    known = [one.per_km for one in among if one.per_km is not None]
    return 0 if car.per_km is None else _low(car.per_km, known, 15)


def _low(value: Decimal, among: Sequence[Decimal], most: int) -> int:
    """Return `most` points for the lowest value, none for the highest, in proportion between."""
    least, highest = min(among), max(among)
    return most if highest == least else int(most * (highest - value) / (highest - least))


def _far_off(car: FreeCar) -> int:
    by_km = 10 if car.service_km_left is None else min(10, int(car.service_km_left / 500))
    by_day = 10 if car.service_days_left is None else min(10, car.service_days_left // 9)
    return min(by_km, by_day)
