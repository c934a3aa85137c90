"""待办列表: which inbox rows follow from a case's state: pure."""

from dataclasses import dataclass
from datetime import date, datetime

from tongban.kernel.cases.state import State


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One open work item as its post sees it; the columns of the table."""

    home: int
    post: int
    case_home: int
    case_id: int
    item: int
    number: str
    title: str
    party: int
    node: str
    act: str
    opened_at: datetime
    received_on: date
    started_on: date | None
    promised_on: date | None
    statutory_on: date | None
    until: date | None
    holder: str | None = None
    urged: int = 0


def inbox_of(state: State) -> frozenset[InboxRow]:
    """Return the inbox rows of all open items; a case that does not exist yet has none."""
    if state.case is None:
        return frozenset()
    case = state.case
    return frozenset(
        InboxRow(
            home=item.post_home,
            post=item.post,
            case_home=case.home,
            case_id=case.id,
            item=item.id,
            number=case.number,
            title=case.title,
            party=case.party,
            node=state.rounds[item.round].name,
            act=state.rounds[item.round].act,
            opened_at=item.opened_at,
            received_on=case.received_on,
            started_on=case.started_on,
            promised_on=case.promised_on,
            statutory_on=case.statutory_on,
            until=state.rounds[item.round].until,
            holder=item.holder,
            urged=case.urged,
        )
        for item in state.items.values()
        if item.state == "open" and item.post is not None and item.post_home is not None
    )
