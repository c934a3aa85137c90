"""时限: limits, pauses and timers."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel.cases.events.parts import Event, Reference


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
    """时限重算: the calendar or a pause changed while the limit ran; `before` is the due day it had, ISO."""

    type: ClassVar[str] = "limit.recounted"
    limit: int
    before: str
    due_on: str
    due_at: str
    edition: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class LimitExtended(Event):
    """时限延长: `added` units more, once (XK-04, XK-05); `before` is the due day it had, ISO."""

    type: ClassVar[str] = "limit.extended"
    limit: int
    added: int
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
class Paused(Event):
    """中止: time that does not count begins, with its ground, its notice and its announced end (XK-07)."""

    type: ClassVar[str] = "case.paused"
    pause: int
    ground: str
    since: str
    announced: str
    notice: Reference


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """恢复: the pause is over at `until`, at its announced end or before it."""

    type: ClassVar[str] = "case.resumed"
    pause: int
    until: str


@dataclass(frozen=True, slots=True)
class TimerSet(Event):
    """计时: something will happen by itself after the instant `due_at`; `about` is the row it concerns.

    `node` is the event of the flow for which the token `about` waits, empty for what the law or a step sets.
    """

    type: ClassVar[str] = "timer.set"
    timer: int
    kind: str
    about: int | None
    start: str
    length: str
    due_on: str
    due_at: str
    edition: str
    node: str = ""


@dataclass(frozen=True, slots=True)
class TimerMoved(Event):
    """计时重算: the calendar was changed; `before` is the day it had, ISO."""

    type: ClassVar[str] = "timer.moved"
    timer: int
    before: str
    due_on: str
    due_at: str
    edition: str


@dataclass(frozen=True, slots=True)
class TimerEnded(Event):
    """计时结束: it `fired`, or was `dropped` because what it waited for came."""

    type: ClassVar[str] = "timer.ended"
    timer: int
    how: str


LimitEvent: TypeAlias = (
    LimitStarted | LimitRecounted | LimitExtended | LimitEnded | Paused | Resumed
    | TimerSet | TimerMoved | TimerEnded
)  # fmt: skip
