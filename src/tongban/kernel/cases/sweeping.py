"""到时清理: one job lets every timer that is over have its effect; after a stop it catches up."""

import logging
from datetime import datetime

from tongban.kernel import Act
from tongban.kernel.cases.actions import fire
from tongban.kernel.cases.queries import overdue

log = logging.getLogger(__name__)


def sweep(at: datetime, *, most: int = 100) -> int:
    """Fire the timers that are over at `at`, of up to `most` cases; return how many cases there were.

    A timer fires once: its key names it, and the case's own row says that it fired. A case that fails is told to the
    log of the program and has its next turn with the next sweep; the others go on.
    """
    done = 0
    for case, timer in overdue(at):
        if done == most:
            break
        try:
            fire(case.number, Act("system", "", at, f"timer/{case.number}/{timer}/{case.n}"))
            done += 1
        except Exception:
            log.exception("a timer of case %s could not fire; it has its next turn", case.number)
    return done
