"""时限重算: open cases follow the calendar when a year's notice or a local day is entered."""

import logging
from datetime import datetime

from tongban.kernel import Act
from tongban.kernel.cases.actions import recount
from tongban.kernel.cases.queries import Case, under_another_calendar

log = logging.getLogger(__name__)


def recount_open(at: datetime, *, most: int = 100) -> int:
    """Reckon anew up to `most` open cases whose limits rest on another calendar; return how many were.

    A case that fails is told to the log of the program and left for the next time; the others go on.
    """
    done, after = 0, (0, 0)
    while done < most and (cases := under_another_calendar(after=after, most=most - done)):
        done += sum(_recounted(case, at) for case in cases)
        after = cases[-1].home, cases[-1].id
    return done


def _recounted(case: Case, at: datetime) -> bool:
    try:
        recount(case.number, Act("system", "", at, f"recount/{case.number}/{case.n}"))
    except Exception:
        log.exception("case %s could not be recounted; it has its next turn", case.number)
        return False
    return True
