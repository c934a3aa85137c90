"""Reading one place of a schema: its words, its limits, and refusing what cannot be rendered."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tongban.kernel import Refusal
from tongban.kernel.forms.shapes import Bounds, Json, Text

LARGEST = 2**53 - 1
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NOTES = frozenset({"$comment", "description", "title", "type", "x-en"})
_T = TypeVar("_T", bound=Json)


@dataclass(frozen=True, slots=True)
class Node:
    """One object of the schema and the JSON pointer to it."""

    pointer: str
    body: Mapping[str, Json]

    def get(self, key: str, kind: type[_T], otherwise: _T) -> _T:
        """Return the value of `key`, which must be of `kind` (a boolean is no integer)."""
        value = self.body.get(key, otherwise)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        raise self.wrong(key)

    def wrong(self, key: str) -> Refusal:
        """Return the refusal of the value under `key`."""
        return Refusal(
            "forms.wrong_value",
            "At {pointer} the value of “{keyword}” cannot be used; docs/reference/forms.md says what it takes.",
            pointer=self.pointer,
            keyword=key,
        )

    def below(self, *keys: str) -> "Node":
        """Return the object under `keys`, refusing anything that is no object."""
        node = self
        for key in keys:
            body: dict[str, Json] = {}
            pointer = f"{node.pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            node = Node(pointer, node.get(key, dict, body))
        return node

    def only(self, keywords: Collection[str]) -> None:
        """Refuse a keyword that this place cannot render."""
        for key in sorted(self.body.keys() - _NOTES - frozenset(keywords)):
            raise Refusal(
                "forms.unknown_keyword",
                "At {pointer} the form uses “{keyword}”, which cannot be rendered there; "
                "remove it or use a keyword listed in docs/reference/forms.md.",
                pointer=self.pointer,
                keyword=key,
            )

    def one_of(self, key: str, allowed: Collection[str], *, otherwise: str = "") -> str:
        """Return the text under `key`, which must be one of `allowed` where it is given."""
        found = self.get(key, str, otherwise)
        if found in allowed or (found == otherwise and key not in self.body):
            return found
        raise Refusal(
            "forms.unknown_value",
            "At {pointer} “{keyword}” is “{found}”; use one of: {allowed}.",
            pointer=self.pointer,
            keyword=key,
            found=found,
            allowed=", ".join(allowed),
        )

    def text(self, key: str, *, needed: bool = False) -> Text:
        """Return the text under `key` with its English from `x-en`; a needed one must be there."""
        text = Text(self.get(key, str, ""), self.below("x-en").get(key.removeprefix("x-"), str, ""))
        if needed and not text.zh.strip():
            raise Refusal(
                "forms.untitled",
                "At {pointer} “{keyword}” is missing: people must be able to read what is asked.",
                pointer=self.pointer,
                keyword=key,
            )
        return text

    def bounds(self, low: str, high: str) -> Bounds:
        """Return the limits under two keywords: whole numbers that a browser can hold."""
        for key in (low, high):
            if abs(self.get(key, int, 0)) > LARGEST:
                raise self.wrong(key)
        return Bounds(*(self.get(key, int, 0) if key in self.body else None for key in (low, high)))

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of property names under `key`, each of which this object must have."""
        listed: list[Json] = []
        names = tuple(str(name) for name in self.get(key, list, listed))
        properties = self.below("properties").body
        for name in names:
            if name not in properties:
                raise self.stranger(name)
        return names

    def stranger(self, name: str) -> Refusal:
        """Return the refusal of a name that no property of this object has."""
        return Refusal(
            "forms.unknown_property",
            "At {pointer} “{name}” is named but not described under properties; describe or remove it.",
            pointer=self.pointer,
            name=name,
        )

    def parts(self) -> list[tuple[str, "Node"]]:
        """Return the described properties of a closed object, in order; at least one, each well named."""
        if self.body.get("type") != "object" or self.body.get("additionalProperties") is not False:
            raise Refusal(
                "forms.open_object",
                "At {pointer} type must be object and additionalProperties false, "
                "so that nothing is kept that was not asked.",
                pointer=self.pointer,
            )
        properties = self.below("properties")
        if not properties.body:
            raise Refusal(
                "forms.nothing_asked",
                "At {pointer} nothing is asked; add properties or remove the part.",
                pointer=self.pointer,
            )
        return [(_well_named(name, properties), properties.below(name)) for name in properties.body]


def _well_named(name: str, properties: Node) -> str:
    if _NAME.fullmatch(name):
        return name
    raise Refusal(
        "forms.bad_name",
        "At {pointer} “{name}” cannot name a field; use at most 40 small letters, digits and _, "
        "beginning with a letter.",
        pointer=properties.pointer,
        name=name,
    )
