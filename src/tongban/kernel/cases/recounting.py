"""时限重算: open cases follow the calendar when a year's notice or a local day is entered."""

from datetime import datetime

from tongban.kernel import Act
from tongban.kernel.cases.actions import recount
from tongban.kernel.cases.queries import under_another_calendar
from tongban.kernel.law.queries import in_force


def recount_open(at: datetime, *, most: int = 100) -> int:
    """Reckon anew up to `most` open cases whose limits rest on another calendar; return how many were."""
    cases = under_another_calendar(most=most)
    for case in cases:
        recount(case.number, Act("system", "", at, f"recount/{case.number}/{in_force().mark}"))
    return len(cases)
