"""Finds the event of life that a question speaks of, and the matters that belong to it."""

from collections.abc import Iterator
from functools import cache

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from tongban.kernel.catalogue.everyday import LifeEvent, life_events
from tongban.kernel.catalogue.models import MatterVersion
from tongban.kernel.catalogue.sounds import coarse, plain, spoken
from tongban.kernel.catalogue.words import Question

_SHORTEST_INITIALS = 3
_MOST_EACH = 2


def event_of(asked: Question) -> LifeEvent | None:
    """Return the event whose longest word the question holds, or is when spelt in pinyin or initials."""
    text = asked.plain
    if text.isascii():
        return _spelt().get(text) or _spelt().get(f"~{coarse(text)}")
    said = (
        (word, event) for event in life_events() for word in event.words if _speaks(word, asked)
    )
    return max(said, key=lambda pair: len(pair[0]), default=(None, None))[1]


def covers(event: LifeEvent, asked: Question) -> float:
    """Return what share of the question the event's longest word makes up."""
    if asked.plain.isascii():
        return 1.0
    said = (len(word) for word in event.words if _speaks(word, asked))
    return max(said, default=0) / len(asked.plain)


def belonging(
    event: LifeEvent, within: QuerySet[MatterVersion], columns: tuple[str, ...]
) -> Iterator[MatterVersion]:
    """Give the matters of the event, in its order, in one query."""
    names = [plain(name) for name in event.matters]
    any_of = Q()
    for name in names:
        any_of |= Q(plain__contains=name)
    found = within.filter(any_of).select_related("organ").only("plain", *columns)
    rows = list(found.order_by("-online", Length("plain"), "sort_key", "id"))
    seen: set[int] = set()
    for name in names:
        holding = [row for row in rows if name in row.plain and row.pk not in seen]
        seen.update(row.pk for row in holding[:_MOST_EACH])
        yield from holding[:_MOST_EACH]


def _speaks(word: str, asked: Question) -> bool:
    """Say whether the question holds the word, and not as a piece of a longer one: 养老院 is not 养老."""
    if word not in asked.plain:
        return False
    return not any(part.known and word in part.text != word for part in asked.parts)


@cache
def _spelt() -> dict[str, LifeEvent]:
    spelt: dict[str, LifeEvent] = {}
    for event in life_events():
        for word in event.words:
            pinyin, initials = spoken(word)
            spelt.setdefault(pinyin, event)
            spelt.setdefault(f"~{coarse(pinyin)}", event)
            if len(initials) >= _SHORTEST_INITIALS:
                spelt.setdefault(initials, event)
    return spelt
