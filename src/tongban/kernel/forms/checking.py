"""Checking answers against a form, in words that people can act on."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, cast

from jsonschema_rs import ValidationError

from tongban.kernel.forms import words
from tongban.kernel.forms.conditions import holds, settled_parts
from tongban.kernel.forms.formats import misread
from tongban.kernel.forms.shapes import Fault, Field, Form, Json, Kind, Values, leaves, without_rows

_MISSING = ("required", "minItems")
_LIMITS: Mapping[str, str] = MappingProxyType(
    {
        "minimum": words.AT_LEAST,
        "maximum": words.AT_MOST,
        "minLength": words.TOO_SHORT,
        "maxLength": words.TOO_LONG,
        "minItems": words.TOO_FEW_ROWS,
        "maxItems": words.TOO_MANY_ROWS,
    }
)
_EMPTY: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.CHOICE: words.CHOOSE,
        Kind.YES_NO: words.CHOOSE,
        Kind.PLEDGE: words.AGREE,
        Kind.FILE: words.ATTACH,
    }
)


def check(form: Form, values: Values, *, whole: bool) -> tuple[Fault, ...]:
    """Return what is wrong with `values`, one fault a field, in the order of the form.

    Parts that are not asked after the other answers are passed over. Unless `whole`, answers may still be missing.
    """
    asked = _framed(form, settled_parts(form, values))
    fields = {field.path: field for field in form.fields()}
    found: dict[str, Fault] = {}
    for path, value in leaves(asked):
        field = fields.get(without_rows(path))
        if field is not None and (fault := misread(field, path, value)):
            found[path] = fault
    for error in form.validator.iter_errors(cast("Any", asked)):
        if whole or error.kind.name not in _MISSING:
            for fault in _told(error, fields):
                found.setdefault(fault.path, fault)
    order = list(fields)
    return tuple(sorted(found.values(), key=lambda fault: _place(fault.path, order)))


def check_step(form: Form, values: Values, step: str) -> tuple[Fault, ...]:
    """Return what is wrong with one section, missing answers included."""
    faults = check(form, values, whole=True)
    return tuple(fault for fault in faults if fault.path.partition(".")[0] == step)


def _framed(form: Form, values: Values) -> dict[str, Json]:
    """Return `values` with an object for each section that must come, and without empty tables that need not."""
    framed = dict(values)
    for section in form.sections:
        needed = section.required and holds(section.condition, values)
        answers = framed.pop(section.name, None) or {}
        if isinstance(answers, dict):
            blank = [f.name for f in section.fields if not f.required and answers.get(f.name) == []]
            answers = {name: value for name, value in answers.items() if name not in blank}
        if answers or needed:
            framed[section.name] = answers
    return framed


def _told(error: ValidationError, fields: Mapping[str, Field]) -> Iterator[Fault]:
    path = ".".join(str(part) for part in error.instance_path)
    kind = error.kind.name
    if kind in ("required", "additionalProperties"):
        named = error.kind.value if isinstance(error.kind.value, list) else [error.kind.value]
        for name in named:
            inner = f"{path}.{name}" if path else str(name)
            missing = _missing(fields.get(without_rows(inner)))
            yield Fault(inner, missing if kind == "required" else words.NOT_ASKED)
    elif kind in _LIMITS:
        yield Fault(path, _LIMITS[kind], {"limit": int(error.kind.value)})
    else:
        yield Fault(path, _unlike(kind, fields.get(without_rows(path))))


def _missing(field: Field | None) -> str:
    return _EMPTY.get(field.kind, words.FILL_IN) if field is not None else words.FILL_IN


def _unlike(keyword: str, field: Field | None) -> str:
    if field is None:
        return words.NOT_ASKED
    return words.PATTERN if keyword == "pattern" else _missing(field)


def _place(path: str, order: list[str]) -> tuple[int, ...]:
    """Return where `path` stands in the form: by section and field, then by row, then by column."""
    place: list[int] = []
    parts = path.split(".")
    for end in range(1, len(parts) + 1):
        known = without_rows(".".join(parts[:end]))
        if parts[end - 1].isdigit():
            place.append(int(parts[end - 1]))
        elif known in order:
            place.append(order.index(known))
    return tuple(place) if place else (len(order),)
