"""时限重算: open cases follow the calendar when a year's notice or a local day is entered."""

import logging
from datetime import datetime

from django.db import Error

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.actions import recount
from tongban.kernel.cases.queries import under_another_calendar

log = logging.getLogger(__name__)


def recount_open(at: datetime, *, most: int = 100) -> int:
    """Reckon anew up to `most` open cases whose limits rest on another calendar; return how many were.

    A case that fails is told to the log of the program and left for the next time; the others go on.
    """
    done = 0
    for case in under_another_calendar(most=most):
        try:
            recount(case.number, Act("system", "", at, f"recount/{case.number}/{case.n}"))
            done += 1
        except (Error, Refusal) as error:
            log.warning("case %s could not be recounted: %s", case.number, error)
    return done
