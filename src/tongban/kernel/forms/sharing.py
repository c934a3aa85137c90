"""共享字段: the questions that several forms have in common, and which of them is asked for all: pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tongban.kernel.forms.shapes import Choice, Field, Form, Kind, Section


@dataclass(frozen=True, slots=True)
class Part:
    """One of the forms that become one. `key` tells it from the others: a few small letters and digits.

    `alike` gives file questions of the form, by name, the name under which other forms ask for the same material.
    """

    key: str
    title: str
    english: str
    form: Form
    alike: Mapping[str, str] = field(default_factory=dict)


Spot: TypeAlias = tuple[str, str]
"""A question among the forms: the key of its form and its path there."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question that may be one of others, and whether it is asked always, and whether others hang on its answer."""

    spot: Spot
    field: Field
    always: bool
    held: bool


def shared(parts: Sequence[Part]) -> dict[Spot, Spot]:
    """Return for each question that another one answers the one that is asked in its stead.

    Two questions are one where they ask for the same data element of the applicant, for the same material or for the
    same pledge, and an answer to one can be an answer to the other. Asked is one that hangs on nothing, so that it answers the
    others whenever these are asked; a question on whose answer others hang stays, as they could not be asked without it.
    """
    alike: dict[str, list[_Asked]] = {}
    for part in parts:
        for name, asked in _named(part):
            alike.setdefault(name, []).append(asked)
    answered: dict[Spot, Spot] = {}
    for found in alike.values():
        source = _source(found)
        if source is None:
            continue
        for one in found:
            if one is not source and not one.held and agree(source.field, one.field):
                answered[one.spot] = source.spot
    return answered


def agree(one: Field, other: Field) -> bool:
    """Say whether some answer can be one to both questions."""
    if one.kind is not other.kind:
        return False
    if one.kind is Kind.CHOICE:
        return len(both(one.choices, other.choices)) > 1
    if one.file is not None and other.file is not None:
        return bool(set(one.file.types) & set(other.file.types))
    lows = [each.bounds.low for each in (one, other) if each.bounds.low is not None]
    highs = [each.bounds.high for each in (one, other) if each.bounds.high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def both(one: Sequence[Choice], other: Sequence[Choice]) -> list[str]:
    """Return the answers that two lists have in common, in the order of the first."""
    values = {choice.value for choice in other}
    return [choice.value for choice in one if choice.value in values]


def _source(found: Sequence[_Asked]) -> _Asked | None:
    """Return which question is asked for all; none where there is but one, or each hangs on an answer."""
    always = [one for one in found if one.always]
    if len(found) < 2 or not always:
        return None
    return next((one for one in always if one.held), always[0])


def _named(part: Part) -> Iterator[tuple[str, _Asked]]:
    """Yield the questions of a form that another form may ask too, each under the name by which it is known."""
    held = read_by_others(part.form)
    for section in part.form.sections:
        seen: set[str] = set()
        for one in () if section.office else section.fields:
            name = _name(part, section, one)
            if name and name not in seen:
                seen.add(name)
                always = asked_always(section, one)
                yield name, _Asked((part.key, one.path), one, always, one.path in held)


def _name(part: Part, section: Section, one: Field) -> str:
    if one.kind is Kind.FILE:
        return f"material {part.alike[one.name]}" if one.name in part.alike else ""
    if one.kind is Kind.PLEDGE:
        return f"pledge {one.title.zh} {one.hint.zh}"
    if not one.element or not section.about_applicant:
        return ""
    return f"element {one.element} {schema_of(part.form, one.path).get('pattern', '')}"


def schema_of(form: Form, path: str) -> Mapping[str, Any]:
    """Return the schema of the question at a path such as `applicant.name`."""
    section, _, name = path.partition(".")
    root: Mapping[str, Any] = form.schema
    found: Mapping[str, Any] = root["properties"][section]["properties"][name]
    return found


def asked_always(section: Section, one: Field) -> bool:
    """Say whether everybody who fills the form in meets the question."""
    return section.required and section.condition is None and one.condition is None


def read_by_others(form: Form) -> set[str]:
    """Return the paths of the questions on whose answers others hang."""
    found = [section.condition for section in form.sections]
    found += [one.condition for section in form.sections for one in section.fields]
    return {condition.path for condition in found if condition is not None}
