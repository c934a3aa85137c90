"""保存期满: the contents of cases that were kept long enough are erased by the platform's own job."""

import logging
from datetime import datetime, timedelta

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.actions import erase
from tongban.kernel.cases.queries import closed_with_contents
from tongban.kernel.clock import day_of
from tongban.kernel.law.queries import parameter

log = logging.getLogger(__name__)


def erase_kept(at: datetime, *, most: int = 20) -> int:
    """Erase what was kept for its years, of up to `most` cases; return of how many. The command itself counts the day."""
    years = parameter("services/case_retention", on=day_of(at)).number
    done = 0
    for case in closed_with_contents(at - timedelta(days=365 * years), most=most):
        try:
            erase(case.number, Act("system", "", at, f"retention/{case.number}/{case.n}"))
            done += 1
        except Refusal as refusal:
            log.info("case %s is kept on: %s", case.number, refusal)
        except Exception:
            log.exception("case %s could not be erased; it has its next turn", case.number)
    return done
