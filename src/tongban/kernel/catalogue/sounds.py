"""How Chinese sounds: syllables, initials, and a coarse spelling in which what is often confused is the same."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pypinyin import lazy_pinyin

RUNS = re.compile(r"[㐀-鿿]+|[a-z0-9]+")
_LONGEST = 30
_MOST_SYLLABLES = 10
# Retroflex or not, front or back nasal, n or l: the southwest does not tell them apart, nor do hurried fingers.
_CONFUSED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("v", "u"), ("l", "n"))


def fold(text: str) -> str:
    """Return the text in half width and lower case, as a keyboard writes pinyin."""
    return unicodedata.normalize("NFKC", text).lower().replace("ü", "v").replace("'", "")


def plain(text: str) -> str:
    """Return the text without marks and spaces, in half-width and lower case."""
    return "".join(RUNS.findall(fold(text)))


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[str, ...]:
    """Return the pinyin of each character; what is Latin already stays together."""
    return tuple(syllable for syllable in lazy_pinyin(plain(text)) if syllable)


def spoken(text: str) -> tuple[str, str]:
    """Return the pinyin and the initials of a text."""
    said = syllables(text)
    return "".join(said), "".join(syllable[0] for syllable in said)


def coarse(pinyin: str) -> str:
    """Return pinyin in the coarse spelling: `shengfenzheng` and `shenfenzheng` are one."""
    for fine, rough in _CONFUSED:
        pinyin = pinyin.replace(fine, rough)
    return pinyin[:_LONGEST]


def sounds(text: str) -> Iterator[str]:
    """Give pinyin (`p:`), initials (`i:`) and coarse spelling (`s:`) from each syllable on: a prefix finds the middle."""
    said = syllables(text)
    for start in range(len(said)):
        rest = said[start : start + _MOST_SYLLABLES]
        yield "p:" + "".join(rest)[:_LONGEST]
        yield "i:" + "".join(syllable[0] for syllable in rest)
        yield "s:" + coarse("".join(rest))


def triples(text: str) -> Iterator[str]:
    """Give every three letters (`t:`) of the coarse spelling, of which a slip of a finger leaves most."""
    said = "".join(syllables(text))
    for fine, rough in _CONFUSED:
        said = said.replace(fine, rough)
    for start in range(len(said) - 2):
        yield "t:" + said[start : start + 3]
