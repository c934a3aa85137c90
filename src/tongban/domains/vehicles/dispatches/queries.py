"""Reading dispatches: what each reader may see, what waits for a car, and what a car and a driver have done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.dispatches.states import State
from tongban.domains.vehicles.models import Driver, Vehicle
from tongban.domains.vehicles.rules.sealing import Approval, SealedDays, unapproved_days
from tongban.kernel.bookings.queries import Thing
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.catalogue.vocabulary import Status
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import Person
from tongban.kernel.identity.queries.reach import Paths, paths_of, within
from tongban.kernel.identity.rules import Power
from tongban.kernel.law.queries import calendar
from tongban.kernel.registers.queries import entries_visible_to

__all__ = [
    "Dispatch",
    "State",
    "Used",
    "asking_matters",
    "car_by_plate",
    "cars_for",
    "dispatch_of",
    "dispatch_visible_to",
    "dispatches_visible_to",
    "driven_by",
    "driver_by_number",
    "drivers_for",
    "fleet_cars",
    "fleets_of",
    "may_call",
    "out_on_sealed_days",
    "own_dispatches",
    "sends",
    "things_of",
    "unsealed",
    "used",
]

ASKS = {"case.submitted": ["vehicles.note_request"]}
ON_THE_ROAD = (State.PLANNED, State.OUT, State.BACK)


@dataclass(frozen=True, slots=True)
class Used:
    """已用情况: km of each car this year, and what each driver drives on a day and has driven this year, by number."""

    car_km: dict[int, Decimal]
    driven: dict[int, timedelta]
    driver_km: dict[int, Decimal]


def fleets_of(reader: Person, *, on: date) -> Paths:
    """Return the paths of the organs for whose fleets the reader sends cars: who keeps their registers."""
    return paths_of(reader, Power.KEEP_REGISTERS, on=on)


def sends(reader: Person, row: Dispatch, *, on: date) -> bool:
    """Tell whether the reader sends the cars of the fleet that was asked."""
    paths = fleets_of(reader, on=on)
    return bool(paths) and row.keeper.path.startswith(paths)


def dispatches_visible_to(reader: Person, *, on: date) -> QuerySet[Dispatch]:
    """Return what the reader asked for or drives, and what he may read for the fleet or the organ that asks.

    A confidential car is seen by who asked for it, drives it, or may see what is confidential there.
    """
    own = Q(asked_by=reader.actor_id) | Q(driver__username=reader.username)
    read = paths_of(reader, Power.READ_REGISTERS, on=on)
    closed = within(paths_of(reader, Power.SEE_CONFIDENTIAL, on=on), "car__organ__path")
    there = within(read, "keeper__path") | within(read, "organ__path")
    hidden = Q(car__isnull=False, car__confidential=True) & ~closed
    rows = Dispatch.objects.filter(own | (there & ~hidden))
    return rows.select_related("keeper", "organ", "car__organ", "driver__organ").order_by(
        "period", "pk"
    )


def dispatch_visible_to(reader: Person, dispatch_id: int, *, on: date) -> Dispatch | None:
    """Return one of them; not found and not allowed look the same."""
    return dispatches_visible_to(reader, on=on).filter(pk=dispatch_id).first()


def may_call(reader: Person, row: Dispatch, *, on: date) -> bool:
    """Tell whether the reader reads the driver's number: who rides or drives until the car is back, and who may see what is confidential there."""
    rides = row.asked_by == reader.actor_id
    drives = row.driver is not None and row.driver.username == reader.username
    if (rides or drives) and row.stands in {State.PLANNED, State.OUT}:
        return True
    clear = tuple(paths_of(reader, Power.SEE_CONFIDENTIAL, on=on))
    return bool(clear) and row.driver is not None and row.driver.organ.path.startswith(clear)


def own_dispatches(person: Person) -> QuerySet[Dispatch]:
    """Return what somebody asked for, the last first."""
    mine = Dispatch.objects.filter(asked_by=person.actor_id)
    return mine.select_related("keeper", "organ", "car", "driver").order_by("-period", "-pk")


def driven_by(person: Person) -> QuerySet[Dispatch]:
    """Return the trips that somebody drives, by his account in the register of drivers."""
    rows = Dispatch.objects.filter(driver__username=person.username, driver__closed_on__isnull=True)
    return rows.select_related("keeper", "organ", "car", "driver").order_by("period", "pk")


def fleet_cars(reader: Person, *, on: date) -> list[Vehicle]:
    """Return the cars in use that the reader sends, confidential ones only where he may see them."""
    seen = entries_visible_to(reader, "vehicles.vehicle", on=on)
    ids = list(
        seen.filter(within(fleets_of(reader, on=on), "organ__path")).values_list("pk", flat=True)
    )
    found = Vehicle.objects.filter(pk__in=ids).order_by("key", "pk")
    return [
        one
        for one in found.select_related("organ")
        if isinstance(one, Vehicle) and one.standing == "in_use"
    ]


def cars_for(reader: Person, row: Dispatch, *, on: date) -> list[Vehicle]:
    """Return the cars in use that the reader may send for a dispatch: those of its county."""
    return [one for one in fleet_cars(reader, on=on) if one.home == row.home]


def drivers_for(reader: Person, row: Dispatch, *, on: date) -> list[Driver]:
    """Return the drivers at work whom the reader may send."""
    seen = entries_visible_to(reader, "vehicles.driver", on=on).filter(home=row.home)
    ids = list(
        seen.filter(within(fleets_of(reader, on=on), "organ__path")).values_list("pk", flat=True)
    )
    found = Driver.objects.filter(pk__in=ids).order_by("key", "pk")
    return [one for one in found if isinstance(one, Driver) and one.standing == "at_work"]


def used(home: int, day: date, *, but: int = 0) -> Used:
    """Return how much the cars and drivers of a county are used, as a suggestion weighs it."""
    rows = Dispatch.objects.filter(home=home).exclude(pk=but)
    year = rows.filter(back_at__year=day.year, km_back__isnull=False)
    km = F("km_back") - F("km_out")
    start = datetime.combine(day, time(0), SHANGHAI)
    end = start + timedelta(days=1)
    busy = rows.filter(state__in=ON_THE_ROAD, period__overlap=(start, end))
    driven: dict[int, timedelta] = {}
    for driver, period in busy.exclude(driver=None).values_list("driver", "period"):
        part = min(period.upper, end) - max(period.lower, start)
        driven[driver] = driven.get(driver, timedelta(0)) + part
    return Used(
        dict(year.exclude(car=None).values_list("car").annotate(driven_km=Sum(km))),
        driven,
        dict(year.exclude(driver=None).values_list("driver").annotate(driven_km=Sum(km))),
    )


def unsealed(home: int, row: Dispatch, start: datetime, end: datetime) -> list[date]:
    """封存停驶: return the sealed days from `start` to `end` on which a dispatch was not approved to be out (CL-08).

    An approval is for the days of the trip, whole.
    """
    sealed = SealedDays(calendar(str(home)))
    given = [Approval(*_whole_days(row.period.lower, row.period.upper))] if row.sealed else []
    return unapproved_days(start.astimezone(SHANGHAI), end.astimezone(SHANGHAI), sealed, given)


def _whole_days(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Return from the beginning of the first day to the end of the last: a day is approved, not its minutes."""
    first, last = start.astimezone(SHANGHAI).date(), end.astimezone(SHANGHAI).date()
    midnight = datetime.combine(last, time(0), SHANGHAI) + timedelta(days=1)
    return datetime.combine(first, time(0), SHANGHAI), midnight


def out_on_sealed_days(rows: Iterable[Dispatch], *, at: datetime) -> dict[int, list[date]]:
    """Return, by dispatch, the sealed days on which a car was out without approval, those still out up to `at`."""
    found = {}
    for row in rows:
        if row.out_at is not None:
            days = unsealed(row.home, row, row.out_at, row.back_at or max(at, row.out_at))
            if days:
                found[row.pk] = days
    return found


def dispatch_of(number: str) -> Dispatch | None:
    """Return the dispatch of a case, for the trade's own work; never for a page."""
    return Dispatch.objects.select_related("car", "driver").filter(number=number).first()


def car_by_plate(home: int, plate: str) -> Vehicle | None:
    """Return the car that is kept under that plate, for the trade's own work."""
    return Vehicle.objects.filter(home=home, key=plate).first()  # type: ignore[return-value]


def driver_by_number(home: int, number: str) -> Driver | None:
    """Return the driver of that number, for the trade's own work."""
    return Driver.objects.filter(home=home, key=number).first()  # type: ignore[return-value]


def things_of(home: int, kind: str, ids: Iterable[int]) -> list[Thing]:
    """Return what can be booked of cars or drivers, by their numbers in the register."""
    return list(Thing.objects.filter(home=home, kind=kind, key__in=[str(one) for one in ids]))


def asking_matters(on: date) -> list[MatterVersion]:
    """Return the matters in force by which one asks for cars."""
    rows = MatterVersion.objects.filter(
        status=Status.PUBLISHED, valid__contains=on, online=True, handlers__contains=ASKS
    )
    return list(rows.select_related("organ").order_by("name", "pk"))
