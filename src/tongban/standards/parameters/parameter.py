"""法定数值: what a law has set since which day, for which region, by which article."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from tongban.standards.codes import divisions
from tongban.standards.codes.faults import Fault

Answer: TypeAlias = int | bool | str | tuple[str, ...] | tuple[int, ...]

NATIONAL = ""
"""The region of what holds in the whole country."""


class Unit(StrEnum):
    """单位: what a value counts, or which kind of answer it is."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    PEOPLE = "people"
    TIMES = "times"
    YUAN = "yuan"
    MILLILITRES = "millilitres"
    KILOMETRES = "kilometres"
    PERCENT = "percent"
    YES_NO = "yes_no"
    WORD = "word"
    WORDS = "words"
    DAY_COUNTS = "day_counts"


class Confidence(StrEnum):
    """可信程度: read in a public copy, firmly known, or 未核实 and to be shown so."""

    READ = "sure·v"
    KNOWN = "sure"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Reference:
    """依据: the law and article behind a value, the rule id of the domain reference, and how sure it is."""

    law: str
    article: str
    rule: str
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a parameter is on a day: the value, its unit and the ground it stands on.

    `since` is the day from which it holds, `region` a division code or `NATIONAL`.
    """

    name: str
    value: Answer
    unit: Unit
    law: str
    article: str
    confidence: Confidence
    since: date
    region: str = NATIONAL
    rule: str = ""

    @property
    def number(self) -> int:
        """The value where it is a count; a `Fault` where it is an answer of another kind."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        raise Fault(
            "parameters.no_number",
            "{name} is {unit}, no number. Read its `value`.",
            name=self.name,
            unit=self.unit,
        )

    @property
    def verified(self) -> bool:
        """Whether somebody has seen that the value stands; show 未核实 where not."""
        return self.confidence is not Confidence.CHECK


@dataclass(frozen=True, slots=True)
class Dated:
    """One value, the day from which it holds, and its grounds, the first of which carries it."""

    since: date
    value: Answer
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """法定数值: a name such as `licensing/decision_limit`, its unit, and its values by region and date, oldest first."""

    name: str
    title: str
    unit: Unit
    regions: Mapping[str, tuple[Dated, ...]]
    meaning: str = ""
    checked_on: date | None = None
    rules: frozenset[str] = field(default_factory=frozenset)

    def on(self, day: date, *, region: str = NATIONAL) -> Value:
        """Return what holds on `day` in `region`: the nearest of village, street, county, city, province, nation.

        Raises a `Fault` when nothing held yet.
        """
        for place in (*(divisions.lineage(region) if region else ()), NATIONAL):
            dated = self._in_force(place, day)
            if dated is not None:
                return self._value(dated, place)
        raise Fault(
            "parameters.not_in_force",
            "{name} has no value on {day}; the first one holds from {first}.",
            name=self.name,
            day=day.isoformat(),
            first=min(dated[0].since for dated in self.regions.values()).isoformat(),
        )

    def _in_force(self, place: str, day: date) -> Dated | None:
        started = [dated for dated in self.regions.get(place, ()) if dated.since <= day]
        return started[-1] if started else None

    def _value(self, dated: Dated, place: str) -> Value:
        ground = dated.references[0]
        return Value(
            name=self.name,
            value=dated.value,
            unit=self.unit,
            law=ground.law,
            article=ground.article,
            confidence=ground.confidence,
            since=dated.since,
            region=place,
            rule=ground.rule,
        )


def fits(value: object, unit: Unit) -> bool:
    """Tell whether a value is of the kind that its unit asks for; a list stands for a tuple."""
    match unit:
        case Unit.YES_NO:
            return isinstance(value, bool)
        case Unit.WORD:
            return isinstance(value, str) and bool(value)
        case Unit.WORDS:
            return _all(value, str)
        case Unit.DAY_COUNTS:
            return _all(value, int)
        case _:
            return _count(value)


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _all(value: object, kind: type) -> bool:
    return (
        isinstance(value, list | tuple) and bool(value) and all(type(one) is kind for one in value)
    )


def frozen(value: Any) -> Answer:  # noqa: ANN401 - what YAML or JSON gave, once `fits` has passed it
    """Return a value in its lasting form: a list becomes a tuple."""
    answer: Answer = tuple(value) if isinstance(value, list) else value
    return answer
