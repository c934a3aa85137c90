"""阶段计时: the clock of a stage, which stands still only while nothing else in the stage could go on (design §4.1): pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from tongban.kernel.clock import Due, Limit, Pause, due
from tongban.standards.calendars import Calendar


@dataclass(frozen=True, slots=True)
class Run:
    """在办区间: when one case of a stage ran, open-ended while it still does, and its pauses. All are aware instants."""

    since: datetime
    until: datetime | None
    pauses: tuple[Pause, ...] = ()


def stage_pauses(runs: Sequence[Run]) -> list[Pause]:
    """Return when all cases of a stage that still ran were paused at once: the pauses of the stage, in order.

    A case that has not begun or that has ended lets nothing go on; where no case runs at all, nothing is paused.
    """
    edges = sorted({edge for run in runs for edge in _edges(run)})
    still: list[Pause] = []
    for start, end in pairwise(edges):
        going = [
            run for run in runs if run.since <= start and (run.until is None or run.until > start)
        ]
        if going and all(_paused(run, start, end) for run in going):
            if still and still[-1].end == start:
                still[-1] = Pause(still[-1].start, end)
            else:
                still.append(Pause(start, end))
    return still


def stage_due(start: datetime, limit: str, calendar: Calendar, runs: Sequence[Run]) -> Due:
    """Return when the limit of a stage that began at `start` falls due, its own pauses left out."""
    return due(start, Limit.parse(limit), calendar, pauses=stage_pauses(runs))


def _edges(run: Run) -> Iterator[datetime]:
    yield run.since
    if run.until is not None:
        yield run.until
    for one in run.pauses:
        yield one.start
        yield one.end


def _paused(run: Run, start: datetime, end: datetime) -> bool:
    return any(one.start <= start and end <= one.end for one in run.pauses)
