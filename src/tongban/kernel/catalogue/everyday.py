"""Everyday speech, as data: words people use for official terms, phrases that say nothing, events of life."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Everyday:
    """日常用语: words people use for official terms, and what of a question says little about the matter."""

    terms: Mapping[str, tuple[str, ...]]
    sayings: Mapping[str, str]
    fillers: tuple[str, ...]
    weak: frozenset[str]
    later: tuple[str, ...]

    @property
    def known(self) -> frozenset[str]:
        """Return every word at whose borders a question may be cut."""
        said = (word for words in self.terms.values() for word in words)
        return frozenset((*self.terms, *said, *self.weak, *self.later))


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """人生事件、企业事件: something that happens to people, the words for it, and what it makes them come for.

    A matter belongs to it whose name holds one of `matters`, in their order.
    """

    key: str
    title: str
    words: tuple[str, ...]
    matters: tuple[str, ...]


@cache
def everyday() -> Everyday:
    """Return the everyday words as shipped in `everyday.yaml`."""
    raw = _read("everyday.yaml")
    return Everyday(
        terms={formal: tuple(words) for formal, words in raw["terms"].items()},
        sayings=dict(sorted(raw["sayings"].items(), key=lambda pair: -len(pair[0]))),
        fillers=tuple(sorted(raw["fillers"], key=len, reverse=True)),
        weak=frozenset(raw["weak"]),
        later=tuple(raw["later"]),
    )


@cache
def life_events() -> tuple[LifeEvent, ...]:
    """Return the events of life as shipped in `life_events.yaml`."""
    return tuple(
        LifeEvent(key, one["title"], tuple(one["words"]), tuple(one["matters"]))
        for key, one in _read("life_events.yaml").items()
    )


@cache
def known_words() -> frozenset[str]:
    """Return the words at whose borders a question may be cut."""
    return everyday().known


def _read(name: str) -> Any:  # noqa: ANN401 - any YAML
    return yaml.safe_load((files("tongban.kernel.catalogue") / name).read_text(encoding="utf-8"))
