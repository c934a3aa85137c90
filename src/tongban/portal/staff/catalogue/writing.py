"""Writes the values of a content as text, for the controls of the editor."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tongban.kernel.catalogue.content import Content
from tongban.portal.staff.catalogue.inputs import Input
from tongban.portal.staff.catalogue.sections import PARTS


def written(one: Input, content: Content) -> Any:  # noqa: ANN401 - text, texts or rows
    """Return what an input shows of a content."""
    if one.name in PARTS:
        part = getattr(content, PARTS[one.name]) or {}
        return str(part.get(one.name.removeprefix("certificate_"), ""))
    value = getattr(content, one.name)
    if one.kind == "rows":
        return [_row(one, row) for row in _entries(one, value)]
    if one.kind == "many":
        return [str(each) for each in value]
    if one.name == "form":
        return "" if value is None else json.dumps(value, ensure_ascii=False, indent=2)
    return _text(value)


def _entries(one: Input, value: Any) -> Sequence[Any]:  # noqa: ANN401 - rows of whatever kind
    if one.name == "performers":
        return [{"key": key, **bound} for key, bound in value.items()]
    return list(value)


def _row(one: Input, row: Any) -> dict[str, str]:  # noqa: ANN401 - a mapping or one of our classes
    read = row.get if isinstance(row, Mapping) else lambda name: getattr(row, name)
    return {column.name: _text(read(column.name)) for column in one.columns}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None else str(value)
