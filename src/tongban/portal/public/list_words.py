"""What a row of a public list says, in the language in force."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from tongban.kernel.catalogue.list_labels import FIELDS
from tongban.kernel.catalogue.lists import Changed, Row
from tongban.kernel.catalogue.vocabulary import (
    Audience,
    BodyTheme,
    CaseType,
    Channel,
    Convenience,
    Depth,
    PersonTheme,
    PowerType,
)
from tongban.kernel.identity.queries import Level
from tongban.portal.limits import limit_words
from tongban.portal.wording import listed

THEMES: Mapping[str, Any] = {**dict(PersonTheme.choices), **dict(BodyTheme.choices)}
_PERSON = tuple(PersonTheme.values)


@dataclass(frozen=True, slots=True)
class Said:
    """变更内容: one field of a matter that reads differently, before and after."""

    field: str | Promise
    before: str
    after: str


def words(row: Row, field: str) -> str:
    """Return what the row says in that field; nothing where it was not entered."""
    value = getattr(row, field)
    return "" if value is None else _SAID.get(field, str)(value)


def said(changed: Changed) -> list[Said]:
    """Return every field of a changed matter with its words before and after."""
    names = [name for name in changed.fields if name != "organ_id" or len(changed.fields) == 1]
    return [
        Said(FIELDS[name], words(changed.before, name), words(changed.after, name))
        for name in names
    ]


def theme_name(theme: str) -> str:
    """Return the name of a theme, with whose life it belongs to, as two themes may share a name."""
    whose = gettext("Individuals") if theme in _PERSON else gettext("Legal persons")
    return f"{whose} · {THEMES.get(theme, theme)}"


def _names(choices: Mapping[Any, Any]) -> Callable[[Iterable[Any]], str]:
    return lambda values: listed(str(choices.get(value, value)) for value in values)


def _name(choices: Mapping[Any, Any]) -> Callable[[Any], str]:
    return lambda value: str(choices.get(value, value))


_SAID: Mapping[str, Callable[[Any], str]] = {
    "power_type": _name(dict(PowerType.choices)),
    "level": _name(dict(Level.choices)),
    "case_type": _name(dict(CaseType.choices)),
    "audience": _name(dict(Audience.choices)),
    "promised": limit_words,
    "statutory": limit_words,
    "online": lambda value: gettext("Yes") if value else gettext("No"),
    "channels": _names(dict(Channel.choices)),
    "depth": _names(dict(Depth.choices)),
    "themes": _names(THEMES),
    "conveniences": _names(dict(Convenience.choices)),
}
