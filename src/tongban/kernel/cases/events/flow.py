"""流转: tokens, rounds and work items."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel.cases.events.parts import (
    Event,
    ItemData,
    NodeClock,
    Reference,
    Rule,
    TokenData,
)


@dataclass(frozen=True, slots=True)
class Moved(Event):
    """流转: the flow's tokens after a step: which rested no longer, which rest now, the last id given."""

    type: ClassVar[str] = "flow.moved"
    consumed: tuple[int, ...]
    opened: tuple[TokenData, ...]
    last: int
    ended: bool


@dataclass(frozen=True, slots=True)
class RoundOpened(Event):
    """环节开启: a node opens for the `ordinal`-th time and hands out its work items (R1).

    A request that a second person must approve, or that somebody read the case, is a round beside the flow; its token
    is below zero. `unit` says whether an organ or each post has a voice, `hand` how the work gets to a person; `back` is
    the node to which the flow returns straight from here, `stood_in` the rule by which somebody else than the flow names
    has to act; both are empty as a rule.
    """

    type: ClassVar[str] = "round.opened"
    round: int
    token: int
    node: str
    name: str
    ordinal: int
    act: str
    rule: Rule
    need: int
    items: tuple[ItemData, ...]
    unit: str = "organ"
    hand: str = "direct"
    back: str = ""
    stood_in: str = ""
    clock: NodeClock | None = None


@dataclass(frozen=True, slots=True)
class ItemCompleted(Event):
    """办理: one person does one work item, under a mandate, with an outcome and perhaps an opinion.

    `unneeded` are the same items at other posts of that organ: whoever of them acts first does it for all (认领).
    """

    type: ClassVar[str] = "item.completed"
    item: int
    outcome: str
    opinion: Reference | None
    mandate: int | None
    unneeded: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RoundClosed(Event):
    """环节结束: passed, failed or cancelled; `unneeded` are the items that nobody has to do any more (R2, R3)."""

    type: ClassVar[str] = "round.closed"
    round: int
    outcome: str
    unneeded: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ApprovalAsked(Event):
    """报批: somebody asks that a second person approve an extension, a termination, a correction, a void receipt, a day or a waiver."""

    type: ClassVar[str] = "approval.asked"
    request: int
    kind: str
    round: int
    wish: Reference


@dataclass(frozen=True, slots=True)
class ApprovalGiven(Event):
    """批准: the second person agrees or not, or nobody has to any more (`lapsed`)."""

    type: ClassVar[str] = "approval.given"
    request: int
    outcome: str


@dataclass(frozen=True, slots=True)
class ItemTransferred(Event):
    """转办: who had a work item gives it to another post of the organ, with the reason, and is out of it."""

    type: ClassVar[str] = "item.transferred"
    item: int
    to: ItemData
    reason: Reference


@dataclass(frozen=True, slots=True)
class MessageCame(Event):
    """收到来件: what the flow waited for at a token came; `node` is its event, `name` what it is called."""

    type: ClassVar[str] = "flow.message_came"
    token: int
    node: str
    name: str
    message: Reference


@dataclass(frozen=True, slots=True)
class ActedFor(Event):
    """代理办理: what follows in this command is done at the item for `behalf`, who gave that proxy (R6)."""

    type: ClassVar[str] = "case.acted_for"
    item: int
    proxy: int


@dataclass(frozen=True, slots=True)
class Circulated(Event):
    """传阅: the round just opened asks its posts to read the case until the day `until`, empty where none was set."""

    type: ClassVar[str] = "case.circulated"
    round: int
    until: str
    words: Reference | None


FlowEvent: TypeAlias = (
    Moved | RoundOpened | ItemCompleted | RoundClosed | ApprovalAsked | ApprovalGiven | ItemTransferred | Circulated | ActedFor
    | MessageCame
)  # fmt: skip
