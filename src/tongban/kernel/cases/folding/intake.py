"""折叠收件: from the receipt to acceptance, or to its refusal."""

from dataclasses import replace
from datetime import date
from typing import assert_never

from tongban.kernel.cases.events import (
    Accepted,
    Declined,
    IntakeEvent,
    MaterialChecked,
    MaterialsTaken,
    Mended,
    PreReviewed,
    ReceiptDayMoved,
    Received,
    Returned,
    Submitted,
    Supplemented,
    SupplementRequested,
    Voided,
    Withdrawn,
)
from tongban.kernel.cases.rules import BESIDE
from tongban.kernel.cases.state import CaseRow, ItemRow, State
from tongban.kernel.ledger.events import Record


def intake(state: State, event: IntakeEvent, record: Record) -> State:  # noqa: C901, PLR0911, PLR0912 - a closed set
    """Return `state` after an event of the intake."""
    match event:
        case Submitted():
            return replace(state, case=_submitted(event, record))
        case PreReviewed() | MaterialChecked() | MaterialsTaken():
            return state
        case Mended():
            return replace(state, case=replace(state.row, form=event.form.content))
        case ReceiptDayMoved():
            return _received(state, event)
        case Received():
            day = date.fromisoformat(event.happened)
            return replace(state, case=replace(state.row, received_on=day, materials_on=day))
        case SupplementRequested():
            return _asked(state)
        case Supplemented():
            return _supplied(state, event)
        case Accepted():
            return _accepted(state, event, record)
        case Declined():
            return _ended(state, "declined", record, outcome=event.outcome)
        case Returned():
            return _ended(state, "returned", record)
        case Withdrawn():
            return _ended(state, "withdrawn", record)
        case Voided():
            return _ended(state, "void", record)
        case _:
            assert_never(event)


def _submitted(event: Submitted, record: Record) -> CaseRow:
    received = date.fromisoformat(event.happened)
    return CaseRow(
        home=record.home,
        id=record.subject,
        number=event.number,
        matter=event.matter,
        version=event.version,
        title=event.title,
        procedure=event.procedure,
        organ=event.organ,
        party=event.party,
        channel=event.channel,
        state="submitted",
        outcome="",
        form=event.form.content,
        received_on=received,
        submitted_at=record.at,
        purpose=event.purpose,
        certificate=event.certificate,
        delivery=event.delivery,
        earlier=event.earlier,
        materials_on=None if event.channel == "agent" else received,
        hall=_hall(record),
    )


def _hall(record: Record) -> int:
    """Return the organ whose window handed in for the applicant: he himself acts for none."""
    return int(record.organ.removeprefix("organ/") or 0)


def _accepted(state: State, event: Accepted, record: Record) -> State:
    day = date.fromisoformat(event.happened)
    case = replace(state.row, state="accepted", accepted_at=record.at, accepted_on=day)
    return replace(state, case=case)


def _received(state: State, event: ReceiptDayMoved) -> State:
    day = date.fromisoformat(event.happened)
    first = state.row.materials_on == state.row.received_on
    case = replace(
        state.row, received_on=day, materials_on=day if first else state.row.materials_on
    )
    return replace(state, case=case)


def _asked(state: State) -> State:
    case = replace(state.row, state="supplementing", supplements=state.row.supplements + 1)
    return replace(state, case=case, items=_accepting(state, "open", "waiting"))


def _supplied(state: State, event: Supplemented) -> State:
    case = replace(
        state.row,
        state="submitted",
        form=event.form.content,
        materials_on=date.fromisoformat(event.happened),
    )
    return replace(state, case=case, items=_accepting(state, "waiting", "open"))


def _accepting(state: State, before: str, after: str) -> dict[int, ItemRow]:
    """Return the items, those of the open step of acceptance put from one state into the other."""
    return {
        key: replace(item, state=after)
        if item.state == before and state.rounds[item.round].act not in BESIDE
        else item
        for key, item in state.items.items()
    }


def _ended(state: State, word: str, record: Record, *, outcome: str = "") -> State:
    case = replace(state.row, state=word, closed_at=record.at, outcome=outcome or state.row.outcome)
    return replace(state, case=case)
