"""Says values and differences of a matter in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any

from django.utils.translation import gettext

from tongban.kernel.catalogue.amending import Difference
from tongban.kernel.catalogue.differing import facts_of
from tongban.kernel.catalogue.exchange.lists import BY_FIELD, Part
from tongban.kernel.catalogue.labels import FIELDS
from tongban.kernel.catalogue.rules import Limit
from tongban.kernel.identity.queries import names_of
from tongban.portal.limits import limit_words
from tongban.portal.staff.catalogue.inputs import Name
from tongban.portal.staff.catalogue.sections import INPUTS
from tongban.portal.wording import listed


@dataclass(frozen=True, slots=True)
class Told:
    """差异一行: what the field is called, and what it said before and says now."""

    field: Name
    before: str
    after: str


def told(changes: Iterable[Difference]) -> list[Told]:
    """Return the differences in words."""
    return [
        Told(
            FIELDS.get(one.field, one.field),
            said(one.field, one.before),
            said(one.field, one.after),
        )
        for one in changes
    ]


def said(name: str, value: Any) -> str:  # noqa: ANN401 - any field of a content
    """Return a value in words; a dash where there is none."""
    if value is None or value in ("", (), [], {}):
        return "—"
    if name in ("form", "flow"):
        return gettext("Entered, {n} characters").format(n=len(str(value)))
    if name == "organ_id":
        return names_of([f"organ/{value}"]).get(f"organ/{value}", str(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _several(name, value)
    return _single(name, value)


def _single(name: str, value: Any) -> str:  # noqa: ANN401 - any field of a content
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, Limit):
        return limit_words(str(value))
    if isinstance(value, Mapping):
        return listed(str(each) for each in value.values())
    return _chosen(name, value)


def _several(name: str, values: Sequence[Any]) -> str:
    if isinstance(values[0], Mapping) or is_dataclass(values[0]):
        return "\n".join(f"{n}. {_entry(name, each)}" for n, each in enumerate(values, start=1))
    return listed(_chosen(name, each) for each in values)


def _entry(name: str, row: Any) -> str:  # noqa: ANN401 - a mapping or one of our classes
    facts, sheet = facts_of(row), BY_FIELD.get(name)
    if sheet is None:
        said = [str(each) for each in facts.values() if each not in ("", False, None)]
    else:
        said = [_part(part, facts.get(part.key)) for part in sheet.parts if part.key != "key"]
    return " · ".join(words for words in said if words)


def _part(part: Part, value: Any) -> str:  # noqa: ANN401 - any fact of an entry
    if value in ("", False, None):
        return ""
    return str(part.label) if value is True else part.kind.write(value)


def _chosen(name: str, value: Any) -> str:  # noqa: ANN401 - a choice or a text
    one = INPUTS.get(name)
    if one is None or one.choices is None:
        return str(value)
    return next(
        (str(label) for each, label in one.choices() if str(each) == str(value)), str(value)
    )
