"""Fields bound to data elements 数据元 of the standard: their titles, their check, and whether they are personal."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tongban.kernel.forms.shapes import Fault, Field, Kind, Text
from tongban.standards.elements import Element, Format, elements

_KINDS: Mapping[Format, Kind] = MappingProxyType(
    {
        Format.TEXT: Kind.LINE,
        Format.DATE: Kind.DATE,
        Format.PHONE: Kind.PHONE,
        Format.EMAIL: Kind.EMAIL,
        Format.INTEGER: Kind.INTEGER,
    }
)


@dataclass(frozen=True, slots=True)
class Bound:
    """What the standard says of a data element, as far as a form needs it."""

    element: Element

    @property
    def title(self) -> Text:
        """Return the title a field has unless the form gives it another."""
        return Text(self.element.title, self.element.english)

    @property
    def kind(self) -> Kind:
        """Return the kind of field that asks for it."""
        return _KINDS[self.element.format]

    @property
    def personal(self) -> bool:
        """Say whether answers are personal data."""
        return self.element.personal

    def check(self, path: str, answer: str) -> Fault | None:
        """Say what the standard finds wrong with an answer at `path`, or nothing."""
        fault = self.element.check(answer)
        return Fault(path, fault.words, dict(fault.facts)) if fault is not None else None


def bound(name: str) -> Bound | None:
    """Return the data element called `name`, or `None` where the standard has none."""
    found = elements().get(name)
    return Bound(found) if found is not None else None


def is_code(field: Field) -> bool:
    """Say whether answers to `field` are codes, written in capitals and without spaces."""
    known = bound(field.element) if field.element else None
    return known is not None and bool(known.element.code)
