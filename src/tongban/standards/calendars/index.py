"""Prefix sums over the working days of the years 1 to 9999, kept by year so that they cost milliseconds."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import accumulate
from typing import TypeAlias

from tongban.standards.calendars.yearbook import CalendarFault, fixed_days

YEARS = range(date.min.year, date.max.year + 1)

Shape: TypeAlias = tuple[int, ...]


class WorkingDays:
    """The working days of a calendar, numbered from 1 on 0001-01-01. Days are proleptic ordinals (`date.toordinal`)."""

    __slots__ = ("_before", "_shapes")

    def __init__(self, works: Mapping[date, bool], published: frozenset[int]) -> None:
        """Number the days. `works` names the days that differ from the pattern of their year."""
        self._shapes = [_pattern(year, year not in published) for year in YEARS]
        for year, days in _by_year(works).items():
            self._shapes[year - 1] = _with(self._shapes[year - 1], days)
        self._before = list(accumulate(map(len, self._shapes), initial=0))

    def through(self, day: int) -> int:
        """Return how many working days lie from 0001-01-01 through `day`."""
        year = date.fromordinal(day).year
        return self._before[year - 1] + bisect_right(self._shapes[year - 1], day - _first(year))

    def nth(self, number: int) -> int:
        """Return the day of the working day with that number, the inverse of `through`; a fault outside the years."""
        if not 1 <= number <= self._before[-1]:
            raise CalendarFault("The working day asked for lies outside the years 1 to 9999.")
        year = bisect_left(self._before, number)
        return _first(year) + self._shapes[year - 1][number - self._before[year - 1] - 1]

    def in_years(self, first: int, last: int) -> list[int]:
        """Return every working day of the years `first` to `last`, in order."""
        return [
            start + offset
            for year in range(first, last + 1)
            for start in (_first(year),)
            for offset in self._shapes[year - 1]
        ]


def _first(year: int) -> int:
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + 1


def _pattern(year: int, fixed: bool) -> Shape:  # noqa: FBT001
    return _weekly(_first(year + 1) - _first(year), (_first(year) + 6) % 7, fixed)


@cache
def _weekly(length: int, weekday: int, fixed: bool) -> Shape:  # noqa: FBT001
    off = _fixed_offsets(length) if fixed else frozenset()
    return tuple(day for day in range(length) if (weekday + day) % 7 < 5 and day not in off)


@cache
def _fixed_offsets(length: int) -> frozenset[int]:
    year = 2000 if length == 366 else 2001
    return frozenset(date(year, *day).toordinal() - _first(year) for day in fixed_days())


def _by_year(works: Mapping[date, bool]) -> dict[int, dict[int, bool]]:
    found: dict[int, dict[int, bool]] = {}
    for day, working in works.items():
        found.setdefault(day.year, {})[day.toordinal() - _first(day.year)] = working
    return found


def _with(shape: Shape, days: Mapping[int, bool]) -> Shape:
    worked = {day for day, working in days.items() if working}
    return tuple(sorted((set(shape) - days.keys()) | worked))
