"""Measures the search by questions whose right answers are known."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tongban.kernel import Refusal

_COLUMNS = ("query", "kind", "accepted", "held")
_BETWEEN = "|"
# The share of questions that must find a right name among the first three.
ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class Labelled:
    """标注问句: a question, how it is asked, the names that answer it, and whether it was kept out of all tuning."""

    line: int
    query: str
    kind: str
    accepted: tuple[str, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class Score:
    """命中率: how many of the questions found a right name first, and among the first three."""

    asked: int
    first: int
    third: int

    @property
    def at_1(self) -> float:
        """Return the share that found it first."""
        return self.first / self.asked if self.asked else 0.0

    @property
    def at_3(self) -> float:
        """Return the share that found it among the first three."""
        return self.third / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """未命中: a question whose first three names were all wrong."""

    asked: Labelled
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """检索测评: the score of all questions, of each kind, of those used and not used in tuning, and the misses."""

    whole: Score
    kinds: dict[str, Score]
    tuned: Score
    held: Score
    misses: tuple[Miss, ...]


def read(text: str) -> list[Labelled]:
    """Return the labelled questions of a CSV file with the columns query, kind, accepted and held."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    lacking = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if lacking:
        raise Refusal(
            "catalogue.not_questions",
            "The file lacks the column {column}. It needs query, kind, accepted and held; names are parted by |.",
            column=lacking[0],
        )
    return [_labelled(number, row) for number, row in enumerate(rows, start=2)]


def measure(questions: Iterable[Labelled], ask: Callable[[str], Sequence[str]]) -> Measure:
    """Ask every question; `ask` returns the names in the order in which a reader sees them."""
    places = [(one, tuple(ask(one.query)[:3])) for one in questions]
    kinds = sorted({one.kind for one, _ in places})
    return Measure(
        whole=_score(places),
        kinds={kind: _score(pair for pair in places if pair[0].kind == kind) for kind in kinds},
        tuned=_score(pair for pair in places if not pair[0].held),
        held=_score(pair for pair in places if pair[0].held),
        misses=tuple(Miss(one, shown) for one, shown in places if not _right(one, shown)),
    )


def told(found: Measure) -> Iterator[str]:
    """Give the lines of a measure: the scores, then what was missed."""
    yield f"{'':<12} {'asked':>5} {'first':>7} {'in 3':>7}"
    scores = {"all": found.whole, "tuned on": found.tuned, "held back": found.held, **found.kinds}
    for name, score in scores.items():
        yield f"{name:<12} {score.asked:>5} {score.at_1:>7.1%} {score.at_3:>7.1%}"
    for miss in found.misses:
        yield f"line {miss.asked.line}: {miss.asked.query} → {' / '.join(miss.shown) or '–'}"


def _labelled(number: int, row: dict[str, str]) -> Labelled:
    accepted = tuple(name.strip() for name in row["accepted"].split(_BETWEEN) if name.strip())
    if not row["query"] or not accepted:
        raise Refusal(
            "catalogue.question_unlabelled",
            "Line {line} lacks the question or the names that answer it. Fill both in.",
            line=number,
        )
    return Labelled(number, row["query"], row["kind"], accepted, held=bool(row["held"]))


def _score(places: Iterable[tuple[Labelled, tuple[str, ...]]]) -> Score:
    counted = Counter[str]()
    for one, shown in places:
        counted["asked"] += 1
        counted["first"] += bool(shown) and shown[0] in one.accepted
        counted["third"] += _right(one, shown)
    return Score(counted["asked"], counted["first"], counted["third"])


def _right(one: Labelled, shown: Sequence[str]) -> bool:
    return any(name in one.accepted for name in shown)
