"""条件: the small language that chooses a way at an exclusive gateway; it always answers yes or no."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from tongban.kernel.flows.lexemes import ConditionFault, Lexeme, lexemes
from tongban.kernel.flows.terms import (
    SIGNS,
    Comparison,
    Constant,
    Count,
    Data,
    Empty,
    Every,
    Missing,
    Not,
    Path,
    Question,
    Some,
    Term,
    Truth,
)

DEPTH = 32
CONSTANTS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Condition:
    """条件: one condition, read. `paths` are the fields it asks for, each once, in order."""

    text: str
    paths: tuple[str, ...]
    question: Question

    def holds(self, data: Data) -> bool:
        """Say whether the condition holds for `data`, a JSON object; never fails."""
        return self.question.holds(data)


def condition(text: str) -> Condition:
    """Return the condition that `text` writes. Raises ConditionFault with the column and the reason."""
    text = text.strip()
    reader = _Reader(lexemes(text))
    question = reader.alternatives(0)
    if reader.next.sort != "end":
        reader.fail("“and”, “or” or the end")
    return Condition(text, tuple(dict.fromkeys(reader.paths)), question)


def number(text: str) -> Term:
    """Return what `text` writes as a number: `3`, a field, `count(x)`. Raises ConditionFault as `condition` does."""
    reader = _Reader(lexemes(text.strip()))
    if reader.next.sort not in {"number", "path"}:
        reader.fail("a whole number, a field or count(…)")
    return reader.only()


class _Reader:
    """Reads lexemes from left to right, one method a rule of the grammar."""

    def __init__(self, found: list[Lexeme]) -> None:
        self.found = found
        self.position = 0
        self.paths: list[str] = []

    @property
    def next(self) -> Lexeme:
        return self.found[self.position]

    def fail(self, wanted: str) -> NoReturn:
        seen = f"“{self.next.text}”" if self.next.text else "the end"
        raise ConditionFault(self.next.column, f"{wanted} is expected, not {seen}")

    def taken(self) -> Lexeme:
        self.position += 1
        return self.found[self.position - 1]

    def met(self, *texts: str) -> bool:
        """Take the next lexeme if it is a word or sign of `texts`."""
        if self.next.sort not in {"word", "sign"} or self.next.text not in texts:
            return False
        self.position += 1
        return True

    def expect(self, sign: str) -> None:
        if not self.met(sign):
            self.fail(f"“{sign}”")

    def only(self) -> Term:
        term = self._term()
        if self.next.sort != "end":
            self.fail("the end")
        return term

    def alternatives(self, depth: int) -> Question:
        questions = self._chain("or", self._conjunction, depth)
        return questions[0] if len(questions) == 1 else Some(questions)

    def _conjunction(self, depth: int) -> Question:
        questions = self._chain("and", self._negation, depth)
        return questions[0] if len(questions) == 1 else Every(questions)

    def _chain(
        self, word: str, rule: Callable[[int], Question], depth: int
    ) -> tuple[Question, ...]:
        questions = [rule(depth)]
        while self.met(word):
            questions.append(rule(depth))
        return tuple(questions)

    def _negation(self, depth: int) -> Question:
        if depth > DEPTH:
            reason = f"more than {DEPTH} parentheses and nots inside each other"
            raise ConditionFault(self.next.column, reason)
        if self.met("not"):
            return Not(self._negation(depth + 1))
        if self.met("("):
            inside = self.alternatives(depth + 1)
            self.expect(")")
            return inside
        return self._question()

    def _question(self) -> Question:
        if self.next.text == "empty" and self._calls():
            return Empty(self._argument())
        begin = self.next
        term = self._term()
        if self.met("in"):
            return self._among(term)
        if self.next.text in SIGNS:
            return self._comparison(term, self.taken())
        if isinstance(term, Path) or (isinstance(term, Constant) and isinstance(term.value, bool)):
            return Truth(term)
        reason = f"“{begin.text}” does not answer yes or no; compare it with something"
        raise ConditionFault(begin.column, reason)

    def _comparison(self, left: Term, sign: Lexeme) -> Question:
        right = self._term()
        if Constant(None) not in {left, right}:
            return Comparison(left, sign.text, right)
        if sign.text not in {"==", "!="}:
            raise ConditionFault(sign.column, "null has no order; compare it with == or !=")
        missing = Missing(right if left == Constant(None) else left)
        return missing if sign.text == "==" else Not(missing)

    def _among(self, term: Term) -> Question:
        self.expect("[")
        questions = [self._equal(term)]
        while self.met(","):
            questions.append(self._equal(term))
        self.expect("]")
        return Some(tuple(questions))

    def _equal(self, term: Term) -> Question:
        constant = self._constant()
        if constant is None:
            self.fail("a number, a text, true, false or null")
        return Missing(term) if constant.value is None else Comparison(term, "==", constant)

    def _constant(self) -> Constant | None:
        if self.next.sort == "number":
            return Constant(int(self.taken().text))
        if self.next.sort == "text":
            return Constant(self.taken().text[1:-1].replace("''", "'"))
        if self.next.sort == "word" and self.next.text in CONSTANTS:
            return Constant(CONSTANTS[self.taken().text])
        return None

    def _term(self) -> Term:
        constant = self._constant()
        if constant is not None:
            return constant
        if self.next.text == "count" and self._calls():
            return Count(self._argument())
        return self._path()

    def _calls(self) -> bool:
        return self.found[self.position + 1].text == "("

    def _argument(self) -> Path:
        self.taken()
        self.expect("(")
        path = self._path()
        self.expect(")")
        return path

    def _path(self) -> Path:
        if self.next.sort != "path":
            self.fail("a field, a number or a text")
        text = self.taken().text
        self.paths.append(text)
        return Path(tuple(text.split(".")))
