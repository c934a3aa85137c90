"""办件事件: the closed set of what can happen to a case. Types are only ever added."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal, Self, TypeAlias

Rule: TypeAlias = Literal["all", "any"]


@dataclass(frozen=True, slots=True)
class Reference:
    """内容引用: a write-once content row of the same case, with its salted digest (lower hex)."""

    content: int
    digest: str


@dataclass(frozen=True, slots=True)
class TokenData:
    """令牌: where the flow rests: the node, the arrow it came by, the fork it belongs to."""

    id: int
    node: str
    arrow: str | None
    parent: int | None


@dataclass(frozen=True, slots=True)
class ItemData:
    """待办: one post's part in a round, or the applicant's. `step` orders those who act one after another."""

    id: int
    post: int | None
    post_home: int | None
    organ: int | None
    party: int | None
    kind: str
    origin: int | None
    step: int
    weight: int
    state: str


class Event:
    """What every event type can do: be written as JSON data and be read back from it."""

    __slots__ = ()
    type: ClassVar[str]

    def data(self) -> dict[str, Any]:
        """Return the JSON object that the log stores."""
        return {field.name: _written(getattr(self, field.name)) for field in fields(self)}  # type: ignore[arg-type]

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Return the event that `data` describes; an unknown key is an error, never dropped."""
        return cls(**data)


def _written(value: object) -> object:
    if isinstance(value, Reference | TokenData | ItemData):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    return value


def _reference(data: dict[str, Any] | None) -> Reference | None:
    return None if data is None else Reference(**data)


@dataclass(frozen=True, slots=True)
class Submitted(Event):
    """提交: somebody asks for a matter. `happened` is the day the materials were received, ISO."""

    type: ClassVar[str] = "case.submitted"
    number: str
    matter: int
    version: int
    title: str
    procedure: str
    organ: int
    party: int
    channel: str
    happened: str
    form: Reference

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Return the event with its content reference."""
        return cls(**{**data, "form": Reference(**data["form"])})


@dataclass(frozen=True, slots=True)
class Moved(Event):
    """流转: the flow's tokens after a step: which rested no longer, which rest now, the last id given."""

    type: ClassVar[str] = "flow.moved"
    consumed: tuple[int, ...]
    opened: tuple[TokenData, ...]
    last: int
    ended: bool

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Return the event with its tokens."""
        opened = tuple(TokenData(**each) for each in data["opened"])
        return cls(tuple(data["consumed"]), opened, data["last"], data["ended"])


@dataclass(frozen=True, slots=True)
class RoundOpened(Event):
    """环节开启: a node opens for the `ordinal`-th time and hands out its work items (R1)."""

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

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Return the event with its work items."""
        return cls(**{**data, "items": tuple(ItemData(**each) for each in data["items"])})


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

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Return the event with its opinion."""
        unneeded = tuple(data["unneeded"])
        return cls(**{**data, "opinion": _reference(data["opinion"]), "unneeded": unneeded})


@dataclass(frozen=True, slots=True)
class RoundClosed(Event):
    """环节结束: passed, failed or cancelled; `unneeded` are the items that nobody has to do any more (R2, R3)."""

    type: ClassVar[str] = "round.closed"
    round: int
    outcome: str
    unneeded: tuple[int, ...]

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Return the event."""
        return cls(data["round"], data["outcome"], tuple(data["unneeded"]))


@dataclass(frozen=True, slots=True)
class Accepted(Event):
    """受理: the organ takes the application on. `happened` is the day of acceptance, ISO."""

    type: ClassVar[str] = "case.accepted"
    happened: str


@dataclass(frozen=True, slots=True)
class LimitStarted(Event):
    """时限起算: a limit with every figure its due day came from. `start` and `due_at` are ISO instants.

    `round` is the step whose own limit it is; the case's limits have none.
    """

    type: ClassVar[str] = "limit.started"
    limit: int
    kind: str
    round: int | None
    start: str
    amount: int
    unit: str
    lane: str
    due_on: str
    due_at: str
    edition: str
    provisional: bool
    law: str
    article: str


@dataclass(frozen=True, slots=True)
class LimitRecounted(Event):
    """时限重算: the calendar was changed while the limit ran; `before` is the due day it had, ISO."""

    type: ClassVar[str] = "limit.recounted"
    limit: int
    before: str
    due_on: str
    due_at: str
    edition: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class LimitEnded(Event):
    """时限终止: met, late, or ended because the case did."""

    type: ClassVar[str] = "limit.ended"
    limit: int
    how: str


@dataclass(frozen=True, slots=True)
class Decided(Event):
    """决定: granted or refused, with the reasons, on the day `happened`."""

    type: ClassVar[str] = "case.decided"
    outcome: str
    happened: str
    reasons: Reference | None

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Return the event with its reasons."""
        return cls(**{**data, "reasons": _reference(data["reasons"])})


@dataclass(frozen=True, slots=True)
class Closed(Event):
    """办结: nothing more is to be done."""

    type: ClassVar[str] = "case.closed"


@dataclass(frozen=True, slots=True)
class Withdrawn(Event):
    """撤回申请: the applicant takes the application back."""

    type: ClassVar[str] = "case.withdrawn"
    reason: Reference | None

    @classmethod
    def read(cls, data: dict[str, Any]) -> Self:
        """Return the event with its reason."""
        return cls(_reference(data["reason"]))


CaseEvent: TypeAlias = (
    Submitted | Moved | RoundOpened | ItemCompleted | RoundClosed | Accepted
    | LimitStarted | LimitRecounted | LimitEnded | Decided | Closed | Withdrawn
)  # fmt: skip

TYPES: dict[str, type[CaseEvent]] = {
    kind.type: kind
    for kind in (
        Submitted, Moved, RoundOpened, ItemCompleted, RoundClosed, Accepted,
        LimitStarted, LimitRecounted, LimitEnded, Decided, Closed, Withdrawn,
    )
}  # fmt: skip


def parsed(kind: str, data: dict[str, Any]) -> CaseEvent:
    """Return the event that the log stored under `kind`."""
    return TYPES[kind].read(data)
