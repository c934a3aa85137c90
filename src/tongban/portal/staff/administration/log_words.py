"""日志用语: what the types of entries are called, and what of their data is shown: nothing that could be somebody's."""

import inspect
import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from tongban import kernel
from tongban.kernel.identity.queries.people import of_the_public
from tongban.standards.codes import identity_number

HIDDEN = "***"
TELEPHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}", re.IGNORECASE)
NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")


def _terms() -> dict[str, str]:
    """Return the Chinese term of every type of entry, as the docstring of its class opens with it."""
    found: dict[str, str] = {}
    for module in walk_packages(kernel.__path__, "tongban.kernel."):
        if ".events" not in module.name:
            continue
        for thing in vars(import_module(module.name)).values():
            kind = vars(thing).get("type") if inspect.isclass(thing) else None
            if isinstance(kind, str):
                found[kind] = (inspect.getdoc(thing) or "").partition(":")[0].strip()
    return found


TYPES: Mapping[str, str] = _terms()


def disclosed(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the data of an entry, flat. The log holds no personal data; should some have slipped in, it is hidden."""
    return [(name, shielded(text)) for name, text in _flat(data, "")]


def shielded(text: str) -> str:
    """Return a text without telephones, addresses of mail and identity numbers."""
    hidden = EMAIL.sub(HIDDEN, TELEPHONE.sub(HIDDEN, text))
    return NUMBER.sub(lambda found: found[0] if identity_number.check(found[0]) else HIDDEN, hidden)


def unnamed(actors: Iterable[str]) -> set[str]:
    """Return those of the actors that are of the public."""
    ids = {int(each[7:]) for each in actors if re.fullmatch(r"person/\d{1,18}", each)}
    return {f"person/{each}" for each in of_the_public(ids)}


def _flat(value: Any, name: str) -> list[tuple[str, str]]:  # noqa: ANN401 - JSON of any shape
    if isinstance(value, Mapping):
        inner = [(f"{name}.{key}" if name else str(key), each) for key, each in value.items()]
    elif isinstance(value, list) and any(isinstance(each, Mapping | list) for each in value):
        inner = [(f"{name}[{place}]", each) for place, each in enumerate(value)]
    else:
        return [(name, _said(value))]
    return [line for key, each in inner for line in _flat(each, key)]


def _said(value: Any) -> str:  # noqa: ANN401 - JSON of any shape
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
