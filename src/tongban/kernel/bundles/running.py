"""在办情况: the cases of a stage, when each ran and was paused, and by when the stage is due after that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tongban.kernel.bundles.clocking import Run, stage_due
from tongban.kernel.bundles.state import RUNNING, Part, Stage
from tongban.kernel.cases.deadlines import Deadline, deadline
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.queries.numbered import cases_numbered, pauses_numbered
from tongban.kernel.clock import day_of
from tongban.kernel.law.queries import calendar


@dataclass(frozen=True, slots=True)
class Running:
    """在办阶段: how long the stage has left, its cases by part, how long each has left, and which part is the slowest.

    `waited_for` are the running parts for which others of the stage wait.
    """

    deadline: Deadline
    cases: Mapping[str, Case]
    left: Mapping[str, Deadline]
    slowest: str
    waited_for: frozenset[str]


def running(stage: Stage, *, home: int, at: datetime) -> Running:
    """Return how a stage runs at an instant. Its clock stands still only while all its running cases do (design §4.1)."""
    numbers = [part.case for part in stage.parts if part.case]
    cases, pauses = cases_numbered(numbers), pauses_numbered(numbers)
    runs = [
        Run(part.since, part.until, tuple(pauses.get(part.case, ())))
        for part in stage.parts
        if part.since is not None
    ]
    place = calendar(str(home))
    due_on = stage.due_on
    if stage.limit and stage.state == RUNNING:
        due_on = stage_due(stage.since, stage.limit, place, runs).on
    by_part = {part.key: cases[part.case] for part in stage.parts if part.case in cases}
    left = {key: _left(one, home, at.date()) for key, one in by_part.items()}
    return Running(
        deadline=deadline(
            day_of(stage.since),
            due_on,
            None,
            today=day_of(at),
            calendar=place,
            ended_on=day_of(stage.until) if stage.until else None,
        ),
        cases=by_part,
        left=left,
        slowest=_slowest(stage, left),
        waited_for=_waited_for(stage),
    )


def _left(case: Case, home: int, today: date) -> Deadline:
    ended = case.decided_at or case.closed_at
    return deadline(
        case.started_on,
        case.promised_on,
        case.statutory_on,
        today=today,
        calendar=calendar(str(home)),
        ended_on=day_of(ended) if ended else None,
    )


def _slowest(stage: Stage, left: Mapping[str, Deadline]) -> str:
    """Return the running part that is late, or has the least time left; none where no limit runs."""
    open_ones = [
        (left[part.key].left, part.key)
        for part in stage.parts
        if part.state == RUNNING and part.key in left and left[part.key].standing != "none"
    ]
    return min(open_ones)[1] if open_ones else ""


def _waited_for(stage: Stage) -> frozenset[str]:
    def holds(part: Part) -> bool:
        return any(part.key in one.after for one in stage.parts if one.state == "waiting")

    return frozenset(one.key for one in stage.parts if one.state == RUNNING and holds(one))
