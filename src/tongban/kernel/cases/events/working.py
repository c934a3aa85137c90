"""协同办理: who of those at a node works on it, who joins or leaves, and how a case goes another way than its flow."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel.cases.events.parts import Event, ItemData, Reference


@dataclass(frozen=True, slots=True)
class RoundSkipped(Event):
    """空审批人跳过: nobody holds the post for a review that its flow allows to be skipped then; the flow goes on."""

    type: ClassVar[str] = "round.skipped"
    token: int
    node: str
    name: str


@dataclass(frozen=True, slots=True)
class RoundOverdue(Event):
    """环节超时: the node's own time is over for the `times`-th time; nothing is decided by it."""

    type: ClassVar[str] = "round.overdue"
    round: int
    times: int
    rule: str


@dataclass(frozen=True, slots=True)
class ItemClaimed(Event):
    """认领、派单: the item is now `holder`'s, who took it or was given it; `waiting` are the others that wait for it."""

    type: ClassVar[str] = "item.claimed"
    item: int
    holder: str
    waiting: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemReleased(Event):
    """取消认领: nobody's again; `opened` are the others that may now be done, `waits` that this one waits for its dispatch."""

    type: ClassVar[str] = "item.released"
    item: int
    opened: tuple[int, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class ItemHandedOver(Event):
    """离职交接: an administrator puts the item into another's hands: from `giver` to `taker`, at that post from now on.

    `instead` is the item that the taker's post had for the same voice: it changes places with this one. What nobody had
    taken on stays so. All that was handed over at once has the same `batch`.
    """

    type: ClassVar[str] = "item.handed_over"
    item: int
    giver: str
    taker: str
    post: int
    post_home: int
    instead: int | None
    batch: int
    reason: Reference


@dataclass(frozen=True, slots=True)
class ItemsOpened(Event):
    """待办开启: what waited for others may now be done."""

    type: ClassVar[str] = "items.opened"
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemsAdded(Event):
    """委派、加签: who has `item` asks others: to work on it (`delegate`), to answer `before` him, to agree `after` him or `beside` him.

    `how` is `dispatch` where work goes back to who hands it out. `waits` says that the item waits for the answers.
    """

    type: ClassVar[str] = "items.added"
    item: int
    how: str
    items: tuple[ItemData, ...]
    need: int
    waits: bool
    reason: Reference | None


@dataclass(frozen=True, slots=True)
class ItemsRemoved(Event):
    """减签: those who were added and did not act yet need not any more; `need` is what the round then needs."""

    type: ClassVar[str] = "items.removed"
    item: int
    items: tuple[int, ...]
    need: int
    reason: Reference


@dataclass(frozen=True, slots=True)
class MeetingHeld(Event):
    """联审会议: a meeting took the place of the single opinions; `minutes` has what was said, by organ where it was."""

    type: ClassVar[str] = "round.met"
    round: int
    outcome: str
    present: tuple[int, ...]
    absent: tuple[int, ...]
    minutes: Reference


@dataclass(frozen=True, slots=True)
class SentBack(Event):
    """退回到节点: an earlier node has to work on the case again; from there step by step, or straight back to this round's node."""

    type: ClassVar[str] = "flow.sent_back"
    round: int
    node: str
    straight: bool
    reason: Reference


@dataclass(frozen=True, slots=True)
class TakenBack(Event):
    """撤回: who did the item last takes it back, before anybody went on with the case."""

    type: ClassVar[str] = "item.taken_back"
    item: int
    reason: Reference


@dataclass(frozen=True, slots=True)
class Jumped(Event):
    """跳转: with a second person's approval the case goes from one node to another, whatever the flow says."""

    type: ClassVar[str] = "flow.jumped"
    round: int
    node: str
    request: int


@dataclass(frozen=True, slots=True)
class Urged(Event):
    """催办: the applicant or somebody who sees the case asks that it be dealt with; no limit moves."""

    type: ClassVar[str] = "case.urged"
    words: Reference | None


@dataclass(frozen=True, slots=True)
class ItemFilled(Event):
    """填写办理信息: who has the item filled in questions of the form, by path: `office` the office's own, `own` answers of the applicant.

    `before` is the content that holds the old answers.
    """

    type: ClassVar[str] = "item.filled"
    item: int
    before: int
    office: tuple[str, ...]
    own: tuple[str, ...]
    form: Reference


WorkingEvent: TypeAlias = (
    RoundSkipped | RoundOverdue | ItemClaimed | ItemReleased | ItemHandedOver | ItemsOpened | ItemsAdded | ItemsRemoved | MeetingHeld
    | SentBack | TakenBack | Jumped | Urged | ItemFilled
)  # fmt: skip
