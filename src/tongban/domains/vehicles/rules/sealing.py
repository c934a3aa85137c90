"""封存停驶: on which days cars stay in, unless a trip was approved beforehand (CL-08)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tongban.standards.calendars import Calendar, DayKind


@dataclass(frozen=True, slots=True)
class SealedDays:
    """封存日: the days off of the holidays in the State Council's notice, weekends within them included.

    `added` are days that the organ has set besides, each with its name, `released` days on which cars may go out.
    Ordinary weekends are not sealed, nor is a make-up working day.
    """

    calendar: Calendar
    added: Mapping[date, str] = field(default_factory=dict)
    released: frozenset[date] = frozenset()

    def name(self, day: date) -> str:
        """Return the holiday for which cars stay in on a day; nothing where they may go out."""
        if day in self.released:
            return ""
        if day in self.added:
            return self.added[day]
        why = self.calendar.why(day)
        return why.holiday if why.kind is DayKind.HOLIDAY else ""


@dataclass(frozen=True, slots=True)
class Approval:
    """出车审批: from when to when a car may be out, whatever the day."""

    start: datetime
    end: datetime


def unapproved_days(
    start: datetime, end: datetime, sealed: SealedDays, approvals: Iterable[Approval] = ()
) -> list[date]:
    """Return the sealed days that a trip touches at a time that no approval covers. Days are those of the instants' zone."""
    given = sorted(approvals, key=lambda one: one.start)
    return [
        day
        for day in _days(start, end)
        if sealed.name(day) and not _covered(*_within(day, start, end), given)
    ]


def _days(start: datetime, end: datetime) -> list[date]:
    return [
        start.date() + timedelta(days=number)
        for number in range((end.date() - start.date()).days + 1)
    ]


def _within(day: date, start: datetime, end: datetime) -> tuple[datetime, datetime]:
    dawn = datetime(day.year, day.month, day.day, tzinfo=start.tzinfo)
    return max(start, dawn), min(end, dawn + timedelta(days=1))


def _covered(start: datetime, end: datetime, approvals: Iterable[Approval]) -> bool:
    reached = start
    for one in approvals:
        if one.start <= reached:
            reached = max(reached, one.end)
    return reached >= end
