"""保养到期清单: which cars of a reader are due for service, by km or months, whichever comes first, and how that is known."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tongban.domains.vehicles.accounts.queries import last_services
from tongban.domains.vehicles.dispatches.odometers.queries import (
    Meter,
    distances_by_car,
    trips_read,
)
from tongban.domains.vehicles.models import Outlay, Vehicle
from tongban.domains.vehicles.outlays.queries import may_book
from tongban.domains.vehicles.places.queries import law_of
from tongban.domains.vehicles.rules.establishment import Standing
from tongban.domains.vehicles.rules.odometer import Reading
from tongban.domains.vehicles.rules.servicing import Due, Interval, service_due
from tongban.kernel.identity.queries import Person
from tongban.kernel.registers.queries import entries_visible_to

SOON_KM, SOON_DAYS = Decimal(1_000), 30


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """保养一行: one car, its interval, the service counted from (`None`: its registration), what it has driven, and what is due.

    `due` is `None` where nobody knows from when to count.
    """

    vehicle: Vehicle
    interval: Interval
    last: Outlay | None
    km: Decimal | None
    due: Due | None

    @property
    def state(self) -> str:
        """Return how it stands: `due`, `soon`, `later`, or `unknown`."""
        if self.due is None:
            return "unknown"
        if self.due.is_due:
            return "due"
        near_km = self.due.km_left is not None and self.due.km_left <= SOON_KM
        near_day = self.due.days_left is not None and self.due.days_left <= SOON_DAYS
        return "soon" if near_km or near_day else "later"


ORDER = ("due", "soon", "unknown", "later")


def service_lines(reader: Person, *, on: date) -> list[ServiceLine]:
    """Return the cars in use that the reader may see, those that are due first."""
    seen = entries_visible_to(reader, "vehicles.vehicle", on=on).select_related("organ")
    cars = [one for one in seen if isinstance(one, Vehicle) and one.standing == Standing.IN_USE]
    return lines_of(cars, on=on)


def lines_to_keep(reader: Person, *, on: date) -> list[ServiceLine]:
    """Return those among them of cars whose books the reader keeps and that are due: what he is told of."""
    lines = [one for one in service_lines(reader, on=on) if one.state == "due"]
    return [one for one in lines if may_book(reader.actor_id, one.vehicle, on=on)]


def lines_of(cars: Collection[Vehicle], *, on: date) -> list[ServiceLine]:
    """Return what is due of cars that the caller was found to see."""
    ids = [one.pk for one in cars]
    services, readings, meters = last_services(ids), distances_by_car(ids), trips_read(ids)
    lines = [_line(one, services.get(one.pk), readings[one.pk], meters[one.pk], on) for one in cars]
    return sorted(lines, key=_urgent)


def _line(
    car: Vehicle, last: Outlay | None, readings: list[Reading], meter: Meter, on: date
) -> ServiceLine:
    law = law_of(on, car.home)
    interval = Interval(
        Decimal(car.service_km or law("service_interval_km").number),
        car.service_months or law("service_interval_months").number,
    )
    km = max((one.km for one in readings), default=None)
    start = last.on if last is not None else car.registered_on
    if start is None:
        return ServiceLine(car, interval, last, km, None)
    then = _then(last, readings, meter)
    if then is None or km is None:
        due = service_due(
            Interval(None, interval.months),
            last_km=Decimal(0),
            last_on=start,
            km=Decimal(0),
            on=on,
        )
    else:
        due = service_due(interval, last_km=then, last_on=start, km=km, on=on)
    return ServiceLine(car, interval, last, km, due)


def _then(last: Outlay | None, readings: list[Reading], meter: Meter) -> Decimal | None:
    """Return how far the car had gone at the service: as it was booked, else as it was read last before; new cars begin at 0."""
    if last is None:
        return Decimal(0)
    if last.odometer is not None:
        return meter.whole(last.at, last.odometer)
    return max((one.km for one in readings if one.at <= last.at), default=None)


def _urgent(one: ServiceLine) -> tuple[int, int, str]:
    days = one.due.days_left if one.due is not None and one.due.days_left is not None else 10**6
    return ORDER.index(one.state), days, one.vehicle.key
