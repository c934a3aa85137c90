"""Turns names and questions into search words: single characters, pairs, pinyin, initials, slips of the finger."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tongban.kernel.catalogue.everyday import everyday, known_words
from tongban.kernel.catalogue.sounds import (
    RUNS,
    coarse,
    fold,
    plain,
    sounds,
    spoken,
    syllables,
    triples,
)

__all__ = ["Entry", "Part", "Question", "entry", "everyday", "plain", "question"]

_LONGEST_QUESTION = 100
_MOST_PARTS = 12
_MOST_WORDS = 24
_LONGEST_KNOWN = 16
# Whether a name says it itself, its everyday words do, its main item and department, or only a sound or a character.
WEIGHTS = {"A": 1.0, "B": 0.8, "C": 0.2, "D": 0.1}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the search index keeps of one name: each lexeme with the letter of its weight."""

    weighed: tuple[tuple[str, str], ...]
    plain: str
    aliases: str
    pinyin: str
    initials: str
    sort_key: str

    @property
    def lexemes(self) -> tuple[str, ...]:
        """Return the lexemes alone."""
        return tuple(word for word, _ in self.weighed)

    @property
    def vector(self) -> str:
        """Return the lexemes in PostgreSQL's notation of a tsvector."""
        return " ".join(f"'{word}':1{letter}" for word, letter in self.weighed)


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a question; a `weak` one, such as 办理, need not be in the name, a `known` one means much."""

    text: str
    written: str
    sounding: str
    weak: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody typed, ready for the index; without parts it finds nothing by words.

    `words` are the lexemes of which a matter should hold many where none holds all, and `slips` the lexemes that are
    left when a finger slipped; `best` is what a matter that holds them all would weigh.
    """

    plain: str
    parts: tuple[Part, ...]
    words: tuple[str, ...]
    slips: tuple[str, ...]
    best: float

    @property
    def written(self) -> str:
        """Return the tsquery that wants every word as it is written."""
        return " & ".join(part.written for part in self._needed)

    @property
    def sounding(self) -> str:
        """Return the tsquery that wants every word as it is written or as it sounds."""
        return " & ".join(part.sounding for part in self._needed)

    @property
    def any_of(self) -> str:
        """Return the tsquery that is content with anything."""
        return " | ".join((*self.words, *self.slips))

    @property
    def _needed(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.weak) or self.parts


def entry(name: str, *context: str) -> Entry:
    """Return what to index for a name; `context` (main item, department) is found by word only."""
    aliases = _aliases(name)
    related = (*context, *(word for text in context for word in _aliases(text)))
    found: dict[str, str] = {}
    # The plain name too, so that pairs over a mark (市级/县级) are found by who leaves the mark out.
    for letter, texts in (("A", (name, plain(name))), ("B", aliases), ("C", related)):
        for text in texts:
            for word in _pieces(text):
                found.setdefault(word, letter if len(word) > 1 else "D")
    for text in (name, *aliases):
        found.update(dict.fromkeys(_leaps(text), "B"))
        for word in (*sounds(text), *triples(text)):
            found.setdefault(word, "D")
    pinyin, initials = spoken(name)
    return Entry(
        weighed=tuple(sorted(found.items())),
        plain=plain(name),
        aliases="".join(f" {said} " for word in aliases for said in (plain(word), *spoken(word))),
        pinyin=pinyin,
        initials=initials,
        sort_key=f"{' '.join(syllables(name))} {plain(name)}",
    )


def question(text: str) -> Question:
    """Return a question ready for the index: sayings are replaced, fillers such as 怎么办 dropped."""
    folded = fold(text)[:_LONGEST_QUESTION]
    for saying, meant in everyday().sayings.items():
        folded = folded.replace(saying, meant)
    for filler in everyday().fillers:
        rest = folded.replace(filler, " ")
        folded = rest if rest.strip() else folded
    texts = list(dict.fromkeys(part for run in RUNS.findall(folded) for part in _parted(run)))
    words, slips = _loose(texts)
    return Question(
        plain=plain(folded),
        parts=tuple(_part(one) for one in texts[:_MOST_PARTS]),
        words=words,
        slips=slips,
        best=_best(words, slips),
    )


def _aliases(name: str) -> tuple[str, ...]:
    terms = everyday().terms
    said = (word for formal, words in terms.items() if formal in name for word in words)
    return tuple(dict.fromkeys(said))


def _pieces(text: str) -> Iterator[str]:
    for run in RUNS.findall(fold(text)):
        if run[0].isascii():
            yield run
        else:
            yield from run
            yield from (first + second for first, second in pairwise(run))


def _leaps(text: str) -> Iterator[str]:
    """Give every two characters with one between (`g:`): what is left of 居住证 when somebody writes 居往证."""
    for run in RUNS.findall(fold(text)):
        if not run[0].isascii():
            yield from ("g:" + first + third for first, third in zip(run, run[2:], strict=False))


def _parted(run: str) -> list[str]:
    """Cut a run at the borders of the longest known words in it, from its end: 补社保卡 is 补 and 社保卡."""
    if run[0].isascii():
        return [run]
    parts, end, rest = [], len(run), ""
    while end:
        word = _known_before(run, end)
        if word:
            parts += [rest, word] if rest else [word]
            rest = ""
        else:
            rest = run[end - 1] + rest
        end -= len(word) or 1
    return [*([rest] if rest else []), *reversed(parts)]


def _known_before(run: str, end: int) -> str:
    starts = range(max(0, end - _LONGEST_KNOWN), end - 1)
    return next((run[start:end] for start in starts if run[start:end] in known_words()), "")


def _part(text: str) -> Part:
    if text[0].isascii():
        asked = f"('{text}' | 'p:{text[:30]}':* | 'i:{text[:10]}':*"
        return Part(text, f"{asked})", f"{asked} | 's:{coarse(text)}':*)", weak=False, known=False)
    pairs = [first + second for first, second in pairwise(text)] or [text]
    written = " & ".join(f"'{pair}'" for pair in pairs)
    heard = coarse(spoken(text)[0])
    weak = text in everyday().weak or len(text) == 1
    known = not weak and text in known_words()
    return Part(text, written, f"(({written}) | 's:{heard}':*)", weak, known)


def _loose(texts: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words: dict[str, None] = {}
    slips: dict[str, None] = {}
    strong = [text for text in texts if text not in everyday().weak]
    for text in strong or texts:
        slips.update((f"'{one}'", None) for one in triples(text))
        if not text[0].isascii():
            words.update((f"'{one}'", None) for one in (*_pieces(text), *_leaps(text)))
    return tuple(words)[:_MOST_WORDS], tuple(slips)[:_MOST_WORDS]


def _best(words: tuple[str, ...], slips: tuple[str, ...]) -> float:
    letters = (
        "B" if word[1:3] == "g:" else "A" if len(word) > len("'字'") else "D" for word in words
    )
    return sum(WEIGHTS[letter] for letter in letters) + WEIGHTS["D"] * len(slips)
