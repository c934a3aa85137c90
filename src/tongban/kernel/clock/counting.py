"""到期日: when a limit falls due, forwards and backwards, and how long is left."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tongban.kernel import Refusal
from tongban.kernel.clock.days import (
    MICROSECOND,
    at_microsecond,
    beyond_the_years,
    day_of,
    end_of,
    microsecond_of,
    universal,
)
from tongban.kernel.clock.limits import Factor, Limit, Unit
from tongban.kernel.clock.pauses import (
    Numbering,
    Pause,
    Span,
    paused_days,
    paused_time,
    taken,
)
from tongban.standards.calendars import Calendar, CalendarFault

HOUR = timedelta(hours=1) // MICROSECOND


@dataclass(frozen=True, slots=True)
class Due:
    """到期: the due day (none for hours), the last instant in time, and whether an unpublished year had a say."""

    on: date | None
    at: datetime
    provisional: bool

    @property
    def when(self) -> str:
        """Return the due day, or for hours the due instant, in ISO 8601."""
        return self.at.isoformat() if self.on is None else self.on.isoformat()


@dataclass(frozen=True, slots=True)
class Reach:
    """How a day limit runs out, in ordinals: its first day, the last counted day, the due day after rolling over."""

    first: int
    last_counted: int
    due: int


def due(
    start: datetime,
    limit: Limit,
    calendar: Calendar,
    *,
    pauses: Iterable[Pause] = (),
    lane: Factor = 1,
) -> Due:
    """Return when a limit that runs from the instant `start` falls due. Due at the end of the day; hours at an instant.

    Refuses naive times and results beyond the year 9999.
    """
    limit = limit.in_lane(lane)
    if limit.unit is Unit.HOURS:
        at = target(microsecond_of(start), limit.amount * HOUR, paused_time(pauses))
        return Due(None, at_microsecond(at), provisional=False)
    reach = reach_of(day_of(start), limit, calendar, paused_days(pauses))
    on = date.fromordinal(reach.due)
    asked_from = reach.first + 1 if limit.unit is Unit.WORKING_DAYS else reach.last_counted
    return Due(on, end_of(on), calendar.provisional_within(date.fromordinal(asked_from), on))


def reach_of(start: date, limit: Limit, calendar: Calendar, touched: list[Span]) -> Reach:
    """Return how a limit in days, months or years runs out after `start`, over the paused spans `touched`."""
    first, working = start.toordinal(), calendar.working
    try:
        if limit.unit is Unit.WORKING_DAYS:
            last = working.nth(target(first, limit.amount, touched, working.through))
            return Reach(first, last, last)
        last = target(first, _days(start, limit), touched)
        return Reach(first, last, working.nth(working.through(last - 1) + 1))
    except (CalendarFault, OverflowError, ValueError):
        raise beyond_the_years() from None


def target(first: int, amount: int, touched: list[Span], number: Numbering = int) -> int:
    """Return the number of the point at which `amount` points after `first` have been counted.

    A span that begins before that point puts it off by the points of the kind that it takes after `first`.
    """
    wanted = number(first) + amount
    for begin, end in touched:
        if end > first:
            before = number(max(begin - 1, first))
            if before >= wanted:
                break
            wanted += number(end) - before
    return wanted


def months_later(day: date, months: int) -> date:
    """Return the corresponding day so many months later (or earlier), else that month's last (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise beyond_the_years()
    last = 28 if day.day <= 28 else monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def before(day: date, limit: Limit, calendar: Calendar) -> date:
    """Return the day that lies the limit before `day`, which does not count itself ("7 working days before").

    Working days: the N-th working day before. Other units: the corresponding date, which may be a day off.
    """
    if limit.unit is Unit.HOURS:
        raise Refusal(
            "clock.hours_before_a_day",
            "Hours cannot be counted backwards from a day: give the limit in days, months or years.",
        )
    try:
        if limit.unit is Unit.WORKING_DAYS:
            number = calendar.working.through(day.toordinal() - 1) - limit.amount + 1
            return date.fromordinal(calendar.working.nth(number))
        if limit.unit is Unit.CALENDAR_DAYS:
            return day - timedelta(limit.amount)
    except (CalendarFault, OverflowError, ValueError):
        raise beyond_the_years() from None
    return months_later(day, -_months(limit))


def late(now: datetime, due: Due) -> bool:
    """Tell whether `now` is after the last instant in time."""
    return universal(now) > universal(due.at)


def days_left(
    now: datetime,
    due: Due,
    calendar: Calendar,
    *,
    unit: Unit = Unit.WORKING_DAYS,
    pauses: Iterable[Pause] = (),
) -> int:
    """Return the days left after today through the due day, without those that pauses touch: 0 on the due day.

    Working days for `Unit.WORKING_DAYS`, dates for any other unit. Late: negative, -1 at least, pauses left aside.
    """
    number = calendar.working.through if unit is Unit.WORKING_DAYS else int
    today, last = day_of(now).toordinal(), day_of(due.at).toordinal()
    if today > last:
        return -max(1, number(today) - number(last))
    return number(last) - number(today) - taken(paused_days(pauses), today, last, number)


def time_left(now: datetime, due: Due, *, pauses: Iterable[Pause] = ()) -> timedelta:
    """Return the time left to the last instant in time, without that which pauses take; negative when late."""
    here, end = microsecond_of(now), microsecond_of(due.at)
    return (end - here - taken(paused_time(pauses), here, end)) * MICROSECOND


def _days(start: date, limit: Limit) -> int:
    if limit.unit is Unit.CALENDAR_DAYS:
        return limit.amount
    return (months_later(start, _months(limit)) - start).days


def _months(limit: Limit) -> int:
    return limit.amount * (12 if limit.unit is Unit.YEARS else 1)
