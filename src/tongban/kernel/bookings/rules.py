"""Periods, series and states of bookings. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise

from tongban.kernel import Refusal
from tongban.standards.calendars import SHANGHAI

LONGEST = timedelta(days=366)


class State(StrEnum):
    """预约状态: `asked`, `approved` and `taken` occupy the thing; the others have let it go."""

    ASKED = "asked"
    APPROVED = "approved"
    TAKEN = "taken"
    USED = "used"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    RELEASED = "released"


OCCUPYING = (State.ASKED, State.APPROVED, State.TAKEN)
NEXT = {
    State.ASKED: {State.APPROVED, State.DECLINED, State.CANCELLED, State.RELEASED},
    State.APPROVED: {State.TAKEN, State.CANCELLED, State.RELEASED},
    State.TAKEN: {State.USED},
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """时段: from an instant up to, and without, another; both say their zone."""

    start: datetime
    end: datetime

    def __str__(self) -> str:
        """Return the period as people read it in Shanghai: the end's day only where it is another one."""
        start, end = self.start.astimezone(SHANGHAI), self.end.astimezone(SHANGHAI)
        shown = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
        return f"{start:%Y-%m-%d %H:%M}–{shown}"

    def overlaps(self, other: "Period") -> bool:
        """Tell whether both have an instant in common; one may begin where the other ends."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Conflict:
    """时间冲突: what was wished of a thing, and the period in which it is occupied already (its turnaround in it)."""

    thing: int
    label: str
    wished: Period
    occupied: Period


class Conflicting(Refusal):
    """A refusal that names each conflict, so that a page can show them and offer what is free."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        """Say every conflict in words, and keep them for the page."""
        super().__init__(
            "booking.conflict",
            "Occupied already: {conflicts}. Choose another time or another thing, or ask for the free dates alone.",
            conflicts="; ".join(f"{one.label} {one.occupied}" for one in conflicts),
        )
        self.conflicts = tuple(conflicts)


def checked(period: Period, *, at: datetime) -> Period:
    """Return a period that can be asked for at an instant; refuse one that is over, turned round or longer than a year."""
    if period.start.utcoffset() is None or period.end.utcoffset() is None:
        raise ValueError("a period says its zone")
    if not period.start < period.end <= period.start + LONGEST:
        raise Refusal(
            "booking.period",
            "{period} is no period: it must end after it begins, and within a year. Correct the times.",
            period=str(period),
        )
    if period.end <= at:
        raise Refusal("booking.past", "{period} is over. Choose a later time.", period=str(period))
    return period


def lapses_at(period: Period, answer_by: datetime | None, *, at: datetime) -> datetime:
    """Return until when an asked booking holds its place: to `answer_by`, at most until it begins; begun already, until it ends."""
    last = period.start if period.start > at else period.end
    return last if answer_by is None else min(max(answer_by, at), last)


def forfeited_at(period: Period, grace: timedelta | None, *, at: datetime) -> datetime | None:
    """Return when an approved booking that nobody took is released; `None` lets it wait for ever."""
    return None if grace is None else max(period.start, at) + grace


def clashes(periods: Sequence[Period]) -> tuple[Period, Period] | None:
    """Return the first two of several periods of one wish that overlap each other."""
    return next((pair for pair in pairwise(sorted(periods)) if pair[0].overlaps(pair[1])), None)


def digest_of(token: str) -> str:
    """Return what is kept of the secret token of a calendar feed."""
    return sha256(token.encode()).hexdigest()


def followed(state: State, to: State) -> Refusal | None:
    """Say why a booking cannot come into another state; `None` lets it."""
    return None if to in NEXT.get(state, set()) else changed()


def changed() -> Refusal:
    """Return the refusal of what a booking is beyond."""
    return Refusal(
        "booking.changed",
        "This booking has changed meanwhile, so this cannot be done any more. Load the page again to see how it stands.",
    )
