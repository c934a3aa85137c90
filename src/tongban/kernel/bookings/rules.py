"""Periods, series and states of bookings. Pure."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise

from tongban.kernel import Refusal
from tongban.standards.calendars import SHANGHAI

LONGEST = timedelta(days=366)
MOST = 150


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


class Every(StrEnum):
    """重复方式: how a series goes on."""

    DAY = "day"
    WEEKDAY = "weekday"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


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


def recurring(first: Period, every: Every, until: date) -> list[Period]:
    """重复预约: return the periods of a series, each at the same time of day in Shanghai, up to and with the day `until`.

    A month without that day is left out. Refuses a series of more than 150.
    """
    start = first.start.astimezone(SHANGHAI)
    found = []
    for day in _days(start.date(), every, until):
        begun = datetime.combine(day, start.timetz())
        found.append(Period(begun, begun + (first.end - first.start)))
        if len(found) > MOST:
            raise Refusal(
                "booking.series_too_long",
                "A series has at most {most} dates. Let it end earlier.",
                most=MOST,
            )
    return found


def _days(first: date, every: Every, until: date) -> Iterator[date]:
    if every is Every.MONTH:
        yield from _months(first, until)
        return
    day = first
    while day <= until:
        if every is not Every.WEEKDAY or day.weekday() < 5:
            yield day
        day += _STEPS[every]


def _months(first: date, until: date) -> Iterator[date]:
    year, month = first.year, first.month
    while (year, month) <= (until.year, until.month):
        if (
            first.day <= calendar.monthrange(year, month)[1]
            and first.replace(year=year, month=month) <= until
        ):
            yield first.replace(year=year, month=month)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


_STEPS = {
    Every.DAY: timedelta(days=1),
    Every.WEEKDAY: timedelta(days=1),
    Every.WEEK: timedelta(weeks=1),
    Every.FORTNIGHT: timedelta(weeks=2),
}


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
