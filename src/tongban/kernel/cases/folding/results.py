"""折叠决定与送达: decision, originals, delivery, archive."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from tongban.kernel.cases.events import (
    Archived,
    CertificateGiven,
    Closed,
    Decided,
    Delivered,
    Erased,
    HandoverOffered,
    HandoverSigned,
    OriginalsTaken,
    PaperIssued,
    ResultEvent,
)
from tongban.kernel.cases.state import OriginalRow, State
from tongban.kernel.ledger.events import Record


def results(state: State, event: ResultEvent, record: Record) -> State:  # noqa: C901, PLR0911 - a closed set
    """Return `state` after an event of the result."""
    match event:
        case Decided():
            case = replace(state.row, state="decided", outcome=event.outcome, decided_at=record.at)
            return replace(state, case=case)
        case Closed():
            return replace(state, case=replace(state.row, closed_at=record.at))
        case PaperIssued() | Erased():
            return state
        case CertificateGiven():
            return replace(state, case=replace(state.row, certificate=event.certificate))
        case OriginalsTaken():
            return _with(state, _taken(event, record))
        case HandoverOffered():
            offered = [
                replace(state.originals[one], handover=event.handover, offered_to=event.to)
                for one in event.originals
            ]
            return _with(state, offered)
        case HandoverSigned():
            signed = [
                replace(one, holder=event.holder, offered_to=None)
                for one in state.originals.values()
                if one.handover == event.handover and one.offered_to is not None
            ]
            return _with(state, signed)
        case Delivered():
            return replace(
                state, case=replace(state.row, state="delivered", delivered_at=record.at)
            )
        case Archived():
            return replace(state, case=replace(state.row, state="archived", archived_at=record.at))
        case _:
            assert_never(event)


def _taken(event: OriginalsTaken, record: Record) -> list[OriginalRow]:
    names = event.names.content if event.names else None
    return [
        OriginalRow(
            id=one.id,
            material=one.material,
            name=one.name,
            copies=one.copies,
            holder=record.by,
            taken_at=record.at,
            names=names,
        )
        for one in event.originals
    ]


def _with(state: State, originals: Iterable[OriginalRow]) -> State:
    return replace(state, originals={**state.originals, **{one.id: one for one in originals}})
