"""时限: when a promise falls due, pure."""

from tongban.kernel.clock.counting import Due, before, days_left, due, late, time_left
from tongban.kernel.clock.days import day_of, end_of, read_instant
from tongban.kernel.clock.explaining import DayExplained, Reason, explain
from tongban.kernel.clock.limits import Factor, Limit, Unit, read_factor
from tongban.kernel.clock.pauses import Pause
from tongban.standards.calendars import SHANGHAI

__all__ = [
    "SHANGHAI",
    "DayExplained",
    "Due",
    "Factor",
    "Limit",
    "Pause",
    "Reason",
    "Unit",
    "before",
    "day_of",
    "days_left",
    "due",
    "end_of",
    "explain",
    "late",
    "read_factor",
    "read_instant",
    "time_left",
]
