"""Turns names and questions into search words: single characters, pairs, pinyin, initials."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import yaml
from pypinyin import lazy_pinyin

_RUNS = re.compile(r"[㐀-鿿]+|[a-z0-9]+")
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Everyday:
    """日常用语: words people use for official terms, and phrases that say nothing about the matter."""

    terms: Mapping[str, tuple[str, ...]]
    fillers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the search index keeps of one name."""

    lexemes: tuple[str, ...]
    plain: str
    aliases: str
    pinyin: str
    initials: str
    sort_key: str

    @property
    def vector(self) -> str:
        """Return the lexemes in PostgreSQL's notation of a tsvector."""
        return " ".join(f"'{word}'" for word in self.lexemes)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody typed, ready for the index; an empty `words` finds nothing by words."""

    plain: str
    words: tuple[str, ...]

    @property
    def all_of(self) -> str:
        """Return the tsquery that wants every word."""
        return " & ".join(self.words)

    @property
    def any_of(self) -> str:
        """Return the tsquery that is content with one word."""
        return " | ".join(self.words)


@cache
def everyday() -> Everyday:
    """Return the everyday words as shipped in `everyday.yaml`."""
    text = (files("tongban.kernel.catalogue") / "everyday.yaml").read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    terms = {formal: tuple(words) for formal, words in raw["terms"].items()}
    return Everyday(terms, tuple(sorted(raw["fillers"], key=len, reverse=True)))


def entry(name: str, *context: str) -> Entry:
    """Return what to index for a name; `context` (main item, department) is found by word only."""
    aliases = _aliases(name)
    # The plain name too, so that pairs over a mark (市级/县级) are found by who leaves the mark out.
    said = (name, plain(name), *context, *aliases)
    lexemes = {word for text in said for word in _pieces(text)}
    for text in (name, *aliases):
        lexemes.update(_sounds(text))
    syllables = _syllables(name)
    return Entry(
        lexemes=tuple(sorted(lexemes)),
        plain=plain(name),
        aliases="".join(f" {said} " for word in aliases for said in _said(word)),
        pinyin="".join(syllables),
        initials="".join(syllable[0] for syllable in syllables),
        sort_key=f"{' '.join(syllables)} {plain(name)}",
    )


def question(text: str) -> Question:
    """Return a question ready for the index: fillers such as 怎么办 are dropped."""
    folded = _fold(text)[:100]
    for filler in everyday().fillers:
        folded = folded.replace(filler, " ") if folded.strip() != filler else folded
    words = dict.fromkeys(word for run in _RUNS.findall(folded) for word in _wanted(run))
    return Question(plain(folded), tuple(words)[:24])


def plain(text: str) -> str:
    """Return the text without marks and spaces, in half-width and lower case."""
    return "".join(_RUNS.findall(_fold(text)))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace("ü", "v").replace("'", "")


def _aliases(name: str) -> tuple[str, ...]:
    terms = everyday().terms
    return tuple(word for formal, words in terms.items() if formal in name for word in words)


def _said(word: str) -> tuple[str, str, str]:
    syllables = _syllables(word)
    return plain(word), "".join(syllables), "".join(syllable[0] for syllable in syllables)


def _pieces(text: str) -> Iterator[str]:
    for run in _RUNS.findall(_fold(text)):
        if run[0].isascii():
            yield run
        else:
            yield from run
            yield from (first + second for first, second in pairwise(run))


def _sounds(text: str) -> Iterator[str]:
    """Give pinyin (`p:`) and initials (`i:`) from each syllable on, so that a prefix finds the middle."""
    syllables = _syllables(text)
    for start in range(len(syllables)):
        rest = syllables[start : start + 10]
        yield "p:" + "".join(rest)[:_LONGEST]
        yield "i:" + "".join(syllable[0] for syllable in rest)


@lru_cache(maxsize=4096)
def _syllables(text: str) -> tuple[str, ...]:
    return tuple(syllable for syllable in lazy_pinyin(plain(text)) if syllable)


def _wanted(run: str) -> Iterator[str]:
    if run[0].isascii():
        yield f"('{run}' | 'p:{run[:_LONGEST]}':* | 'i:{run[:10]}':*)"
    elif len(run) == 1:
        yield f"'{run}'"
    else:
        yield from (f"'{first + second}'" for first, second in pairwise(run))
