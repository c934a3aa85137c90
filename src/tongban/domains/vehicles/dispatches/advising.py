"""派车建议: which car and driver may go on a trip, the best first, why, and why not the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext

from tongban.domains.vehicles.dispatches.labels import PURPOSES
from tongban.domains.vehicles.dispatches.queries import (
    Dispatch,
    Used,
    cars_for,
    drivers_for,
    things_of,
    used,
)
from tongban.domains.vehicles.labels import BODIES, KINDS
from tongban.domains.vehicles.models import Driver, Vehicle
from tongban.domains.vehicles.rules.assigning import (
    Advice,
    FreeCar,
    FreeDriver,
    Request,
    advise,
)
from tongban.domains.vehicles.rules.kinds import Body, Kind
from tongban.domains.vehicles.rules.suitability import Purpose, Reason, reason
from tongban.kernel.bookings.queries import conflicts
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import Person

CAR, DRIVER = "vehicles.vehicle", "vehicles.driver"
NONE = Decimal(0)
LONGEST_DAY = timedelta(hours=12)
Kept = TypeVar("Kept", Vehicle, Driver)


@dataclass(frozen=True, slots=True)
class Proposed:
    """建议方案: a car, a driver or none, the points out of 100, and the reasons in words."""

    car: Vehicle
    driver: Driver | None
    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advised:
    """派车建议: what may go, the best first, and what may not, by plate or name, with why in words."""

    proposed: tuple[Proposed, ...]
    left_out: tuple[tuple[str, str], ...]


def advised(reader: Person, row: Dispatch, *, at: datetime) -> Advised:
    """Return what the reader may send on a trip, told in the language in force."""
    on = at.astimezone(SHANGHAI).date()
    cars, drivers = cars_for(reader, row, on=on), drivers_for(reader, row, on=on)
    fit, against = _parted(row, cars, at=at)
    able, busy = _free(row, drivers, DRIVER, at=at)
    told = used(row.home, row.span.start.astimezone(SHANGHAI).date(), but=row.pk)
    found = judged(row, fit, able if row.wants_driver else None, told)
    by_plate, by_name = {one.plate: one for one in fit}, {_named(one): one for one in able}
    proposed = tuple(
        Proposed(
            by_plate[one.car.plate],
            by_name.get(one.driver.name),
            one.points,
            tuple(in_words(each) for each in one.reasons if row.wants_driver or each.code != "driver_rested"),
        )
        for one in found.suggestions
    )  # fmt: skip
    left = [*against, *busy, *((name, in_words(why)) for name, why in found.excluded)]
    return Advised(proposed, tuple(left))


def judged(
    row: Dispatch, cars: Sequence[Vehicle], drivers: Sequence[Driver] | None, told: Used
) -> Advice:
    """Return the rules' advice on free cars and drivers; without drivers the asker drives himself and is not judged."""
    people = [_driver(one, told) for one in drivers] if drivers is not None else [_anybody(row)]
    asked = request_of(row)
    # Waiting counts as driving, so a day is longer than the law's hours at the wheel; of several days nobody knows the parts.
    several = asked.end.date() > asked.start.date()
    most = asked.end - asked.start + LONGEST_DAY if several else LONGEST_DAY
    return advise(asked, [_car(one, told) for one in cars], people, most_hours=most)


def request_of(row: Dispatch) -> Request:
    """Return what is asked, as the rules know it; who drives himself has a seat less to ask for."""
    start, end = (one.astimezone(SHANGHAI) for one in (row.period.lower, row.period.upper))
    people = row.people if row.wants_driver else max(1, row.people - 1)
    return Request(start=start, end=end, people=people, purpose=Purpose(row.purpose))


def own_of_another(row: Dispatch, car: Vehicle) -> bool:
    """本单位自用车: tell whether a car is kept for the use of one organ that is not the one that asks."""
    return car.source == "own" and car.user is not None and car.user != row.organ_id


def in_words(why: Reason) -> str:
    """Return a reason in the language in force, kinds and purposes by their names."""
    names: dict[str, Mapping[str, object]] = {
        "kind": KINDS,
        "body": BODIES,
        "purpose": dict(PURPOSES),
    }
    facts = {
        name: str(names[name].get(fact, fact)) if name in names else fact
        for name, fact in why.facts.items()
    }
    return gettext(why.words).format(**facts)


def _parted(
    row: Dispatch, cars: Sequence[Vehicle], *, at: datetime
) -> tuple[list[Vehicle], list[tuple[str, str]]]:
    """Part the cars that may serve the organ and are free from the others."""
    mine = [one for one in cars if not own_of_another(row, one)]
    others = [(one.plate, in_words(reason("own_of_another"))) for one in cars if one not in mine]
    free, busy = _free(row, mine, CAR, at=at)
    return free, [*busy, *others]


def _free(
    row: Dispatch, entries: Sequence[Kept], kind: str, *, at: datetime
) -> tuple[list[Kept], list[tuple[str, str]]]:
    """Part what is free for the trip from what is booked then, this trip's own bookings aside."""
    things = things_of(row.home, kind, [one.pk for one in entries])
    own = [one for one in (row.car_booking, row.driver_booking) if one is not None]
    against = {one.thing: one for one in conflicts(things, [row.span], at=at, but=own)}
    taken = {thing.key: against[thing.pk] for thing in things if thing.pk in against}
    free = [one for one in entries if str(one.pk) not in taken]
    busy = [
        (_named(one), in_words(reason("taken", period=taken[str(one.pk)].occupied)))
        for one in entries
        if str(one.pk) in taken
    ]
    return free, busy


def _named(one: Vehicle | Driver) -> str:
    return one.plate if isinstance(one, Vehicle) else f"{one.name} {one.number}"


def _car(one: Vehicle, told: Used) -> FreeCar:
    papers = [day for day in (one.inspected_until, one.compulsory_until) if day is not None]
    return FreeCar(
        plate=one.plate,
        kind=Kind(one.kind or "other"),
        body=Body(one.body or "sedan"),
        seats=one.seats or 5,
        per_km=None,
        year_km=told.car_km.get(one.pk, NONE),
        papers_until=min(papers, default=date.max),
    )


def _driver(one: Driver, told: Used) -> FreeDriver:
    return FreeDriver(
        name=_named(one),
        licence=one.licence or "",
        licence_until=one.licence_until or date.min,
        driven=told.driven.get(one.pk, timedelta(0)),
        year_km=told.driver_km.get(one.pk, NONE),
    )


def _anybody(row: Dispatch) -> FreeDriver:
    """Return the asker, who answers for his own licence; his hours are not counted."""
    none = row.span.start - row.span.end
    return FreeDriver(name="", licence="C1", licence_until=date.max, driven=none)
