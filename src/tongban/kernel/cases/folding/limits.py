"""折叠时限: limits, pauses and timers."""

from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from tongban.kernel.cases.events import (
    LimitEnded,
    LimitEvent,
    LimitExtended,
    LimitRecounted,
    LimitStarted,
    Paused,
    Resumed,
    TimerEnded,
    TimerMoved,
    TimerSet,
)
from tongban.kernel.cases.state import LimitRow, PauseRow, State, TimerRow
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.events import Record


def limits(state: State, event: LimitEvent, record: Record) -> State:  # noqa: C901, PLR0911 - a closed set
    """Return `state` after an event of a limit, a pause or a timer."""
    match event:
        case LimitStarted():
            return _started(state, event)
        case LimitRecounted():
            return _with_limit(state, _reckoned(state, event))
        case LimitExtended():
            longer = _reckoned(state, event)
            return _with_limit(state, replace(longer, amount=longer.amount + event.added))
        case LimitEnded():
            ended = replace(state.limits[event.limit], state=event.how, closed_at=record.at)
            return replace(state, limits={**state.limits, ended.id: ended})
        case Paused():
            return _paused(state, event, record)
        case Resumed():
            over = replace(state.pauses[event.pause], until=datetime.fromisoformat(event.until))
            return replace(state, pauses={**state.pauses, over.id: over})
        case TimerSet():
            return _timer_set(state, event)
        case TimerMoved():
            return _timer_moved(state, event)
        case TimerEnded():
            ended_timer = replace(state.timers[event.timer], state=event.how, closed_at=record.at)
            return replace(state, timers={**state.timers, ended_timer.id: ended_timer})
        case _:
            assert_never(event)


def _started(state: State, event: LimitStarted) -> State:
    limit = LimitRow(
        id=event.limit,
        kind=event.kind,
        round=event.round,
        start=datetime.fromisoformat(event.start),
        amount=event.amount,
        unit=event.unit,
        lane=event.lane,
        due_on=date.fromisoformat(event.due_on),
        due_at=datetime.fromisoformat(event.due_at),
        edition=event.edition,
        provisional=event.provisional,
        law=event.law,
        article=event.article,
        state="running",
    )
    numbered = replace(state, case=replace(state.row, last_limit=event.limit))
    return _with_limit(numbered, limit)


def _reckoned(state: State, event: LimitRecounted | LimitExtended) -> LimitRow:
    return replace(
        state.limits[event.limit],
        due_on=date.fromisoformat(event.due_on),
        due_at=datetime.fromisoformat(event.due_at),
        edition=event.edition,
        provisional=event.provisional,
    )


def _with_limit(state: State, limit: LimitRow) -> State:
    rows = {**state.limits, limit.id: limit}
    case = replace(state.row, provisional=any(each.provisional for each in rows.values()))
    if limit.round is None and limit.kind == "promised":
        case = replace(case, started_on=day_of(limit.start), promised_on=limit.due_on)
    elif limit.round is None and limit.kind == "statutory":
        case = replace(case, started_on=day_of(limit.start), statutory_on=limit.due_on)
    return replace(state, case=case, limits=rows)


def _paused(state: State, event: Paused, record: Record) -> State:
    pause = PauseRow(
        id=event.pause,
        round=None,
        ground=event.ground,
        notice=event.notice.content,
        since=datetime.fromisoformat(event.since),
        announced=datetime.fromisoformat(event.announced),
        until=None,
        by=record.by,
    )
    return replace(state, pauses={**state.pauses, pause.id: pause})


def _timer_set(state: State, event: TimerSet) -> State:
    timer = TimerRow(
        id=event.timer,
        kind=event.kind,
        about=event.about,
        start=datetime.fromisoformat(event.start),
        length=event.length,
        due_on=date.fromisoformat(event.due_on),
        due_at=datetime.fromisoformat(event.due_at),
        edition=event.edition,
        state="set",
        node=event.node,
    )
    return replace(state, timers={**state.timers, timer.id: timer})


def _timer_moved(state: State, event: TimerMoved) -> State:
    timer = replace(
        state.timers[event.timer],
        due_on=date.fromisoformat(event.due_on),
        due_at=datetime.fromisoformat(event.due_at),
        edition=event.edition,
    )
    return replace(state, timers={**state.timers, timer.id: timer})
