"""Loading a form: the whole schema is understood, or it is refused with a place and a reason."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import jsonschema_rs

from tongban.kernel import Refusal
from tongban.kernel.forms.conditions import (
    branches,
    conditions_of,
    refused,
    then_required,
    unanswerable,
)
from tongban.kernel.forms.fields import Spot, read_field
from tongban.kernel.forms.schema import Node
from tongban.kernel.forms.shapes import Condition, Form, Json, Section

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ABOUT = ("applicant", "another")
_BRANCHES = ("allOf", "if", "then", "else")
_OBJECT = ("properties", "required", "additionalProperties", *_BRANCHES)


def form(schema: Mapping[str, Json]) -> Form:
    """Return the form that `schema` describes (JSON Schema 2020-12, the subset of docs/reference/forms.md).

    Raises `Refusal` with the JSON pointer and the reason when any part of it could not be rendered.
    """
    root = Node("#", schema)
    root.only(("$schema", "$id", *_OBJECT))
    root.one_of("$schema", (_DIALECT,))
    sections = tuple(_sections(root))
    read = Form(
        title=root.text("title", needed=True),
        hint=root.text("description"),
        sections=sections,
        schema=schema,
        validator=_validator(schema),
    )
    _answerable(read)
    _office_last(read)
    return read


def _sections(root: Node) -> Iterator[Section]:
    needed = root.names("required")
    hanging = conditions_of(root, prefix="")
    for name, node in root.parts():
        node.only((*_OBJECT, "x-show-when", "x-about", "x-office"))
        condition = hanging.get(name)
        _either(node, name, needed, condition)
        inner = conditions_of(node, prefix=f"{name}.")
        asked = node.names("required")
        fields = []
        for own, part in node.parts():
            _either(part, own, asked, inner.get(own))
            spot = Spot(f"{name}.{own}", own in (*asked, *_then(node)), inner.get(own))
            fields.append(read_field(part, spot))
        office = _office(node, name, bool(asked) or name in (*needed, *hanging) or bool(inner))
        yield Section(
            name=name,
            title=node.text("title", needed=True),
            hint=node.text("description"),
            fields=tuple(fields),
            required=name in (*needed, *_then(root)),
            condition=condition,
            about_applicant=not office and node.one_of("x-about", _ABOUT) != "another",
            office=office,
        )


def _office(node: Node, name: str, asked: bool) -> bool:  # noqa: FBT001
    """Tell whether the section is the office's; what must be filled in there is for each step of the flow to say."""
    office = node.get("x-office", bool, False)
    if office and (asked or "x-about" in node.body):
        raise Refusal(
            "forms.office_required",
            "At {pointer} “{name}” is filled in by the office, so the form cannot require it or hang it on an answer; say tongban:must at a step of the flow.",
            pointer=node.pointer,
            name=name,
        )
    return office


def _then(node: Node) -> tuple[str, ...]:
    return tuple(name for branch in branches(node) for name in then_required(branch))


def _either(node: Node, name: str, required: tuple[str, ...], condition: Condition | None) -> None:
    if condition is not None and name in required:
        raise Refusal(
            "forms.hidden_but_required",
            "At {pointer} the part is always required but shown only sometimes; "
            "require it in the then branch of its condition.",
            pointer=node.pointer,
        )


def _office_last(read: Form) -> None:
    """Refuse a section of the office before one of the applicant: no question of his may hang on it."""
    kinds = [section.office for section in read.sections]
    if kinds != sorted(kinds) or all(kinds):
        raise Refusal(
            "forms.office_last",
            "The sections of the office come after all that the applicant is asked; move them to the end.",
        )


def _answerable(read: Form) -> None:
    if pointer := unanswerable(read):
        raise refused(pointer)


def _validator(schema: Mapping[str, Json]) -> jsonschema_rs.Draft202012Validator:
    try:
        return jsonschema_rs.Draft202012Validator(cast("dict[str, Any]", schema))
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        raise Refusal(
            "forms.no_schema",
            "The form is no valid JSON Schema 2020-12: {reason}.",
            reason=str(error).splitlines()[0],
        ) from error
