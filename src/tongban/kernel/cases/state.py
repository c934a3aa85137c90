"""办件状态: the rows of one case as plain values; the tables have the very same columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeAlias

from tongban.kernel.ledger.events import GENESIS


@dataclass(frozen=True, slots=True)
class CaseRow:
    """办件: the case itself, with the head of its chain and the last numbers it gave out."""

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
    """环节轮次: one opening of a node. `version` is the number of the last event that touched it (R4)."""

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


@dataclass(frozen=True, slots=True)
class ItemRow:
    """待办: one post's part in a round. `by` acted, `behalf` is who was named, when they differ (R6)."""

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


Child: TypeAlias = TokenRow | RoundRow | ItemRow | PauseRow | LimitRow


@dataclass(frozen=True, slots=True)
class State:
    """All rows of one case, by id. `case` is `None` before the first event."""

    case: CaseRow | None = None
    tokens: Mapping[int, TokenRow] = field(default_factory=lambda: MappingProxyType({}))
    rounds: Mapping[int, RoundRow] = field(default_factory=lambda: MappingProxyType({}))
    items: Mapping[int, ItemRow] = field(default_factory=lambda: MappingProxyType({}))
    pauses: Mapping[int, PauseRow] = field(default_factory=lambda: MappingProxyType({}))
    limits: Mapping[int, LimitRow] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def row(self) -> CaseRow:
        """Return the case row of a case that exists."""
        if self.case is None:
            raise LookupError
        return self.case
