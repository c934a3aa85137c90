"""Reading what hangs on somebody: items, proxies, hearings, originals and unsent drafts (离职交接)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.commands import stream_of
from tongban.kernel.cases.events import Reference
from tongban.kernel.cases.hanging import Why, giver_of, handed, why
from tongban.kernel.cases.queries.leaving import (
    WorkHandover,
    cases_with_items_of,
    handover_by_id,
    handovers_of,
    numbers_presided,
    numbers_with_originals,
)
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.rules import OPEN
from tongban.kernel.cases.state import ItemRow, State
from tongban.kernel.cases.store import load
from tongban.kernel.forms.queries import open_drafts
from tongban.kernel.identity.queries import Person
from tongban.kernel.identity.queries.people import posts_ever
from tongban.kernel.identity.queries.proxies import Proxy, proxies_of

__all__ = [
    "Estate",
    "Hanging",
    "WorkHandover",
    "estate_of",
    "handover_by_id",
    "handovers_of",
    "hanging_on",
    "unfit",
]

NOTHING = Reference(0, "")
PRESIDED = ("offered", "open", "arranged")


@dataclass(frozen=True, slots=True)
class Hanging:
    """挂在名下的一项: one work item, why it hangs on him, and the case as it stood when it was read."""

    state: State
    item: ItemRow
    why: Why

    @property
    def number(self) -> str:
        """Return the number of its case."""
        return self.state.row.number

    @property
    def step(self) -> str:
        """Return the name of its step."""
        return self.state.rounds[self.item.round].name


@dataclass(frozen=True, slots=True)
class Estate:
    """待交接清单: items to hand over, proxies to end, and what only he or his organ can put in order.

    `beyond` counts items of organs that the reader has no say in; `presides` and `keeps` are case numbers; `drafts`
    counts applications that he took in and did not send.
    """

    items: Sequence[Hanging]
    beyond: int
    proxies: Sequence[Proxy]
    presides: Sequence[str]
    keeps: Sequence[str]
    drafts: int

    @property
    def count(self) -> int:
        """Return how much is still open."""
        return (
            len(self.items) + self.beyond + len(self.proxies) + len(self.presides) + len(self.keeps)
        )


def hanging_on(person: Person, *, on: date) -> list[Hanging]:
    """Return the open work items that hang on somebody, the soonest promised day first."""
    actor = person.actor_id
    keys = cases_with_items_of(actor, posts_ever(actor), OPEN)
    found = [one for home, case_id in keys for one in _of_case(load(home, case_id), actor, on)]
    return sorted(found, key=_promised)


def _of_case(state: State, actor: str, on: date) -> list[Hanging]:
    if state.case is None or state.case.closed_at is not None:
        return []
    giver = giver_of(actor, state, on=on)
    told = ((item, why(state, item, giver)) for item in state.items.values())
    return [Hanging(state, item, reason) for item, reason in told if reason is not None]


def _promised(one: Hanging) -> tuple[date, str, int]:
    return one.state.row.promised_on or date.max, one.number, one.item.id


def estate_of(person: Person, *, on: date, within: Callable[[int], bool]) -> Estate:
    """Return all that is to be put in order before somebody leaves; `within` says of an organ whether the reader has a say."""
    actor, items = person.actor_id, hanging_on(person, on=on)
    mine = [one for one in items if within(one.item.organ or 0)]
    return Estate(
        mine,
        len(items) - len(mine),
        list(proxies_of(person).filter(until__gt=on).order_by("until", "pk")),
        numbers_presided(actor, PRESIDED),
        numbers_with_originals(actor),
        len(open_drafts(actor)),
    )


def unfit(one: Hanging, taker: str, giver: str, act: Act) -> Refusal | None:
    """Say why somebody cannot take an item over, as he will be asked when it is handed to him; `None` where he can."""
    row = one.state.row
    recorder = Recorder(row.home, row.id, stream_of(row.number), act, one.state)
    try:
        handed(recorder, one.item, giver, taker, batch=0, reason=NOTHING)
    except Refusal as refusal:
        return refusal
    return None
