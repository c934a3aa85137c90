"""沿用: which answers to one form still answer another, such as that of the matter's next version: pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tongban.kernel.forms.checking import check
from tongban.kernel.forms.shapes import Field, Form, Json, Kind, Text, Values, without_rows

Why: TypeAlias = Literal["gone", "other", "wrong"]


@dataclass(frozen=True, slots=True)
class Left:
    """未沿用: an answer that was left out: its question is `gone`, asks for something `other`, or takes it no more (`wrong`)."""

    path: str
    title: Text
    why: Why


@dataclass(frozen=True, slots=True)
class Carried:
    """沿用结果: what goes over into the other form, and what was left out, in the order of the first form."""

    values: dict[str, Json]
    left: tuple[Left, ...]


def carried(before: Form, after: Form, values: Values) -> Carried:
    """Return the answers to `before` that fit `after`. Pledges are not carried: who applies anew gives them anew."""
    kept: dict[str, dict[str, Json]] = {}
    left: list[Left] = []
    for field, value in _answers(before, values):
        why = _unfit(field, after)
        section, _, name = field.path.partition(".")
        if why is None:
            kept.setdefault(section, {})[name] = value
        else:
            left.append(Left(field.path, field.title, why))
    faults = {fault.path for fault in check(after, _plain(kept), whole=False)}
    for path in sorted({_question(without_rows(fault), after) for fault in faults}):
        section, _, name = path.partition(".")
        if kept.get(section, {}).pop(name, None) is not None:
            title = next(one.title for one in before.fields() if one.path == path)
            left.append(Left(path, title, "wrong"))
    order = [field.path for field in before.fields()]
    return Carried(_plain(kept), tuple(sorted(left, key=lambda one: order.index(one.path))))


def _answers(form: Form, values: Values) -> Iterator[tuple[Field, Json]]:
    for section in form.sections:
        given = values.get(section.name)
        for field in section.fields if isinstance(given, dict) else ():
            value = given.get(field.name) if isinstance(given, dict) else None
            if value not in (None, "", []) and field.kind is not Kind.PLEDGE:
                yield field, value


def _unfit(field: Field, after: Form) -> Why | None:
    """Say why an answer cannot go over; a table goes over as a whole or not at all."""
    asked = {one.path: one for one in after.fields()}
    found = asked.get(field.path)
    if found is None:
        return "gone"
    same = found.kind is field.kind and all(
        column.path in asked and asked[column.path].kind is column.kind for column in field.columns
    )
    return None if same else "other"


def _question(path: str, form: Form) -> str:
    """Return the path of the question that a fault is about; a column's is its table's."""
    tables = (one.path for one in form.fields() if one.kind is Kind.TABLE)
    return next((table for table in tables if path.startswith(f"{table}.")), path)


def _plain(kept: dict[str, dict[str, Json]]) -> dict[str, Json]:
    return {section: dict(answers) for section, answers in kept.items() if answers}
