"""车队核算: the cars of a reader side by side: what each cost in a year, a kilometre, and which stand idle or are beyond the standard."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongban.domains.vehicles.accounts.reckoning import CarYear, by_car, car_year, figures_of
from tongban.domains.vehicles.dispatches.odometers.queries import (
    Meter,
    readings_from,
    standing,
    trips_read,
)
from tongban.domains.vehicles.models import Outlay, Vehicle
from tongban.domains.vehicles.outlays.queries import cars_visible_to, outlays_of
from tongban.domains.vehicles.places.queries import law_of
from tongban.domains.vehicles.rules.kinds import Body, Carrier, Energy, Kind, Need
from tongban.domains.vehicles.rules.planning import Wish, check_car
from tongban.domains.vehicles.rules.use import idle
from tongban.kernel import Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person

IDLE_DAYS = 60
STANDARD = (
    "vehicles.price_beyond_standard",
    "vehicles.displacement_beyond_standard",
    "vehicles.body_not_in_standard",
)


@dataclass(frozen=True, slots=True)
class Line:
    """车队一行: one car, its year, the last day on which its odometer had moved, and what of it is beyond the standard."""

    vehicle: Vehicle
    figures: CarYear
    moved_on: date | None
    idle: bool
    beyond: tuple[Refusal, ...]

    @property
    def beyond_value(self) -> bool:
        """Tell whether it has cost more to run than to buy."""
        price = self.vehicle.price
        return price is not None and self.figures.all_time > price


def fleet_of(reader: Person, year: int, *, on: date) -> list[Line]:
    """Return the cars that the reader may see with their figures of a year, by organ and plate."""
    cars = [
        one
        for one in cars_visible_to(reader, on=on).order_by("organ__path", "key")
        if isinstance(one, Vehicle) and (one.closed_on is None or one.closed_on.year >= year)
    ]
    rows = by_car(outlays_of(one.pk for one in cars))
    meters = trips_read(one.pk for one in cars)
    moved = {one.pk: moved_on(rows.get(one.pk, ()), meters[one.pk]) for one in cars}
    last = {one.key: moved[one.pk] for one in cars if one.closed_on is None}
    still = set(idle(last, on=on, days=IDLE_DAYS))
    return [
        Line(
            one,
            figures_for(one, cars, rows, year, meters),
            moved[one.pk],
            one.key in still,
            tuple(beyond_standard(one, on=on)),
        )
        for one in cars
    ]


def figures_for(
    car: Vehicle,
    cars: Iterable[Vehicle],
    rows: Mapping[int, Sequence[Outlay]],
    year: int,
    meters: Mapping[int, Meter],
) -> CarYear:
    """Return a car's year; one with too few figures of its own is judged beside those of its kind, body and energy."""
    peers = [
        one for one in cars if one.pk != car.pk and (one.body, one.energy) == (car.body, car.energy)
    ]
    beside: dict[Carrier, list[Decimal]] = {
        each: [
            figure
            for one in peers
            for figure in figures_of(rows.get(one.pk, ()), each, meters[one.pk])
        ]
        for each in Carrier
    }
    return car_year(rows.get(car.pk, ()), year, peers=beside, meter=meters[car.pk])


def beyond_standard(car: Vehicle, *, on: date) -> list[Refusal]:
    """超标: say what of a kept car is beyond today's standard of its kind, each with its article; nothing where facts are missing."""
    if not (car.kind and car.body and car.energy) or car.price is None:
        return []
    wish = Wish(
        name=car.key,
        kind=Kind(car.kind),
        body=Body(car.body),
        energy=Energy(car.energy),
        price=car.price,
        displacement=car.displacement or 0,
        need=Need(car.need or Need.STANDARD),
    )
    found = check_car(wish, on=on, law=law_of(on, car.home))
    return [one for one in found if one.code in STANDARD]


def moved_on(rows: Iterable[Outlay], meter: Meter) -> date | None:
    """Return the day of the last reading that was greater than the one before; of one alone its day."""
    readings = readings_from(standing(list(rows)), meter)
    moved = [
        one.at
        for before, one in zip([None, *readings], readings, strict=False)
        if before is None or one.km > before.km
    ]
    return day_of(moved[-1]) if moved else None
