"""日历: which date is a working day, why, and whether a notice has said so."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from tongban.standards.calendars.index import WorkingDays
from tongban.standards.calendars.yearbook import (
    Arranged,
    CalendarFault,
    YearTable,
    fixed_days,
    shipped_years,
)


class DayKind(StrEnum):
    """What makes a date a working day or a day off."""

    WORKING_DAY = "working_day"
    MAKEUP_DAY = "makeup_day"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    LOCAL_WORKING_DAY = "local_working_day"
    LOCAL_DAY_OFF = "local_day_off"


@dataclass(frozen=True, slots=True)
class WhyDay:
    """Why a date is worked or not: the kind, and the name of the holiday it belongs to (empty if none)."""

    kind: DayKind
    holiday: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """工作日历: a working day or not, for every date of the years 1 to 9999.

    A year with a notice (`years`) follows it. Any other year, before the first as after the last, is provisional:
    weekends off and the statutory days on fixed dates off. `amendments` (a region's own days) go before both.
    `edition` is the text that a log keeps to say by which calendar a day was counted.
    """

    edition: str
    years: Mapping[int, YearTable]
    amendments: Mapping[date, bool] = field(default_factory=dict)
    working: WorkingDays = field(init=False, repr=False)
    _arranged: Mapping[date, Arranged] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Number the working days once; refuse a calendar without a name."""
        if not self.edition.strip():
            raise CalendarFault("A calendar needs an edition, a text that names it in the log.")
        arranged = {
            day: one for _, table in sorted(self.years.items()) for day, one in table.days.items()
        }
        works = {day: one.works for day, one in arranged.items()} | dict(self.amendments)
        object.__setattr__(self, "years", MappingProxyType(dict(self.years)))
        object.__setattr__(self, "amendments", MappingProxyType(dict(self.amendments)))
        object.__setattr__(self, "_arranged", arranged)
        object.__setattr__(self, "working", WorkingDays(works, frozenset(self.years)))

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is a working day."""
        kind = self.why(day).kind
        return kind in (DayKind.WORKING_DAY, DayKind.MAKEUP_DAY, DayKind.LOCAL_WORKING_DAY)

    def why(self, day: date) -> WhyDay:
        """Say what makes `day` worked or not: an amendment, a notice, a fixed holiday or the week."""
        if day in self.amendments:
            local = DayKind.LOCAL_WORKING_DAY if self.amendments[day] else DayKind.LOCAL_DAY_OFF
            return WhyDay(local)
        if day in self._arranged:
            return _as_arranged(day, self._arranged[day])
        if day.year not in self.years and (day.month, day.day) in fixed_days():
            return WhyDay(DayKind.HOLIDAY, fixed_days()[day.month, day.day])
        return WhyDay(DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKING_DAY)

    def published(self, day: date) -> bool:
        """Tell whether a notice or an amendment covers `day`."""
        return day.year in self.years or day in self._arranged or day in self.amendments

    def provisional(self, day: date) -> bool:
        """Tell whether `day` is only a guess, since no notice covers it."""
        return not self.published(day)

    def provisional_within(self, first: date, last: date) -> bool:
        """Tell whether any day from `first` through `last` is provisional. Cheap: stops at the first open year."""
        return any(
            self._open_days(max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
            for year in range(first.year, last.year + 1)
            if year not in self.years
        )

    def amended(self, days: Mapping[date, bool], edition: str) -> "Calendar":
        """Return this calendar with the days that a region has set: True is worked, False is off."""
        return Calendar(edition, self.years, {**self.amendments, **days})

    def with_year(self, table: YearTable, edition: str) -> "Calendar":
        """Return this calendar with one year's notice entered, in place of the older one if there was one."""
        return Calendar(edition, {**self.years, table.year: table}, self.amendments)

    def _open_days(self, first: date, last: date) -> bool:
        days = (first + timedelta(n) for n in range((last - first).days + 1))
        return any(self.provisional(day) for day in days)


@cache
def national() -> Calendar:
    """Return the State Council's calendar as shipped. Its edition names the years and a digest of their days."""
    years = {table.year: table for table in shipped_years()}
    return Calendar(f"cn-{min(years)}-{max(years)}-{_digest(years.values())}", years)


def _digest(tables: Iterable[YearTable]) -> str:
    lines = [f"{day} {int(one.works)}" for table in tables for day, one in table.days.items()]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:8]


def _as_arranged(day: date, arranged: Arranged) -> WhyDay:
    if not arranged.works:
        return WhyDay(DayKind.HOLIDAY, arranged.holiday)
    if day.weekday() >= 5:
        return WhyDay(DayKind.MAKEUP_DAY, arranged.holiday)
    return WhyDay(DayKind.WORKING_DAY)
