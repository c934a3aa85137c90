"""Says in what two contents differ: field by field, lists entry by entry, words marked. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from tongban.kernel.catalogue.content import Content

IDENTITY: Final[Mapping[str, tuple[str, ...]]] = {
    "special": ("kind",),
    "bases": ("law", "article"),
    "materials": ("key",),
    "steps": ("name",),
    "charges": ("name",),
    "questions": ("question",),
    "agencies": ("name",),
}
"""What tells the entries of each list apart."""

_LONGEST_MARKED: Final = 4_000


class Fate(StrEnum):
    """变化: what became of an entry of a list."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Run:
    """文字段: a run of words that both sides have, or one alone."""

    words: str
    old: bool
    new: bool


@dataclass(frozen=True, slots=True)
class FactDiffers:
    """差异项: one fact of an entry, on both sides; `None` where a side does not say it."""

    key: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class EntryDiffers:
    """清单差异: an entry that was added, removed, or changed in these facts."""

    fate: Fate
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    facts: tuple[FactDiffers, ...] = ()


@dataclass(frozen=True, slots=True)
class Differs:
    """差异: one field in which two contents differ; a list whose entries differ in their order alone has none."""

    field: str
    old: Any
    new: Any
    entries: tuple[EntryDiffers, ...] = ()


def facts_of(entry: object) -> Mapping[str, Any]:
    """Return the facts of an entry, whatever holds them."""
    if is_dataclass(entry) and not isinstance(entry, type):
        return asdict(entry)
    return entry if isinstance(entry, Mapping) else {}


def diff(old: Content, new: Content) -> tuple[Differs, ...]:
    """Return the fields in which the contents differ, in the order of `Content`; nothing where they are equal."""
    return tuple(
        Differs(name, before, after, _entries(name, before, after))
        for name in (each.name for each in fields(Content))
        if (before := getattr(old, name)) != (after := getattr(new, name))
    )


def _entries(name: str, old: Any, new: Any) -> tuple[EntryDiffers, ...]:  # noqa: ANN401 - any field
    if name not in IDENTITY:
        return ()
    before, after = _keyed(name, old), _keyed(name, new)
    found = [
        _changed(before[key], after[key])
        for key in before
        if key in after and before[key] != after[key]
    ]
    gone = [EntryDiffers(Fate.REMOVED, before[key], None) for key in before if key not in after]
    come = [EntryDiffers(Fate.ADDED, None, after[key]) for key in after if key not in before]
    return (*found, *gone, *come)


def _keyed(name: str, entries: Sequence[object]) -> dict[tuple[Any, ...], Mapping[str, Any]]:
    """Return the entries by what tells them apart, and by their turn where several have the same."""
    found: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for entry in entries:
        facts = facts_of(entry)
        key = tuple(str(facts.get(part, "")) for part in IDENTITY[name])
        turn = 0
        while (*key, turn) in found:
            turn += 1
        found[(*key, turn)] = facts
    return found


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> EntryDiffers:
    keys = dict.fromkeys((*old, *new))
    facts = tuple(
        FactDiffers(key, old.get(key), new.get(key))
        for key in keys
        if old.get(key) != new.get(key) or (key in old) != (key in new)
    )
    return EntryDiffers(Fate.CHANGED, old, new, facts)


def marked(old: str, new: str) -> tuple[Run, ...]:
    """Return both texts as runs of words that they share or not; a Chinese character counts as a word.

    Texts too long to be compared word by word are one run each.
    """
    if max(len(old), len(new)) > _LONGEST_MARKED:
        return tuple(
            run
            for run in (Run(old, old=True, new=False), Run(new, old=False, new=True))
            if run.words
        )
    before, after = _words(old), _words(new)
    runs: list[Run] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            runs.append(Run("".join(before[a:b]), old=True, new=True))
            continue
        runs += [Run("".join(before[a:b]), old=True, new=False)] if b > a else []
        runs += [Run("".join(after[c:d]), old=False, new=True)] if d > c else []
    return tuple(runs)


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9]+|\s+|.", text, re.DOTALL)
