"""Texts with blanks: what every copy has of its own is cut out once, and filled in for each copy."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

DAY = r"(?<![\d-])20\d\d-[01]\d-[0-3]\d(?!\d)|(?<!\d)20\d\d年\d{1,2}月\d{1,2}日"
"""A day as tables, events and papers write it; days before 2000 and within other figures stay as they are."""
ACTOR = r"(?<!\w)person/\d+"
MARK = "\x02{}\x03"


def mark(name: str) -> str:
    """Return a blank that stands for a whole cell."""
    return MARK.format(name)


@dataclass(frozen=True, slots=True)
class Blank:
    """空白文本: pieces of text, every second of which each copy fills in with its own."""

    pieces: tuple[str, ...]

    def filled(self, own: Mapping[str, str]) -> str:
        """Return the text of one copy, which says what it has in the place of what."""
        parts = list(self.pieces)
        parts[1::2] = [own[each] for each in parts[1::2]]
        return "".join(parts)


class Cutter:
    """Cuts out days, people, marks, and the words that are a template's own."""

    def __init__(self, words: Iterable[str]) -> None:
        """Keep the words, the longest first, so that none hides within another."""
        ordered = sorted({word for word in words if word}, key=len, reverse=True)
        found = "|".join(["\x02[^\x03]*\x03", *map(re.escape, ordered), DAY, ACTOR])
        self._pattern = re.compile(f"({found})")
        self.days: set[str] = set()
        self.actors: set[str] = set()

    def cut(self, text: str) -> Blank:
        """Return the text with its blanks; what days and people were cut out is noted."""
        pieces = self._pattern.split(text)
        self.days |= {each for each in pieces[1::2] if re.fullmatch(DAY, each)}
        self.actors |= {each for each in pieces[1::2] if re.fullmatch(ACTOR, each)}
        return Blank(tuple(pieces))


@cache
def moved(day: str, by: timedelta) -> str:
    """Return a day as it is written, so much later; what is no day of any calendar stays."""
    figures = [int(each) for each in re.findall(r"\d+", day)]
    try:
        later = date(*figures) + by
    except ValueError:
        return day
    if "年" in day:
        return f"{later.year}年{later.month}月{later.day}日"
    return later.isoformat()
