"""Which date is a working day: one table a year, with the notice that set it."""

from tongban.standards.calendars.calendar import Calendar, DayKind, WhyDay, national
from tongban.standards.calendars.yearbook import Arranged, CalendarFault, YearTable, read_year
from tongban.standards.calendars.zone import SHANGHAI

__all__ = [
    "SHANGHAI",
    "Arranged",
    "Calendar",
    "CalendarFault",
    "DayKind",
    "WhyDay",
    "YearTable",
    "national",
    "read_year",
]
