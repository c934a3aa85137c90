"""Due days of many starts at once, by numpy, without pauses. Kept apart so that the clock itself loads no numpy."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tongban.kernel import Refusal
from tongban.kernel.clock.counting import reach_of
from tongban.kernel.clock.days import beyond_the_years
from tongban.kernel.clock.limits import Limit, Unit
from tongban.standards.calendars import Calendar

Days: TypeAlias = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class DueDays:
    """The due day of each start (`datetime64[D]`), and whether an unpublished year had a say in it (`bool`)."""

    on: Days
    provisional: NDArray[np.bool_]


def due_days(starts: Days, limit: Limit, calendar: Calendar) -> DueDays:
    """Return what `due` returns for each date in Shanghai in `starts` (`datetime64[D]`). Hours are refused."""
    if limit.unit is Unit.HOURS:
        raise Refusal(
            "clock.hours_in_bulk",
            "Hours run from an instant, not from a date: ask for them one at a time.",
        )
    if starts.dtype != np.dtype("datetime64[D]"):
        raise Refusal(
            "clock.not_dates",
            "The starts are {kind}, not dates: give the dates in Shanghai as datetime64[D].",
            kind=str(starts.dtype),
        )
    if starts.size == 0:
        return DueDays(starts, np.zeros(starts.shape, np.bool_))
    first, last = _date(starts.min()), _date(starts.max())
    end = date.fromordinal(reach_of(last, limit, calendar, []).due)
    table = _Table(calendar, first.year, end.year)
    if limit.unit is Unit.WORKING_DAYS:
        return table.working_days(starts, limit.amount)
    return table.rolled(starts, limit)


class _Table:
    """The working days of some years as arrays, by days since the first of them."""

    def __init__(self, calendar: Calendar, first_year: int, last_year: int) -> None:
        self.start = np.datetime64(date(first_year, 1, 1), "D")
        zero = date(first_year, 1, 1).toordinal()
        days = range(zero, date(last_year, 12, 31).toordinal() + 1)
        self.nth = np.asarray(calendar.working.in_years(first_year, last_year), np.int64) - zero
        works = np.zeros(len(days), np.int64)
        works[self.nth] = 1
        self.through = np.cumsum(works)
        open_days = [calendar.provisional(date.fromordinal(day)) for day in days]
        self.open_through = np.cumsum(np.asarray(open_days, np.int64))

    def working_days(self, days: Days, amount: int) -> DueDays:
        first = (days - self.start).astype(np.int64)
        due = self.nth[self.through[first] + amount - 1]
        return self._answer(due, first)

    def rolled(self, days: Days, limit: Limit) -> DueDays:
        reached = (_later(days, limit) - self.start).astype(np.int64)
        due = self.nth[self.through[reached - 1]]
        return self._answer(due, reached - 1)

    def _answer(self, due: NDArray[np.int64], after: NDArray[np.int64]) -> DueDays:
        asked = self.open_through[due] - self.open_through[after]
        return DueDays(self.start + due, asked > 0)


def _later(days: Days, limit: Limit) -> Days:
    if limit.unit is Unit.CALENDAR_DAYS:
        return days + np.timedelta64(limit.amount, "D")
    months = days.astype("datetime64[M]")
    later = months + np.timedelta64(limit.amount * (12 if limit.unit is Unit.YEARS else 1), "M")
    day_of_month = days - months.astype("datetime64[D]")
    last = (later + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    corresponding: Days = np.minimum(later.astype("datetime64[D]") + day_of_month, last)
    return corresponding


def _date(day: np.datetime64) -> date:
    found = day.item()
    if not isinstance(found, date):
        raise beyond_the_years()
    return found
