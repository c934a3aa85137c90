"""办件折叠: the rows of a case are the sum of its log and of nothing else."""

from collections.abc import Iterable
from dataclasses import replace

from tongban.kernel.cases.events import (
    CaseEvent,
    FlowEvent,
    HandlingEvent,
    IntakeEvent,
    LimitEvent,
    WorkingEvent,
    parsed,
)
from tongban.kernel.cases.folding.flow import flow
from tongban.kernel.cases.folding.handling import handling
from tongban.kernel.cases.folding.intake import intake
from tongban.kernel.cases.folding.limits import limits
from tongban.kernel.cases.folding.results import results
from tongban.kernel.cases.folding.working import working
from tongban.kernel.cases.state import State
from tongban.kernel.ledger.events import Record


def replayed(records: Iterable[Record]) -> State:
    """Return the rows that `records`, a whole stream in order, add up to."""
    state = State()
    for record in records:
        state = folded(state, record)
    return state


def folded(state: State, record: Record) -> State:
    """Return `state` after `record`; reads nothing but the record."""
    after = _applied(state, parsed(record.type, dict(record.data)), record)
    return replace(after, case=replace(after.row, n=record.n, hash=record.hash, at=record.at))


def _applied(state: State, event: CaseEvent, record: Record) -> State:
    """Hand the event to the fold of its group; the type checker knows that none is left over."""
    if isinstance(event, FlowEvent):
        return flow(state, event, record)
    if isinstance(event, WorkingEvent):
        return working(state, event, record)
    if isinstance(event, IntakeEvent):
        return intake(state, event, record)
    if isinstance(event, LimitEvent):
        return limits(state, event, record)
    if isinstance(event, HandlingEvent):
        return handling(state, event, record)
    return results(state, event, record)
