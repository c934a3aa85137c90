"""办理: special procedures, hearings, statements, extension, termination, correction."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel.cases.events.parts import Event, Reference


@dataclass(frozen=True, slots=True)
class SpecialOpened(Event):
    """特别程序: a hearing, inspection, testing, expert review or site visit begins (XK-07, XK-10, XK-13).

    `state` is `offered` for a hearing that may be asked for until the day `until`, else `open`.
    """

    type: ClassVar[str] = "special.opened"
    special: int
    kind: str
    state: str
    pause: int | None
    until: str
    words: Reference


@dataclass(frozen=True, slots=True)
class HearingAsked(Event):
    """要求听证: the applicant or a third party asks for the hearing that was offered."""

    type: ClassVar[str] = "hearing.asked"
    special: int
    pause: int
    until: str
    words: Reference


@dataclass(frozen=True, slots=True)
class SpecialArranged(Event):
    """通知时间地点: when and where it takes place, and who presides or goes there."""

    type: ClassVar[str] = "special.arranged"
    special: int
    on: str
    chair: str
    people: int
    plan: Reference


@dataclass(frozen=True, slots=True)
class SpecialConcluded(Event):
    """特别程序结束: what came out, by how many people, signed or not.

    `waived`: the hearing that was asked for was given up or stayed away from; a second person agreed.
    """

    type: ClassVar[str] = "special.concluded"
    special: int
    happened: str
    people: int
    signed: bool
    record: Reference
    waived: bool = False


@dataclass(frozen=True, slots=True)
class SpecialLapsed(Event):
    """听证权放弃: nobody asked for the hearing within the time."""

    type: ClassVar[str] = "special.lapsed"
    special: int


@dataclass(frozen=True, slots=True)
class Heard(Event):
    """陈述申辩: the applicant or a third party made a statement, which the decision must weigh (行政许可法 第三十六条)."""

    type: ClassVar[str] = "case.heard"
    role: str
    statement: Reference


@dataclass(frozen=True, slots=True)
class Extended(Event):
    """延期: the limits were made longer once, approved by the head of the organ (XK-04, XK-05)."""

    type: ClassVar[str] = "case.extended"
    days: int
    reasons: Reference


@dataclass(frozen=True, slots=True)
class Terminated(Event):
    """终止办理: on a ground of the closed list, agreed by a second person."""

    type: ClassVar[str] = "case.terminated"
    ground: str
    happened: str


@dataclass(frozen=True, slots=True)
class Corrected(Event):
    """更正: an entry was put right, agreed by a second person; `before` is the content that holds the old value."""

    type: ClassVar[str] = "case.corrected"
    before: int
    form: Reference


HandlingEvent: TypeAlias = (
    SpecialOpened | HearingAsked | SpecialArranged | SpecialConcluded | SpecialLapsed | Heard
    | Extended | Terminated | Corrected
)  # fmt: skip
