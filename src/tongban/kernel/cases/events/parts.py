"""What case events are made of."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal, Self, TypeAlias

Rule: TypeAlias = Literal["all", "any", "vote"]


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


@dataclass(frozen=True, slots=True)
class NodeClock:
    """环节时限: by when a node wishes to be done; `edition` is the calendar it was reckoned by. It moves no limit of the case."""

    length: str
    due_on: str
    due_at: str
    edition: str


@dataclass(frozen=True, slots=True)
class Original:
    """原件: one original paper that was handed over; `copies` is how many sheets or copies of it.

    `name` is empty but in the oldest logs: what is written on a paper is often personal, and stands in a content.
    """

    id: int
    material: str
    name: str
    copies: int


@dataclass(frozen=True, slots=True)
class TakenMaterial:
    """收取的材料: one material of the guide and how it was taken in, one of `labels.TAKEN`."""

    material: str
    how: str


PARTS: tuple[type, ...] = (Reference, TokenData, ItemData, NodeClock, Original, TakenMaterial)


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
        return cls(**{name: _parsed(value) for name, value in data.items()})


def _written(value: object) -> object:
    if isinstance(value, PARTS):
        return {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    return value


def _parsed(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return what a JSON value stands for: a reference, one of the lists of parts, or itself."""
    if isinstance(value, dict):
        return next(kind(**value) for kind in PARTS if set(value) == _keys(kind))
    if isinstance(value, list):
        return tuple(_parsed(each) for each in value)
    return value


def _keys(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}
