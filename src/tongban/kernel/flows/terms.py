"""条件的词语: what a condition is made of once it is read; none of it can fail or run away."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

Data: TypeAlias = Mapping[str, object]


class Term(Protocol):
    """Something with a value."""

    def of(self, data: Data) -> object:
        """Return the value in `data`, `None` where there is none."""


class Question(Protocol):
    """Something that holds or does not."""

    def holds(self, data: Data) -> bool:
        """Say whether it holds for `data`."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the condition."""

    value: int | str | bool | None

    def of(self, data: Data) -> object:
        """Return the value itself."""
        return self.value


@dataclass(frozen=True, slots=True)
class Path:
    """A field such as `form.income`; a step that leads nowhere gives nothing."""

    keys: tuple[str, ...]

    def of(self, data: Data) -> object:
        """Return what lies at the end of the path."""
        value: object = data
        for key in self.keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        return value


@dataclass(frozen=True, slots=True)
class Count:
    """How many: the length of a list, 0 for nothing; what is not a list cannot be counted."""

    path: Path

    def of(self, data: Data) -> int | None:
        """Return the number of items."""
        value = self.path.of(data)
        if value is None:
            return 0
        return len(value) if isinstance(value, list | tuple) else None


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing there: missing, null, an empty text, list or object."""

    path: Path

    def holds(self, data: Data) -> bool:
        """Say whether nothing is there."""
        value = self.path.of(data)
        return value is None or (isinstance(value, str | list | tuple | Mapping) and not value)


@dataclass(frozen=True, slots=True)
class Missing:
    """A comparison with the word `null`."""

    term: Term

    def holds(self, data: Data) -> bool:
        """Say whether the term has no value."""
        return self.term.of(data) is None


@dataclass(frozen=True, slots=True)
class Truth:
    """A field used as a question: only `true` answers yes."""

    term: Term

    def holds(self, data: Data) -> bool:
        """Say whether the value is true."""
        return self.term.of(data) is True


SIGNS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "==": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)


def _sort(value: object) -> str | None:
    # A bool is an int to Python, not to the law.
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values of one sort compared; different sorts, lists, objects and nothing compare to no."""

    left: Term
    sign: str
    right: Term

    def holds(self, data: Data) -> bool:
        """Say whether the comparison holds."""
        left, right = self.left.of(data), self.right.of(data)
        sort = _sort(left)
        if sort is None or sort != _sort(right):
            return False
        if sort == "truth" and self.sign not in {"==", "!="}:
            return False
        return SIGNS[self.sign](left, right)


@dataclass(frozen=True, slots=True)
class Every:
    """All of several questions."""

    questions: tuple[Question, ...]

    def holds(self, data: Data) -> bool:
        """Say whether all hold."""
        return all(each.holds(data) for each in self.questions)


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of several questions."""

    questions: tuple[Question, ...]

    def holds(self, data: Data) -> bool:
        """Say whether one holds."""
        return any(each.holds(data) for each in self.questions)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a question."""

    question: Question

    def holds(self, data: Data) -> bool:
        """Say whether the question does not hold."""
        return not self.question.holds(data)
