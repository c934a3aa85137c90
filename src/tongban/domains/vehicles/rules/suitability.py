"""适用: which kinds of car serve which purpose, which licence drives which body, and the words of an advice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from tongban.domains.vehicles.rules.kinds import Body, Kind
from tongban.domains.vehicles.rules.words import REASONS


class Purpose(StrEnum):
    """用车事由: 机要文件、应急处置、执法执勤、专业技术任务、一般公务、离退休服务."""

    CONFIDENTIAL = "confidential"
    EMERGENCY = "emergency"
    ENFORCEMENT = "enforcement"
    TECHNICAL = "technical"
    DUTY = "duty"
    RETIRED = "retired"


PURPOSES: Final[Mapping[Purpose, frozenset[Kind]]] = {
    Purpose.CONFIDENTIAL: frozenset({Kind.CONFIDENTIAL}),
    Purpose.EMERGENCY: frozenset({Kind.EMERGENCY, Kind.OTHER}),
    Purpose.ENFORCEMENT: frozenset({Kind.ENFORCEMENT}),
    Purpose.TECHNICAL: frozenset({Kind.SPECIAL}),
    Purpose.DUTY: frozenset({Kind.OTHER}),
    Purpose.RETIRED: frozenset({Kind.OTHER}),
}
"""The kinds of car that may serve a purpose: a car goes out for what its place was given for."""

LICENCES: Final[Mapping[str, frozenset[Body]]] = {
    "A1": frozenset(Body) - {Body.WORK},
    "A2": frozenset({Body.SEDAN, Body.SMALL, Body.WORK}),
    "A3": frozenset({Body.SEDAN, Body.SMALL}),
    "B1": frozenset({Body.SEDAN, Body.SMALL, Body.MEDIUM}),
    "B2": frozenset({Body.SEDAN, Body.SMALL, Body.WORK}),
    "C1": frozenset({Body.SEDAN, Body.SMALL}),
    "C2": frozenset({Body.SEDAN, Body.SMALL}),
}
"""准驾车型: the bodies that a class of licence drives (机动车驾驶证申领和使用规定); C2 only automatic ones, which is not known here."""


@dataclass(frozen=True, slots=True)
class Reason:
    """理由: a code for programs, and the facts that its sentence names."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The sentence in English, with the places for the facts, as a door translates it."""
        return REASONS[self.code]

    def __str__(self) -> str:
        """Return the sentence in English with the facts filled in."""
        return self.words.format(**self.facts)


def reason(code: str, **facts: object) -> Reason:
    """Return a reason with its facts written out."""
    return Reason(code, {name: str(value) for name, value in facts.items()})
