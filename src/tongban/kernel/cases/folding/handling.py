"""折叠办理: special procedures, extension, termination, correction."""

from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from tongban.kernel.cases.events import (
    Corrected,
    Extended,
    HandlingEvent,
    Heard,
    HearingAsked,
    SpecialArranged,
    SpecialConcluded,
    SpecialLapsed,
    SpecialOpened,
    Terminated,
)
from tongban.kernel.cases.state import SpecialRow, State
from tongban.kernel.ledger.events import Record


def handling(state: State, event: HandlingEvent, record: Record) -> State:  # noqa: C901, PLR0911 - a closed set
    """Return `state` after an event of the handling."""
    match event:
        case SpecialOpened():
            return _with(state, _opened(event, record))
        case HearingAsked():
            asked = replace(
                state.specials[event.special],
                state="open",
                pause=event.pause,
                until=date.fromisoformat(event.until),
            )
            return _with(state, asked)
        case SpecialArranged():
            return _with(state, _arranged(state, event))
        case SpecialConcluded():
            return _with(state, _concluded(state, event, record))
        case SpecialLapsed():
            lapsed = replace(state.specials[event.special], state="lapsed", closed_at=record.at)
            return _with(state, lapsed)
        case Heard():
            return state
        case Extended():
            return replace(state, case=replace(state.row, extended=True))
        case Terminated():
            ended = replace(state.row, state="terminated", closed_at=record.at)
            return replace(state, case=ended)
        case Corrected():
            return replace(state, case=replace(state.row, form=event.form.content))
        case _:
            assert_never(event)


def _with(state: State, special: SpecialRow) -> State:
    return replace(state, specials={**state.specials, special.id: special})


def _opened(event: SpecialOpened, record: Record) -> SpecialRow:
    return SpecialRow(
        id=event.special,
        kind=event.kind,
        state=event.state,
        pause=event.pause,
        until=date.fromisoformat(event.until) if event.until else None,
        words=event.words.content,
        opened_at=record.at,
    )


def _arranged(state: State, event: SpecialArranged) -> SpecialRow:
    return replace(
        state.specials[event.special],
        state="arranged",
        on=datetime.fromisoformat(event.on),
        chair=event.chair,
        people=event.people,
    )


def _concluded(state: State, event: SpecialConcluded, record: Record) -> SpecialRow:
    return replace(
        state.specials[event.special],
        state="done",
        people=event.people,
        record=event.record.content,
        closed_at=record.at,
    )
