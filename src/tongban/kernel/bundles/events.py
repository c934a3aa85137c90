"""What can happen to a bundle that somebody applied for (联办件). No event holds what was stated, nor the words of minutes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class JointOpened:
    """申请联办: somebody applied for a bundle as this edition of its plan says; `project` is a project code (项目代码)."""

    type: ClassVar[str] = "joint.opened"
    number: str
    bundle: int
    edition: int
    party: int
    title: str
    channel: str
    project: str = ""


@dataclass(frozen=True, slots=True)
class StageApplied:
    """申请阶段、抄告: one form for a stage came in, and all organs that take part were told at once.

    `members` are `{key, matter, version, organ, lead, after}`; `answers` say which situation it is. `content` and `digest` are
    those of the sealed form. `limit` is the stage's own, empty where it promises none; `due_on` by the calendar of that day.
    """

    type: ClassVar[str] = "joint.stage_applied"
    stage: str
    answers: Mapping[str, str]
    members: tuple[Mapping[str, object], ...]
    organs: tuple[int, ...]
    limit: str
    due_on: str
    content: int
    digest: str


@dataclass(frozen=True, slots=True)
class PartOpened:
    """分派: the case of one matter of the stage was opened."""

    type: ClassVar[str] = "joint.part_opened"
    stage: str
    part: str
    case: str


@dataclass(frozen=True, slots=True)
class PartEnded:
    """分项办结: the case of one matter ended, `granted`, `refused` or otherwise (`ended`)."""

    type: ClassVar[str] = "joint.part_ended"
    stage: str
    part: str
    outcome: str


@dataclass(frozen=True, slots=True)
class PartDropped:
    """分项未申请: a matter that waited for another was not applied for; `reason` is `refused` or a refusal's code."""

    type: ClassVar[str] = "joint.part_dropped"
    stage: str
    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class StageEnded:
    """阶段办结、统一反馈: all matters of the stage have their result, in time or late."""

    type: ClassVar[str] = "joint.stage_ended"
    stage: str
    outcome: str
    due_on: str
    late: bool


@dataclass(frozen=True, slots=True)
class GatheringCalled:
    """召集: a joint review (联审会议), survey (联合勘察), signing (联合会签) or acceptance (联合验收) of some organs.

    `at` is the instant it begins. What it is about and where stands in its sealed content.
    """

    type: ClassVar[str] = "joint.gathering_called"
    gathering: int
    stage: str
    kind: str
    at: str
    organs: tuple[int, ...]
    content: int
    digest: str


@dataclass(frozen=True, slots=True)
class GatheringMoved:
    """改期: it begins at another time."""

    type: ClassVar[str] = "joint.gathering_moved"
    gathering: int
    at: str


@dataclass(frozen=True, slots=True)
class GatheringCancelled:
    """取消召集: it does not take place."""

    type: ClassVar[str] = "joint.gathering_cancelled"
    gathering: int


@dataclass(frozen=True, slots=True)
class GatheringHeld:
    """形成统一意见: it took place; `stands` say by organ `agree`, `conditions`, `disagree` or `absent`, `result` what all concluded."""

    type: ClassVar[str] = "joint.gathering_held"
    gathering: int
    happened: str
    stands: Mapping[str, str]
    result: str
    content: int
    digest: str


JointEvent: TypeAlias = (
    JointOpened
    | StageApplied
    | PartOpened
    | PartEnded
    | PartDropped
    | StageEnded
    | GatheringCalled
    | GatheringMoved
    | GatheringCancelled
    | GatheringHeld
)


def stream_of(number: str) -> str:
    """Return the name of the stream of a joint application."""
    return f"joint/{number}"


def entry(event: JointEvent, act: Act, *, home: int, number: str) -> Entry:
    """Return the log entry of `event` in the joint application's own stream."""
    return Entry(home=home, stream=stream_of(number), type=event.type, data=asdict(event), act=act)


@dataclass(frozen=True, slots=True)
class BundlePublished:
    """发布联办方案: an edition of a plan is in force from that day on."""

    type: ClassVar[str] = "bundle.published"
    code: str
    ordinal: int
    digest: str
    since: str


@dataclass(frozen=True, slots=True)
class BundleEnded:
    """停办: nobody can apply for it from that day on."""

    type: ClassVar[str] = "bundle.ended"
    code: str
    until: str


BundleEvent: TypeAlias = BundlePublished | BundleEnded


def plan_entry(event: BundleEvent, act: Act, *, home: int) -> Entry:
    """Return the log entry of what happened to a plan, in the bundle's own stream."""
    stream = f"bundle/{event.code}"
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
