"""What runs beside the steps of a case, as programs are shown it."""

from typing import Any, Literal

from tongban.api.shapes.running import AwaitedOut, OriginalOut, PauseOut, RequestOut, SpecialOut
from tongban.kernel.cases.actions.custody import PARTY
from tongban.kernel.cases.awaiting import Awaited, awaited
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.state import OriginalRow, SpecialRow
from tongban.kernel.cases.story import Story
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.queries import party_of


def running(story: Story, reader: Person) -> dict[str, Any]:
    """Return pauses, special procedures, requests, what is awaited and originals by name."""
    state, party = story.state, party_of(reader)
    own = party is not None and party.pk == story.case.party
    return {
        "pauses": [PauseOut.from_orm(one) for one in state.pauses.values()],
        "specials": [_special(one) for one in state.specials.values()],
        "requests": [] if own else [RequestOut.from_orm(one) for one in state.requests.values()],
        "awaited": [_awaited(one) for one in awaited(state, flow_of(story.version))],
        "originals": [_original(one, reader) for one in state.originals.values()],
    }


def _awaited(one: Awaited) -> AwaitedOut:
    return AwaitedOut(
        event=one.node.id,
        name=one.name,
        sort="timer" if one.node.trigger.sort == "timer" else "message",
        step="" if one.host is None else one.host.name,
        until=None if one.timer is None else one.timer.due_at,
    )


def _special(row: SpecialRow) -> SpecialOut:
    return SpecialOut(
        id=row.id,
        kind=row.kind,
        state=row.state,
        until=row.until,
        at=row.on,
        closed_at=row.closed_at,
    )


def _original(row: OriginalRow, reader: Person) -> OriginalOut:
    keeper: Literal["client", "other"] = "client" if row.holder == reader.actor_id else "other"
    return OriginalOut(
        id=row.id,
        material=row.material,
        name=row.name,
        copies=row.copies,
        holder="party" if row.holder == PARTY else keeper,
        handover=row.handover,
        offered=row.offered_to is not None,
    )
