"""保存期满: the contents of cases that were kept long enough are erased by the platform's own job."""

import logging
from datetime import datetime, timedelta

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.actions import erase
from tongban.kernel.cases.queries import Case, closed_with_contents, homes_of_ended
from tongban.kernel.clock import day_of
from tongban.kernel.law.queries import parameter

log = logging.getLogger(__name__)


def erase_kept(at: datetime, *, most: int = 20) -> int:
    """Erase what was kept for its years, of up to `most` cases; return of how many. The command itself counts the day.

    Each county keeps for years of its own. What is kept on, and what fails, keeps no other waiting.
    """
    done = 0
    for home in homes_of_ended():
        years = parameter("services/case_retention", on=day_of(at), region=str(home)).number
        before, after = at - timedelta(days=365 * years), None
        while done < most and (
            cases := closed_with_contents(home, before, after=after, most=most - done)
        ):
            done += sum(_erased(case, at) for case in cases)
            after = cases[-1]
    return done


def _erased(case: Case, at: datetime) -> bool:
    try:
        erase(case.number, Act("system", "", at, f"retention/{case.number}/{case.n}"))
    except Refusal as refusal:
        log.info("case %s is kept on: %s", case.number, refusal)
        return False
    except Exception:
        log.exception("case %s could not be erased; it has its next turn", case.number)
        return False
    return True
