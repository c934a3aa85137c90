"""里程读数: what the odometer of a car showed, on its trips and in its book, and whether another reading may stand among them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.rules.bounds import odometer_fault
from tongban.domains.vehicles.rules.limits import USUAL
from tongban.domains.vehicles.rules.odometer import Reading, check, credible
from tongban.domains.vehicles.tables.costs import Outlay
from tongban.domains.vehicles.tables.odometers import Correction
from tongban.kernel import Refusal


def standing(rows: Iterable[Outlay]) -> list[Outlay]:
    """Return the records that were not taken back and take none back, by time."""
    undone = {one.reverses_id for one in rows if one.reverses_id is not None}
    return sorted(
        (one for one in rows if one.reverses_id is None and one.pk not in undone),
        key=lambda one: (one.at, one.pk),
    )


def readings_from(rows: Iterable[Outlay], trips: Iterable[Dispatch]) -> list[Reading]:
    """Return the credible readings of one car, of the records that stand and of its trips, by time.

    A record whose odometer is doubtful counts once somebody confirmed it.
    """
    found = [
        Reading(one.at, one.odometer)
        for one in rows
        if one.odometer is not None and not _odometer_doubtful(one)
    ]
    for row in trips:
        found += [Reading(at, km) for at, km in ((row.out_at, row.km_out), (row.back_at, row.km_back)) if at and km is not None]  # fmt: skip
    sound = credible(found, per_day=USUAL.km_per_day)
    return sorted(one for place, one in enumerate(found) if place in sound)


def readings_of(car_id: int) -> list[Reading]:
    """Return the credible readings of a car, whoever entered them where: what checks, distances and accounts go by."""
    return readings_by_car([car_id])[car_id]


def readings_by_car(cars: Iterable[int]) -> dict[int, list[Reading]]:
    """Return the same of several cars."""
    ids = list(cars)
    booked: dict[int, list[Outlay]] = defaultdict(list)
    for row in Outlay.objects.filter(vehicle__in=ids, odometer__isnull=False):
        booked[row.vehicle_id].append(row)
    undone = set(Outlay.objects.filter(vehicle__in=ids).values_list("reverses", flat=True))
    trips = trips_read(ids)
    stand = {one: [row for row in booked[one] if row.pk not in undone] for one in ids}
    return {one: readings_from(stand[one], trips[one]) for one in ids}


def trips_read(cars: Iterable[int]) -> dict[int, list[Dispatch]]:
    """Return the trips on which the odometer of each car was read."""
    found: dict[int, list[Dispatch]] = defaultdict(list)
    for row in Dispatch.objects.filter(car__in=list(cars), km_out__isnull=False):
        found[row.car_id or 0].append(row)
    return found


def fault(car_id: int, at: datetime, km: Decimal | None) -> Refusal | None:
    """Say why a reading may not be entered: it must be one, and fit between its neighbours; nothing where none was read."""
    if km is None:
        return None
    return odometer_fault(km) or check(
        Reading(at, km), readings_of(car_id), per_day=USUAL.km_per_day
    )


def before(known: Sequence[Reading], at: datetime) -> list[Reading]:
    """Return the readings before an instant: what is put right may contradict those after it, which are put right next."""
    return [one for one in known if one.at < at]


def corrections_of(dispatch: Dispatch) -> list[Correction]:
    """Return what was put right on a trip that the reader was found to see, the latest last."""
    return list(Correction.objects.filter(dispatch=dispatch).order_by("pk"))


def _odometer_doubtful(row: Outlay) -> bool:
    return row.doubtful and any(str(one["code"]).startswith("odometer_") for one in row.flags)
