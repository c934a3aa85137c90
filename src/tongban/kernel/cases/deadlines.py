"""期限: how a promised and a statutory day stand today, in working days: pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from tongban.standards.calendars import Calendar

Standing: TypeAlias = Literal["none", "ok", "soon", "late", "breached", "done"]
SOON = 2


@dataclass(frozen=True, slots=True)
class Deadline:
    """期限: `left` are working days to the promised day (below zero when past), `used` and `promise` per cent of the whole."""

    standing: Standing
    left: int = 0
    used: int = 0
    promise: int | None = None
    promised_on: date | None = None
    statutory_on: date | None = None


def deadline(
    started_on: date | None,
    promised_on: date | None,
    statutory_on: date | None,
    *,
    today: date,
    calendar: Calendar,
    ended_on: date | None = None,
) -> Deadline:
    """Return how the limits stand on `today`, or stood on `ended_on`, the day of the decision."""
    if started_on is None or promised_on is None:
        return Deadline("none")
    through = calendar.working.through
    first, reached = through(started_on.toordinal()), through((ended_on or today).toordinal())
    promised, last = (
        through(promised_on.toordinal()),
        through((statutory_on or promised_on).toordinal()),
    )
    whole = max(1, last - first)
    left = promised - reached
    return Deadline(
        standing="done" if ended_on else _standing(today, left, promised_on, statutory_on),
        left=left if today <= promised_on or ended_on else min(-1, left),
        used=min(100, max(0, 100 * (reached - first) // whole)),
        promise=min(100, 100 * (promised - first) // whole),
        promised_on=promised_on,
        statutory_on=statutory_on,
    )


def _standing(today: date, left: int, promised_on: date, statutory_on: date | None) -> Standing:
    if statutory_on is not None and today > statutory_on:
        return "breached"
    if today > promised_on:
        return "late"
    return "soon" if left <= SOON else "ok"
