"""里程表: readings in the order of their time, late entries between neighbours, replacements, and mileage of a period."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tongban.domains.vehicles.rules.limits import Limits
from tongban.kernel import Refusal

_DAY = timedelta(days=1)
# How far back a reading looks for the one that it may follow; a longer run of wrong readings is a new beginning.
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """里程读数: what the odometer showed, in km, at an instant."""

    at: datetime
    km: Decimal


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """里程表更换或归零: at an instant the odometer showed `before` km, and from then on it counts from `after` km."""

    at: datetime
    before: Decimal
    after: Decimal


def follows(earlier: Reading, later: Reading, per_day: Decimal) -> bool:
    """Tell whether one reading may follow another: not backwards, and at most `per_day` km a day, one day at least."""
    days = max(Decimal(1), Decimal((later.at - earlier.at).total_seconds()) / 86_400)
    return Decimal(0) <= later.km - earlier.km <= per_day * days


def check(
    new: Reading,
    known: Iterable[Reading],
    replacements: Iterable[Replacement] = (),
    *,
    per_day: Decimal,
) -> Refusal | None:
    """Say why a reading cannot be entered, or nothing. It is compared with its neighbours in time, so it may come late."""
    ranked = sorted([*known, *ends_of(replacements)], key=lambda one: one.at)
    place = bisect_right(ranked, new.at, key=lambda one: one.at)
    if place and not follows(ranked[place - 1], new, per_day):
        return _refused(ranked[place - 1], new, per_day)
    if place < len(ranked) and not follows(new, ranked[place], per_day):
        return _refused(new, ranked[place], per_day)
    return None


def far(new: Reading, known: Iterable[Reading], limits: Limits) -> Reading | None:
    """Return the reading before a new one that lies so far behind it that one asks whether it was mistyped, else nothing.

    So far is more than a car drives in the time between, an hour at least, or than it drives unseen.
    """
    last = max((one for one in known if one.at <= new.at), default=None)
    if last is None:
        return None
    hours = max(Decimal(1), Decimal((new.at - last.at).total_seconds()) / 3600)
    most = min(limits.km_unasked, limits.km_an_hour * hours)
    return last if new.km - last.km > most else None


def mileage(
    readings: Iterable[Reading],
    replacements: Iterable[Replacement] = (),
    *,
    start: datetime,
    end: datetime,
) -> Decimal:
    """里程: km driven from `start` to `end`, across replacements.

    From the last reading at or before `start`, else the first after it, to the last at or before `end`; nothing is
    guessed between readings. 0 where there are not two.
    """
    ranked = [one for one in continuous(readings, replacements) if one.at <= end]
    if not ranked:
        return Decimal(0)
    before = [one for one in ranked if one.at <= start]
    return ranked[-1].km - (before[-1] if before else ranked[0]).km


def continuous(
    readings: Iterable[Reading], replacements: Iterable[Replacement] = ()
) -> list[Reading]:
    """连续里程: the readings by time as one odometer that was never replaced would have shown them."""
    changes = sorted(replacements)
    offsets = [Decimal(0)]
    for change in changes:
        offsets.append(offsets[-1] + change.before - change.after)
    starts = [change.at for change in changes]
    return [
        Reading(one.at, one.km + offsets[bisect_right(starts, one.at)]) for one in sorted(readings)
    ]


def credible(readings: Sequence[Reading], *, per_day: Decimal) -> frozenset[int]:
    """可信读数: the places of the most readings, in the order of time, each of which may follow the one before.

    Of equally long chains the one that ends first wins. What is outside is doubtful: one mistyped reading does not
    make those after it wrong.
    """
    order = sorted(range(len(readings)), key=lambda place: (readings[place].at, place))
    longest: list[int] = []
    comes_from: list[int | None] = []
    for number, place in enumerate(order):
        best, before = 1, None
        for earlier in range(max(0, number - _LOOK_BACK), number):
            if longest[earlier] >= best and follows(
                readings[order[earlier]], readings[place], per_day
            ):
                best, before = longest[earlier] + 1, earlier
        longest.append(best)
        comes_from.append(before)
    at = max(range(len(order)), key=lambda number: (longest[number], -number), default=None)
    chain: set[int] = set()
    while at is not None:
        chain.add(order[at])
        at = comes_from[at]
    return frozenset(chain)


def ends_of(replacements: Iterable[Replacement]) -> Iterable[Reading]:
    """Give what the odometer showed just before and from its replacement on."""
    for one in replacements:
        yield Reading(one.at - timedelta.resolution, one.before)
        yield Reading(one.at, one.after)


def _refused(earlier: Reading, later: Reading, per_day: Decimal) -> Refusal:
    if later.km < earlier.km:
        return Refusal(
            "vehicles.odometer_backwards",
            "The odometer cannot show {later} km on {later_at} after {earlier} km on {earlier_at}."
            " Read it again; if it is right, have who runs the fleet correct the one before.",
            later=str(later.km),
            later_at=later.at,
            earlier=str(earlier.km),
            earlier_at=earlier.at,
            field="odometer",
        )
    return Refusal(
        "vehicles.odometer_jump",
        "From {earlier} km on {earlier_at} to {later} km on {later_at} is more than {most} km a day."
        " Read it again; if it is right, have who runs the fleet correct the one before.",
        later=str(later.km),
        later_at=later.at,
        earlier=str(earlier.km),
        earlier_at=earlier.at,
        most=str(per_day),
        field="odometer",
    )
