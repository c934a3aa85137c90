"""延续申请的时间: by when a renewal must be asked for, and how a request stands (XK-14). Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tongban.kernel.clock import Limit, before
from tongban.standards.calendars import Calendar


class Request(StrEnum):
    """延续申请: how a request for renewal stands to the last valid day."""

    IN_TIME = "in_time"
    LATE_BUT_ADMISSIBLE = "late_but_admissible"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class RenewalDays:
    """延续期限: the last day to ask in time, and the last day on which asking is never refused as late."""

    in_time_by: date
    admissible_by: date


def renewal_days(
    valid_to: date, calendar: Calendar, *, in_time: Limit, admissible: Limit
) -> RenewalDays:
    """Return the last days of asking, counted back from the last valid day, which does not count itself.

    The working days of the law reach further back than as many natural days; who asks in between asks late, but is heard.
    """
    return RenewalDays(before(valid_to, in_time, calendar), before(valid_to, admissible, calendar))


def renewal_standing(asked_on: date, days: RenewalDays) -> Request:
    """Return how a request stands: in time, late but never refused as such, or too late."""
    if asked_on <= days.in_time_by:
        return Request.IN_TIME
    return Request.LATE_BUT_ADMISSIBLE if asked_on <= days.admissible_by else Request.TOO_LATE
