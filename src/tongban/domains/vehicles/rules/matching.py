"""行程匹配: which trip of the books a trip of the track belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Outing:
    """出车: a dispatch by its number, from when to when its car was out, or is to be."""

    number: int
    start: datetime
    end: datetime


def matched(start: datetime, end: datetime, outings: Iterable[Outing]) -> int | None:
    """Return the number of the outing that the trip shares most time with, of equal ones the earlier; `None` where none."""
    shared = [(min(end, one.end) - max(start, one.start), one) for one in outings]
    touching = [(time, one) for time, one in shared if time > timedelta(0)]
    if not touching:
        return None
    best = min(touching, key=lambda each: (-each[0], each[1].start, each[1].number))
    return best[1].number
