"""里程读数: what the odometer of a car showed, as its records say, and whether another may stand among them."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from tongban.domains.vehicles.outlays.queries import records_of
from tongban.domains.vehicles.rules.limits import USUAL
from tongban.domains.vehicles.rules.odometer import Reading, check, credible
from tongban.domains.vehicles.tables.costs import Outlay
from tongban.kernel import Refusal


def standing(rows: Iterable[Outlay]) -> list[Outlay]:
    """Return the records that were not taken back and take none back, by time."""
    undone = {one.reverses_id for one in rows if one.reverses_id is not None}
    return sorted(
        (one for one in rows if one.reverses_id is None and one.pk not in undone),
        key=lambda one: (one.at, one.pk),
    )


def readings_of(rows: Iterable[Outlay]) -> list[Reading]:
    """Return the credible readings of one car's records, by time."""
    found = [Reading(one.at, one.odometer) for one in rows if one.odometer is not None]
    sound = credible(found, per_day=USUAL.km_per_day)
    return [one for place, one in enumerate(found) if place in sound]


def fault(vehicle_id: int, at: datetime, km: Decimal | None) -> Refusal | None:
    """Say why a reading may not be entered: it must fit between its credible neighbours; nothing where none was read."""
    if km is None:
        return None
    rows = standing(records_of(vehicle_id))
    return check(Reading(at, km), readings_of(rows), per_day=USUAL.km_per_day)
