"""办件状态: the rows of one case as plain values; the tables have the very same columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from tongban.kernel.ledger.events import GENESIS


@dataclass(frozen=True, slots=True)
class CaseRow:
    """办件: the case itself, with the head of its chain and the last numbers it gave out.

    `hall` is the organ whose window took it in, 0 where the applicant handed it in himself. `earlier` is the number of the
    case that it takes up (重新申请), empty as a rule.
    """

    home: int
    id: int
    number: str
    matter: int
    version: int
    title: str
    procedure: str
    organ: int
    party: int
    channel: str
    state: str
    outcome: str
    form: int
    received_on: date
    submitted_at: datetime
    accepted_at: datetime | None = None
    decided_at: datetime | None = None
    closed_at: datetime | None = None
    started_on: date | None = None
    promised_on: date | None = None
    statutory_on: date | None = None
    provisional: bool = False
    last_token: int = 0
    last_round: int = 0
    last_item: int = 0
    last_limit: int = 0
    n: int = 0
    hash: str = GENESIS
    at: datetime | None = None
    purpose: str = "new"
    certificate: int | None = None
    delivery: str = "window"
    materials_on: date | None = None
    supplements: int = 0
    extended: bool = False
    delivered_at: datetime | None = None
    archived_at: datetime | None = None
    accepted_on: date | None = None
    hall: int = 0
    urged: int = 0
    urged_at: datetime | None = None
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class TokenRow:
    """令牌: live or consumed; `opened` and `closed` are event numbers."""

    id: int
    node: str
    arrow: str | None
    parent: int | None
    state: str
    opened: int
    closed: int | None = None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """环节轮次: one opening of a node. `version` is the number of the last event that touched it (R4).

    `until` is the day by which it is wished to be done; no limit of the law. `late` counts how often the node's own time ran
    out, `back` is the node to which the flow returns straight from here.
    """

    id: int
    token: int
    node: str
    name: str
    ordinal: int
    act: str
    rule: str
    need: int
    state: str
    outcome: str
    version: int
    opened_at: datetime
    closed_at: datetime | None = None
    until: date | None = None
    unit: str = "organ"
    hand: str = "direct"
    back: str = ""
    late: int = 0


@dataclass(frozen=True, slots=True)
class ItemRow:
    """待办: one post's part in a round. `by` acted, `behalf` is who was named, when they differ, under `proxy` (R6).

    `kind` is main, veto (its refusal fails the round), help (asked to work on it, or to answer before another), after,
    beside, dispatch (handing out the work) or read. `holder` is who took it on.
    """

    id: int
    round: int
    post: int | None
    post_home: int | None
    organ: int | None
    party: int | None
    kind: str
    origin: int | None
    step: int
    weight: int
    state: str
    outcome: str
    opened_at: datetime
    holder: str | None = None
    by: str | None = None
    behalf: str | None = None
    mandate: int | None = None
    opinion: int | None = None
    closed_at: datetime | None = None
    proxy: int | None = None


@dataclass(frozen=True, slots=True)
class PauseRow:
    """中止: an interval with a ground, a notice and an announced end."""

    id: int
    round: int | None
    ground: str
    notice: int
    since: datetime
    announced: datetime
    until: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class LimitRow:
    """时限: a promised or statutory limit with every figure its due day came from."""

    id: int
    kind: str
    round: int | None
    start: datetime
    amount: int
    unit: str
    lane: str
    due_on: date
    due_at: datetime
    edition: str
    provisional: bool
    law: str
    article: str
    state: str
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """报批: what a second person must approve. `wish` is its content; `by` asked, `answered_by` said yes or no."""

    id: int
    kind: str
    round: int
    wish: int
    state: str
    by: str
    asked_at: datetime
    answered_by: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SpecialRow:
    """特别程序: offered, open, arranged, done or lapsed. `until` is the last day to ask for it, or to hold it."""

    id: int
    kind: str
    state: str
    pause: int | None
    until: date | None
    words: int
    opened_at: datetime
    on: datetime | None = None
    chair: str = ""
    people: int = 0
    record: int | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimerRow:
    """计时: what will happen by itself after `due_at`; set, fired or dropped.

    `node` is the event of the flow whose time it is, `about` the token that waits; other timers have no node.
    """

    id: int
    kind: str
    about: int | None
    start: datetime
    length: str
    due_on: date
    due_at: datetime
    edition: str
    state: str
    closed_at: datetime | None = None
    node: str = ""


@dataclass(frozen=True, slots=True)
class OriginalRow:
    """原件: one original paper and who has it: an actor, or `party` once it went back. `names` is the content of its name."""

    id: int
    material: str
    name: str
    copies: int
    holder: str
    taken_at: datetime
    handover: int | None = None
    offered_to: str | None = None
    names: int | None = None


Child: TypeAlias = (
    TokenRow
    | RoundRow
    | ItemRow
    | PauseRow
    | LimitRow
    | RequestRow
    | SpecialRow
    | TimerRow
    | OriginalRow
)


def _none() -> Mapping[int, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class State:
    """All rows of one case, by id. `case` is `None` before the first event."""

    case: CaseRow | None = None
    tokens: Mapping[int, TokenRow] = field(default_factory=_none)
    rounds: Mapping[int, RoundRow] = field(default_factory=_none)
    items: Mapping[int, ItemRow] = field(default_factory=_none)
    pauses: Mapping[int, PauseRow] = field(default_factory=_none)
    limits: Mapping[int, LimitRow] = field(default_factory=_none)
    requests: Mapping[int, RequestRow] = field(default_factory=_none)
    specials: Mapping[int, SpecialRow] = field(default_factory=_none)
    timers: Mapping[int, TimerRow] = field(default_factory=_none)
    originals: Mapping[int, OriginalRow] = field(default_factory=_none)

    @property
    def row(self) -> CaseRow:
        """Return the case row of a case that exists."""
        if self.case is None:
            raise LookupError
        return self.case
