"""Turns a content into what JSON can hold, and back without loss. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Final

from tongban.kernel.catalogue.content import Article, Content, Paper
from tongban.kernel.catalogue.rules import Limit, parse_limit

_LIMITS: Final = ("statutory", "promised")
_ROWS: Final[Mapping[str, Any]] = {"bases": Article, "materials": Paper}
FIELDS: Final = tuple(each.name for each in fields(Content))


def as_plain(content: Content) -> dict[str, Any]:
    """Return the content as numbers, words, lists and mappings."""
    return {name: _plain(getattr(content, name)) for name in FIELDS}


def from_plain(plain: Mapping[str, Any]) -> Content:
    """Return the content; fields that were unknown when it was written have the value of nothing entered."""
    return Content(**{name: value_of(name, plain[name]) for name in FIELDS if name in plain})


def value_of(name: str, plain: Any) -> Any:  # noqa: ANN401 - any field
    """Return the value of one field of `Content`."""
    if name in _LIMITS:
        return None if plain is None else parse_limit(plain)
    if name in _ROWS:
        return tuple(_ROWS[name](**row) for row in plain)
    return tuple(plain) if isinstance(plain, list) and name != "form" else plain


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field
    if isinstance(value, Limit):
        return str(value)
    if isinstance(value, Article | Paper):
        return asdict(value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value
