"""What a change of some fields makes of a content, and in what two contents differ. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from tongban.kernel.catalogue.content import Content

# Not said to anybody: how it was loaded, and what is still to be compared.
_SILENT = ("dossier_digest",)


@dataclass(frozen=True, slots=True)
class Difference:
    """差异: a field whose value is another than before."""

    field: str
    before: Any
    after: Any


def amended(content: Content, changes: Mapping[str, Any]) -> Content:
    """Return the content with these fields changed; what a keeper has entered counts as verified."""
    after = replace(content, **changes)
    changed = {one.field for one in differences(content, after)}
    unverified = tuple(name for name in after.unverified if name not in changed)
    return replace(after, unverified=unverified)


def differences(before: Content | None, after: Content) -> tuple[Difference, ...]:
    """Return the fields in which `after` differs, in the order of `Content`; all that is filled where nothing was."""
    return tuple(
        Difference(field.name, getattr(before, field.name, None), getattr(after, field.name))
        for field in fields(Content)
        if field.name not in _SILENT
        and getattr(before, field.name, None) != getattr(after, field.name)
    )
