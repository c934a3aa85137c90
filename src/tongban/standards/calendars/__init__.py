"""Which date is a working day: one table a year, with the notice that set it."""

from tongban.standards.calendars.calendar import Calendar, DayKind, WhyDay, national
from tongban.standards.calendars.yearbook import Arranged, CalendarFault, YearTable, read_year

__all__ = [
    "Arranged",
    "Calendar",
    "CalendarFault",
    "DayKind",
    "WhyDay",
    "YearTable",
    "national",
    "read_year",
]
