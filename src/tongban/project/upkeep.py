"""What the worker does when the events have been handed on: each task by itself, none of which can end the worker."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from tongban.api.pushing import push
from tongban.kernel.bookings.actions import release_due
from tongban.kernel.cases.recounting import recount_open
from tongban.kernel.cases.retaining import erase_kept
from tongban.kernel.cases.sweeping import sweep
from tongban.kernel.catalogue.forgetting import forget_misses
from tongban.kernel.certificates.actions import sweep as sweep_certificates
from tongban.kernel.clock import day_of
from tongban.kernel.concerns.actions import erase_kept as erase_kept_contacts
from tongban.kernel.documents.actions import clear_unused
from tongban.kernel.forms.actions import clear_idle
from tongban.kernel.ledger.actions.sealing import seal_waiting
from tongban.kernel.notices.delivering import deliver
from tongban.kernel.registers.actions import come_into_force, write_waiting

HOUR = 3600.0
SEALING = 300.0
"""Every seal is public for good and a bundle holds all since its first: some hundred a working day are enough."""
A_ROUND = 5.0
"""So many seconds a round of letters may take: a slow provider must not keep the limits of cases waiting."""
IDLE_DRAFTS = timedelta(days=90)
log = logging.getLogger(__name__)


def _within(seconds: float) -> Callable[[], bool]:
    """Return what tells whether so many seconds from now are not over yet."""
    last = time.monotonic() + seconds
    return lambda: time.monotonic() < last


@dataclass(frozen=True, slots=True)
class Task:
    """One chore, and how many seconds lie between two turns at least; 0 means every time."""

    name: str
    do: Callable[[datetime], object]
    every: float = 0.0


TASKS = (
    Task("firing timers", lambda at: sweep(at, most=50)),
    Task("releasing bookings", lambda at: release_due(at, most=50)),
    Task("recounting open cases", lambda at: recount_open(at, most=20)),
    Task("reminding of certificates", sweep_certificates, HOUR),
    Task("delivering notices", lambda at: deliver(at, going=_within(A_ROUND))),
    Task("pushing to programs", push),
    Task("sealing the log", seal_waiting, SEALING),
    Task("erasing cases kept long enough", erase_kept, HOUR),
    Task("erasing contacts of concerns", erase_kept_contacts, HOUR),
    Task("writing imported entries", write_waiting),
    Task("letting entries change on their day", lambda at: come_into_force(day_of(at)), HOUR),
    Task("clearing unused files", clear_unused, HOUR),
    Task("forgetting missed searches", forget_misses, HOUR),
    Task("clearing idle drafts", lambda at: clear_idle(at - IDLE_DRAFTS), HOUR),
)


class Upkeep:
    """Runs the tasks that are due. One that fails is told to the log and has its next turn like the others."""

    def __init__(self, tasks: Sequence[Task] = TASKS) -> None:
        """All tasks are due at once."""
        self._tasks = tasks
        self._last: dict[str, float] = {}

    def __call__(self, at: datetime) -> None:
        """Run what is due, as at the instant `at`."""
        for task in self._tasks:
            now = time.monotonic()
            last = self._last.get(task.name)
            if last is None or now - last >= task.every:
                self._last[task.name] = now
                _run(task, at)


def _run(task: Task, at: datetime) -> None:
    try:
        task.do(at)
    except Exception:
        log.exception("%s failed; it is tried again at its next turn", task.name)
        connection.close_if_unusable_or_obsolete()
