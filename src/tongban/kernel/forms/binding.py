"""Fields bound to data elements 数据元 of the standard: what they take from it, and where a form contradicts it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tongban.kernel import Refusal
from tongban.kernel.forms import words
from tongban.kernel.forms.schema import Node
from tongban.kernel.forms.shapes import Bounds, Choice, Fault, Field, Json, Kind, Text
from tongban.standards.elements import Element, Format, Mask, Word, elements

_KINDS: Mapping[Format, Kind] = MappingProxyType(
    {
        Format.TEXT: Kind.LINE,
        Format.DATE: Kind.DATE,
        Format.PHONE: Kind.PHONE,
        Format.EMAIL: Kind.EMAIL,
        Format.INTEGER: Kind.INTEGER,
        Format.CHOICE: Kind.CHOICE,
    }
)
_TEXTS = (Kind.LINE, Kind.LINES)
# What a form says in its own words, with the title of the question.
_SAID: Mapping[str, str] = MappingProxyType(
    {
        "element.too_small": words.AT_LEAST,
        "element.too_large": words.AT_MOST,
        "element.no_choice": words.CHOOSE,
    }
)


@dataclass(frozen=True, slots=True)
class Bound:
    """What the standard says of a data element, as far as a form needs it."""

    element: Element

    @property
    def title(self) -> Text:
        """Return the title a field has unless the form gives it another."""
        return _text(self.element.word)

    @property
    def unit(self) -> Text:
        """Return what its whole numbers count."""
        return _text(self.element.unit)

    @property
    def kind(self) -> Kind:
        """Return the kind of field that asks for it."""
        return _KINDS[self.element.format]

    @property
    def type(self) -> str:
        """Return the JSON type of its answers."""
        return "integer" if self.kind is Kind.INTEGER else "string"

    @property
    def personal(self) -> bool:
        """Say whether answers are personal data."""
        return self.element.personal

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return the answers there are, where the element lists them."""
        return tuple(Choice(one.value, _text(one.word)) for one in self.element.choices)

    def check(self, path: str, answer: Json) -> Fault | None:
        """Say what the standard finds wrong with an answer at `path`, or nothing."""
        if not isinstance(answer, str | int) or isinstance(answer, bool):
            return None
        fault = self.element.check(answer)
        if fault is None:
            return None
        return Fault(path, _SAID.get(fault.code, fault.words), dict(fault.facts))


def bound(name: str) -> Bound | None:
    """Return the data element called `name`, or `None` where the standard has none."""
    found = elements().get(name)
    return Bound(found) if found is not None else None


def bound_at(node: Node) -> Bound | None:
    """Return the element to which a field is bound. Raises `Refusal` where there is no such element."""
    name = node.get("x-element", str, "")
    known = bound(name) if name else None
    if name and known is None:
        raise Refusal(
            "forms.unknown_element",
            "At {pointer} the data element “{element}” does not exist; correct its name.",
            pointer=node.pointer,
            element=name,
        )
    return known


def agreed(node: Node, field: Field) -> Field:
    """Return the field as its element completes it. Raises `Refusal` where the form contradicts the element.

    A form may ask for less (a shorter text, fewer answers, a closer range), never for something else.
    """
    known = bound_at(node)
    if known is None:
        return field
    for found in (
        _kind(field, known),
        _bounds(field, known),
        _choices(field, known),
        _unit(field, known),
        _personal(node, known),
    ):
        if found:
            raise _contradiction(node, known.element, *found)
    return field


def is_code(field: Field) -> bool:
    """Say whether answers to `field` are codes, written in capitals and without spaces."""
    known = bound(field.element) if field.element else None
    return known is not None and bool(known.element.code)


def mask_of(field: Field) -> Mask | None:
    """Return how the standard masks answers to `field`; `None` where it does not call them personal."""
    known = bound(field.element) if field.element else None
    return known.element.mask if known is not None and known.personal else None


def _kind(field: Field, known: Bound) -> tuple[str, str] | None:
    same = field.kind is known.kind or {field.kind, known.kind} <= set(_TEXTS)
    chosen = field.kind is Kind.CHOICE and known.kind is Kind.LINE and not known.element.code
    return None if same or chosen else (field.kind.value, known.kind.value)


def _bounds(field: Field, known: Bound) -> tuple[str, str] | None:
    if field.kind is Kind.INTEGER:
        widest = Bounds(known.element.range.low, known.element.range.high)
    elif field.kind in _TEXTS and not known.element.code:
        widest = Bounds(None, known.element.max_length)
    else:
        return None
    low, high = field.bounds.low, field.bounds.high
    for asked in (low, high):
        if asked is not None and not _within(asked, widest):
            return str(asked), f"{_end(widest.low)}…{_end(widest.high)}"
    return None


def _within(number: int, widest: Bounds) -> bool:
    above = widest.low is None or number >= widest.low
    return above and (widest.high is None or number <= widest.high)


def _end(number: int | None) -> str:
    return "" if number is None else str(number)


def _choices(field: Field, known: Bound) -> tuple[str, str] | None:
    allowed = [choice.value for choice in known.choices]
    strange = [choice.value for choice in field.choices if choice.value not in allowed]
    return (", ".join(strange), ", ".join(allowed)) if allowed and strange else None


def _unit(field: Field, known: Bound) -> tuple[str, str] | None:
    own, theirs = field.unit.zh, known.unit.zh
    return (own, theirs) if own and theirs and own != theirs else None


def _personal(node: Node, known: Bound) -> tuple[str, str] | None:
    if known.personal and not node.get("x-personal", bool, known.personal):
        return "x-personal: false", "personal"
    return None


def _contradiction(node: Node, element: Element, asked: str, known: str) -> Refusal:
    return Refusal(
        "forms.contradicts_element",
        "At {pointer} the form asks for “{asked}”, but the data element {element} ({title}) is “{known}”. Ask as the element does, or leave it unbound.",
        pointer=node.pointer,
        asked=asked,
        element=element.name,
        title=element.title,
        known=known,
    )


def _text(word: Word) -> Text:
    return Text(word.title, word.english)
