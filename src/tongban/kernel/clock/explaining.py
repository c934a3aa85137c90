"""逐日说明: every date from the start to the due day, counted or not, and why."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tongban.kernel.clock.counting import Reach, due, reach_of
from tongban.kernel.clock.days import day_of, microsecond_of
from tongban.kernel.clock.limits import Factor, Limit, Unit
from tongban.kernel.clock.pauses import Pause, Span, paused_days, paused_time, taken
from tongban.standards.calendars import SHANGHAI, Calendar, DayKind


class Reason(StrEnum):
    """Why a date counts or does not. The kinds of a calendar day keep the calendar's own codes."""

    START = "start"
    PAUSED = "paused"
    CALENDAR_DAY = "calendar_day"
    ROLLED = "rolled"
    RUNNING = "running"
    WORKING_DAY = DayKind.WORKING_DAY.value
    MAKEUP_DAY = DayKind.MAKEUP_DAY.value
    WEEKEND = DayKind.WEEKEND.value
    HOLIDAY = DayKind.HOLIDAY.value
    LOCAL_WORKING_DAY = DayKind.LOCAL_WORKING_DAY.value
    LOCAL_DAY_OFF = DayKind.LOCAL_DAY_OFF.value


WORDS = {
    Reason.START: "The first day, which never counts",
    Reason.PAUSED: "Paused: not counted",
    Reason.CALENDAR_DAY: "A calendar day",
    Reason.ROLLED: "The first working day after a period that ended on a day off",
    Reason.RUNNING: "Hours run on this day",
    Reason.WORKING_DAY: "A working day",
    Reason.MAKEUP_DAY: "A make-up working day",
    Reason.WEEKEND: "A weekend",
    Reason.HOLIDAY: "A holiday",
    Reason.LOCAL_WORKING_DAY: "A working day set by the region",
    Reason.LOCAL_DAY_OFF: "A day off set by the region",
}


@dataclass(frozen=True, slots=True)
class DayExplained:
    """One date of an explanation.

    `number` is the running number of a counted day (none for hours), `holiday` the name of the holiday that the date
    belongs to, `due` marks the due day, `provisional` a date of a year without a notice.
    """

    day: date
    counted: bool
    why: Reason
    holiday: str
    number: int | None
    due: bool
    provisional: bool

    @property
    def words(self) -> str:
        """Return the reason in English, the holiday's name in brackets."""
        return f"{WORDS[self.why]} ({self.holiday})" if self.holiday else WORDS[self.why]


def explain(
    start: datetime,
    limit: Limit,
    calendar: Calendar,
    *,
    pauses: Iterable[Pause] = (),
    lane: Factor = 1,
) -> list[DayExplained]:
    """Return every date from that of `start` through the due day that `due` finds for the same arguments."""
    kept, limit = list(pauses), limit.in_lane(lane)
    if limit.unit is Unit.HOURS:
        return _hours(start, due(start, limit, calendar, pauses=kept).at, kept, calendar)
    touched = paused_days(kept)
    reach = reach_of(day_of(start), limit, calendar, touched)
    judge = _working_days if limit.unit is Unit.WORKING_DAYS else _calendar_days
    return list(_numbered(reach, calendar, touched, judge))


def _numbered(
    reach: Reach,
    calendar: Calendar,
    touched: list[Span],
    judge: Callable[[date, Reason, bool, Reach], tuple[bool, Reason]],
) -> Iterator[DayExplained]:
    paused = {day for first, last in touched for day in range(first, min(last, reach.due) + 1)}
    number = 0
    for ordinal in range(reach.first, reach.due + 1):
        day = date.fromordinal(ordinal)
        kind = calendar.why(day)
        counted, why = judge(day, Reason(kind.kind.value), ordinal in paused, reach)
        if ordinal == reach.first:
            counted, why = False, Reason.START
        number += counted
        yield DayExplained(
            day,
            counted=counted,
            why=why,
            holiday=kind.holiday,
            number=number if counted else None,
            due=ordinal == reach.due,
            provisional=calendar.provisional(day),
        )


def _working_days(
    _day: date,
    kind: Reason,
    paused: bool,  # noqa: FBT001
    _reach: Reach,
) -> tuple[bool, Reason]:
    if kind in (Reason.WEEKEND, Reason.HOLIDAY, Reason.LOCAL_DAY_OFF):
        return False, kind
    return (False, Reason.PAUSED) if paused else (True, kind)


def _calendar_days(
    day: date,
    kind: Reason,
    paused: bool,  # noqa: FBT001
    reach: Reach,
) -> tuple[bool, Reason]:
    if day.toordinal() > reach.last_counted:
        return False, Reason.ROLLED if day.toordinal() == reach.due else kind
    return (False, Reason.PAUSED) if paused else (True, Reason.CALENDAR_DAY)


def _hours(
    start: datetime, at: datetime, pauses: list[Pause], calendar: Calendar
) -> list[DayExplained]:
    begin, end, spans = microsecond_of(start), microsecond_of(at), paused_time(pauses)
    explained = []
    for ordinal in range(day_of(start).toordinal(), day_of(at).toordinal() + 1):
        day = date.fromordinal(ordinal)
        first, last = max(begin, _midnight(day)), min(end, _midnight(day + timedelta(1)))
        runs = last - first > taken(spans, first, last)
        explained.append(
            DayExplained(
                day,
                counted=runs,
                why=Reason.RUNNING if runs else Reason.PAUSED,
                holiday=calendar.why(day).holiday,
                number=None,
                due=day == day_of(at),
                provisional=False,
            )
        )
    return explained


def _midnight(day: date) -> int:
    return microsecond_of(datetime.combine(day, time.min, SHANGHAI))
