"""逐页取用: the search result from behind a given row on, so that what is published meanwhile shifts no page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongban.kernel.catalogue import finding, words
from tongban.kernel.catalogue.finding import Listing
from tongban.kernel.catalogue.narrowing import EVERYTHING, Narrowing
from tongban.kernel.catalogue.queries import versions_in_force


@dataclass(frozen=True, slots=True)
class Place:
    """书签: the last version that was shown and how many came before it, should it be no longer in force."""

    version: int
    shown: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """检索段: some rows of a search result, and where the next ones begin; `None` at its end."""

    rows: Sequence[Listing]
    total: int
    next: Place | None


def walk(
    text: str,
    *,
    on: date,
    narrowing: Narrowing = EVERYTHING,
    after: Place | None = None,
    size: int = 20,
) -> Stretch:
    """Return what answers `text` as `search` does, from behind the place on; no text lists everything."""
    within, asked = versions_in_force(on), words.question(text)
    if asked.parts:
        ids = finding.narrowed(finding.answering(within, asked)[0], within, narrowing)
    else:
        ids = [] if asked.plain else finding.listed(within, narrowing)
    start = _start(ids, after)
    chosen = ids[start : start + size]
    over = start + len(chosen) >= len(ids)
    place = None if over or not chosen else Place(chosen[-1], start + len(chosen))
    return Stretch(finding.rows_of(chosen, within), len(ids), place)


def _start(ids: list[int], after: Place | None) -> int:
    if after is None:
        return 0
    return ids.index(after.version) + 1 if after.version in ids else after.shown
