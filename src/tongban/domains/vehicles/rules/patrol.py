"""轨迹核查: what a trip shows that nobody allowed, and whether track and odometer agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum

from tongban.domains.vehicles.rules.geodesy import Fence, within
from tongban.domains.vehicles.rules.sealing import Approval, SealedDays, unapproved_days
from tongban.domains.vehicles.rules.trips import Point, Trip


class Alarm(StrEnum):
    """告警: out on a sealed day, outside the fences, outside the hours, without any dispatch."""

    SEALED_DAY = "sealed_day"
    OUTSIDE_FENCE = "outside_fence"
    OFF_HOURS = "off_hours"
    NO_DISPATCH = "no_dispatch"


@dataclass(frozen=True, slots=True)
class Finding:
    """发现: an alarm, the instant from which it holds, and its words: the holiday, the hour."""

    alarm: Alarm
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """核查条件: what a car is allowed. `approvals` hold for sealed days, off hours and the fences as well.

    `hours` are the hours of duty; `None` asks nothing. Without `fences` every place is allowed. `dispatched` asks that
    each trip lies within an approval, whenever it is.
    """

    sealed: SealedDays
    approvals: Sequence[Approval] = ()
    fences: Sequence[Fence] = ()
    hours: tuple[time, time] | None = None
    dispatched: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """里程比对: km of the track and of the odometer, and whether they differ by more than is tolerated."""

    track: Decimal
    odometer: Decimal
    tolerated: Decimal
    differs: bool = field(init=False)

    def __post_init__(self) -> None:
        """Compare the two."""
        object.__setattr__(self, "differs", abs(self.track - self.odometer) > self.tolerated)


def check_trip(trip: Trip, watch: Watch) -> list[Finding]:
    """Return what a trip shows, in the order of the alarms; days and hours are those of the zone of its instants."""
    approved = any(one.start <= trip.start and trip.end <= one.end for one in watch.approvals)
    found = [
        Finding(Alarm.SEALED_DAY, max(trip.start, _dawn(trip, day)), watch.sealed.name(day))
        for day in unapproved_days(trip.start, trip.end, watch.sealed, watch.approvals)
    ]
    if approved:
        return found
    return [*found, *_outside(trip, watch), *_off_hours(trip, watch), *_undispatched(trip, watch)]


def compare(
    track: Decimal, odometer: Decimal, *, share: Decimal = Decimal("0.05"), km: Decimal = Decimal(5)
) -> Comparison:
    """Compare km of the track with km of the odometer; a share of the odometer's, or a few km, are tolerated."""
    return Comparison(track, odometer, max(share * odometer, km))


def _dawn(trip: Trip, day: object) -> datetime:
    dates = (one.at for one in trip.path if one.at.date() == day)
    return next(dates, trip.start)


def _outside(trip: Trip, watch: Watch) -> Iterable[Finding]:
    left = next((one for one in trip.path if not within(one.place, watch.fences)), None)
    if left is not None:
        latitude, longitude = left.place
        yield Finding(Alarm.OUTSIDE_FENCE, left.at, f"{latitude:.5f}, {longitude:.5f}")


def _off_hours(trip: Trip, watch: Watch) -> Iterable[Finding]:
    if watch.hours is None:
        return
    odd = next((one for one in trip.path if not _on_duty(one, watch)), None)
    if odd is not None:
        yield Finding(Alarm.OFF_HOURS, odd.at, f"{odd.at:%H:%M}")


def _on_duty(point: Point, watch: Watch) -> bool:
    if watch.hours is None:
        return True
    first, last = watch.hours
    return watch.sealed.calendar.is_working(point.at.date()) and first <= point.at.time() <= last


def _undispatched(trip: Trip, watch: Watch) -> Iterable[Finding]:
    if watch.dispatched:
        yield Finding(Alarm.NO_DISPATCH, trip.start)
