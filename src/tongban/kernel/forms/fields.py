"""Reading the questions of a form from its schema, each kind by its own rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from tongban.kernel import Refusal
from tongban.kernel.forms.binding import Bound, agreed, bound_at
from tongban.kernel.forms.schema import Node
from tongban.kernel.forms.shapes import Choice, Condition, Field, FileRule, Json, Kind, Text

FILE_TYPES = ("pdf", "jpg", "png", "docx", "xlsx", "ofd")
_LARGEST_FILE_MB = 200
_MOST_ROWS = 100
_FORMATS: Mapping[str, Kind] = MappingProxyType(
    {"date": Kind.DATE, "phone": Kind.PHONE, "email": Kind.EMAIL}
)
# The tokens of the HTML standard that a form about oneself needs (WCAG 1.3.5).
_AUTOCOMPLETE = (
    "name", "tel", "email", "street-address", "bday", "organization", "organization-title",
    "postal-code", "sex", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands: its path, whether it is asked always, and what it hangs on."""

    path: str
    required: bool
    condition: Condition | None = None


def read_field(node: Node, spot: Spot) -> Field:
    """Return the field that `node` describes. Raises `Refusal` with the JSON pointer."""
    known = bound_at(node)
    given = node.one_of("type", tuple(_READERS), otherwise=known.type if known else "")
    reader = _READERS.get(given)
    if reader is None:
        raise node.wrong("type")
    return agreed(node, reader(node, spot))


def _plain(node: Node, spot: Spot, kind: Kind) -> Field:
    known = bound_at(node)
    title = node.text("title", needed=known is None)
    return Field(
        path=spot.path,
        kind=kind,
        title=title if title.zh or known is None else known.title,
        hint=node.text("description"),
        required=spot.required,
        condition=spot.condition,
        element=node.get("x-element", str, ""),
        personal=node.get("x-personal", bool, known is not None and known.personal),
    )


def _string(node: Node, spot: Spot) -> Field:
    known = bound_at(node)
    if "oneOf" in node.body or (known is not None and known.choices):
        return _choice(node, spot)
    return _file(node, spot) if "x-file" in node.body else _text(node, spot)


def _text(node: Node, spot: Spot) -> Field:
    node.only(
        ("minLength", "maxLength", "pattern", "format", "x-multiline", "x-autocomplete",
         "x-element", "x-personal", "x-show-when")
    )  # fmt: skip
    known = bound_at(node)
    kind = Kind.LINES if node.get("x-multiline", bool, False) else Kind.LINE
    kind = _FORMATS.get(node.one_of("format", tuple(_FORMATS)), kind)
    if known is not None and kind is Kind.LINE:
        kind = known.kind
    bounds = node.bounds("minLength", "maxLength")
    if bounds.high is None and kind in (Kind.LINE, Kind.LINES) and known is None:
        raise Refusal(
            "forms.no_length",
            "At {pointer} maxLength is missing: a free text needs a longest length.",
            pointer=node.pointer,
        )
    complete = node.one_of("x-autocomplete", _AUTOCOMPLETE)
    return replace(_plain(node, spot, kind), bounds=bounds, autocomplete=complete)


def _choice(node: Node, spot: Spot) -> Field:
    node.only(("oneOf", "x-element", "x-personal", "x-show-when"))
    choices = _answers(node) if "oneOf" in node.body else _known_answers(bound_at(node))
    return replace(_plain(node, spot, Kind.CHOICE), choices=choices)


def _known_answers(known: Bound | None) -> tuple[Choice, ...]:
    return known.choices if known is not None else ()


def _answers(node: Node) -> tuple[Choice, ...]:
    listed: list[Json] = []
    answers = [
        Node(f"{node.pointer}/oneOf/{at}", body if isinstance(body, dict) else {})
        for at, body in enumerate(node.get("oneOf", list, listed))
    ]
    for answer in answers:
        answer.only(("const",))
    choices = tuple(Choice(a.get("const", str, ""), a.text("title", needed=True)) for a in answers)
    if len({choice.value for choice in choices} - {""}) < max(len(choices), 2):
        raise Refusal(
            "forms.bad_choices",
            "At {pointer} give two or more answers, each with its own const text and a title.",
            pointer=node.pointer,
        )
    return choices


def _file(node: Node, spot: Spot) -> Field:
    node.only(("x-file", "x-personal", "x-show-when"))
    rule = node.below("x-file")
    listed: list[Json] = []
    types = tuple(str(name) for name in rule.get("types", list, listed))
    most = rule.get("max_mb", int, 0)
    known = bool(types) and set(types) <= set(FILE_TYPES)
    if not known or not 1 <= most <= _LARGEST_FILE_MB:
        raise Refusal(
            "forms.bad_file",
            "At {pointer} x-file needs types out of {allowed} and max_mb from 1 to {most}.",
            pointer=node.pointer,
            allowed=", ".join(FILE_TYPES),
            most=_LARGEST_FILE_MB,
        )
    return replace(_plain(node, spot, Kind.FILE), file=FileRule(types, most))


def _integer(node: Node, spot: Spot) -> Field:
    node.only(("minimum", "maximum", "x-unit", "x-element", "x-personal", "x-show-when"))
    field, known = _plain(node, spot, Kind.INTEGER), bound_at(node)
    unit = Text(node.get("x-unit", str, ""), node.below("x-en").get("unit", str, ""))
    if not unit.zh and known is not None:
        unit = known.unit
    return replace(field, bounds=node.bounds("minimum", "maximum"), unit=unit)


def _boolean(node: Node, spot: Spot) -> Field:
    node.only(("const", "x-personal", "x-show-when"))
    pledge = node.get("const", bool, False)
    if "const" in node.body and not pledge:
        raise node.wrong("const")
    return _plain(node, spot, Kind.PLEDGE if pledge else Kind.YES_NO)


def _table(node: Node, spot: Spot) -> Field:
    node.only(("items", "minItems", "maxItems", "x-show-when"))
    rows = node.below("items")
    rows.only(("properties", "required", "additionalProperties"))
    bounds = node.bounds("minItems", "maxItems")
    if not max(1, bounds.low or 0) <= (bounds.high or 0) <= _MOST_ROWS:
        raise Refusal(
            "forms.bad_rows",
            "At {pointer} a table needs maxItems from 1 to {most}, not below minItems.",
            pointer=node.pointer,
            most=_MOST_ROWS,
        )
    columns = tuple(_column(name, part, rows, spot.path) for name, part in rows.parts())
    field = _plain(node, spot, Kind.TABLE)
    return replace(field, bounds=bounds, columns=columns, row=rows.text("title"))


def _column(name: str, node: Node, rows: Node, path: str) -> Field:
    if node.body.get("type") == "array" or "x-show-when" in node.body:
        raise Refusal(
            "forms.bad_column",
            "At {pointer} a column can neither be a table nor depend on an answer; ask it beside the table.",
            pointer=node.pointer,
        )
    return read_field(node, Spot(f"{path}.{name}", name in rows.names("required")))


_READERS: Mapping[str, Callable[[Node, Spot], Field]] = MappingProxyType(
    {"string": _string, "integer": _integer, "boolean": _boolean, "array": _table}
)
