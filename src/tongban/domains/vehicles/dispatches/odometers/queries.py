"""里程读数: what the odometer of a car showed, on its trips and in its book, and whether another reading may stand among them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.rules.bounds import odometer_fault
from tongban.domains.vehicles.rules.limits import USUAL
from tongban.domains.vehicles.rules.odometer import (
    Reading,
    Replacement,
    check,
    continuous,
    credible,
    ends_of,
)
from tongban.domains.vehicles.tables.costs import Outlay
from tongban.domains.vehicles.tables.odometers import Correction, MeterChange
from tongban.kernel import Refusal


def standing(rows: Iterable[Outlay]) -> list[Outlay]:
    """Return the records that were not taken back and take none back, by time."""
    undone = {one.reverses_id for one in rows if one.reverses_id is not None}
    return sorted(
        (one for one in rows if one.reverses_id is None and one.pk not in undone),
        key=lambda one: (one.at, one.pk),
    )


@dataclass(frozen=True, slots=True)
class Meter:
    """里程表: the trips on which a car's odometer was read, and when it was replaced; what it would show had it never been, `whole` tells."""

    trips: tuple[Dispatch, ...] = ()
    changes: tuple[Replacement, ...] = ()

    def whole(self, at: datetime, km: Decimal) -> Decimal:
        """连续里程: return a reading of the odometer of that time as one that was never replaced would have shown it."""
        return continuous([Reading(at, km)], self.changes)[0].km

    def shown(self, at: datetime, whole: Decimal) -> Decimal:
        """Return what the odometer of that time shows."""
        return whole - self.whole(at, Decimal(0))


NEVER_READ = Meter()


def readings_from(rows: Iterable[Outlay], meter: Meter) -> list[Reading]:
    """Return the credible readings of one car, of the records that stand and of its trips, by time, as of one odometer.

    A record whose odometer is doubtful counts once somebody confirmed it.
    """
    found = [
        Reading(one.at, one.odometer)
        for one in rows
        if one.odometer is not None and not _odometer_doubtful(one)
    ]
    for row in meter.trips:
        found += [Reading(at, km) for at, km in ((row.out_at, row.km_out), (row.back_at, row.km_back)) if at and km is not None]  # fmt: skip
    found = [Reading(one.at, meter.whole(one.at, one.km)) for one in found]
    sound = credible(found, per_day=USUAL.km_per_day)
    return sorted(one for place, one in enumerate(found) if place in sound)


def readings_of(car_id: int) -> list[Reading]:
    """Return what the odometer of a car credibly showed, whoever entered it where: what new readings are checked by."""
    return readings_by_car([car_id])[car_id]


def readings_by_car(cars: Iterable[int]) -> dict[int, list[Reading]]:
    """Return the same of several cars; the end of an old odometer and the beginning of a new one are readings too."""
    ids = list(cars)
    meters, found = trips_read(ids), distances_by_car(ids)
    return {
        car: sorted(
            [
                *(Reading(one.at, meters[car].shown(one.at, one.km)) for one in found[car]),
                *ends_of(meters[car].changes),
            ]
        )
        for car in ids
    }


def distances_by_car(cars: Iterable[int]) -> dict[int, list[Reading]]:
    """Return the credible readings of several cars as of odometers that were never replaced: what distances go by."""
    ids = list(cars)
    booked: dict[int, list[Outlay]] = defaultdict(list)
    for row in Outlay.objects.filter(vehicle__in=ids, odometer__isnull=False):
        booked[row.vehicle_id].append(row)
    undone = set(Outlay.objects.filter(vehicle__in=ids).values_list("reverses", flat=True))
    meters = trips_read(ids)
    stand = {one: [row for row in booked[one] if row.pk not in undone] for one in ids}
    return {one: readings_from(stand[one], meters[one]) for one in ids}


def trips_read(cars: Iterable[int]) -> dict[int, Meter]:
    """Return of each car the trips on which its odometer was read, and when it was replaced."""
    ids = list(cars)
    trips: dict[int, list[Dispatch]] = defaultdict(list)
    for row in Dispatch.objects.filter(car__in=ids, km_out__isnull=False):
        trips[row.car_id or 0].append(row)
    changes: dict[int, list[Replacement]] = defaultdict(list)
    for one in MeterChange.objects.filter(vehicle__in=ids).order_by("at"):
        changes[one.vehicle_id].append(Replacement(one.at, one.before, one.after))
    return {car: Meter(tuple(trips[car]), tuple(changes[car])) for car in ids}


def fault(car_id: int, at: datetime, km: Decimal | None, *, follows: bool = True) -> Refusal | None:
    """Say why a reading may not be entered: it must be one, and fit between its neighbours; nothing where none was read.

    Without `follows` only those before it count: it is the last of its odometer.
    """
    if km is None:
        return None
    known = readings_of(car_id)
    return odometer_fault(km) or check(
        Reading(at, km), known if follows else before(known, at), per_day=USUAL.km_per_day
    )


def before(known: Sequence[Reading], at: datetime) -> list[Reading]:
    """Return the readings before an instant: what is put right may contradict those after it, which are put right next."""
    return [one for one in known if one.at < at]


def corrections_of(dispatch: Dispatch) -> list[Correction]:
    """Return what was put right on a trip that the reader was found to see, the latest last."""
    return list(Correction.objects.filter(dispatch=dispatch).order_by("pk"))


def _odometer_doubtful(row: Outlay) -> bool:
    return row.doubtful and any(str(one["code"]).startswith("odometer_") for one in row.flags)


def changes_of(car_id: int) -> list[MeterChange]:
    """Return when and why the odometer of a car that the reader was found to see was replaced, the latest first."""
    return list(MeterChange.objects.filter(vehicle=car_id).order_by("-at"))
