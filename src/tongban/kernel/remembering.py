"""记住所读: within a stretch of work that changes none of it, what was read once is not read again.

What a mark in the database tells to be unchanged is kept beyond the stretch, for all of the process (`Keeping`).
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from inspect import unwrap
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep the answers of every `remembered` query until the end; inside another stretch, share its memory.

    Only around work that changes nothing of people, posts, mandates, parties, versions of matters, and law: a command of a case, or
    many of them one after the other.
    """
    if _memory.get() is not None:
        yield
        return
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(read: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Let a query with hashable arguments answer from memory while one is kept; lists are handed out as copies."""

    @wraps(read)
    def kept(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        memory = _memory.get()
        if memory is None:
            return read(*args, **kwargs)
        key = (read, args, frozenset(kwargs.items()))
        if key not in memory:
            memory[key] = read(*args, **kwargs)
        answer: Answer = memory[key]
        return _handed_out(answer)

    return kept


def tell(read: Callable[Asked, Answer], *asked: Hashable, answer: Answer) -> None:
    """Say what a `remembered` query would answer in this stretch, where that was read together with something else."""
    memory = _memory.get()
    if memory is not None:
        memory.setdefault((unwrap(read), asked, frozenset[Any]()), answer)


@dataclass(frozen=True, slots=True)
class _Edition:
    """What was read under one mark."""

    mark: str
    answers: dict[Hashable, Any] = field(default_factory=dict)


class Keeping:
    """常备: lets queries answer, within a stretch, from what the process has read under the mark that holds now.

    `mark` is asked once a stretch. It must change with every commit that changes an answer, and never come again; empty, it
    lets nothing be kept beyond the stretch. `None`, which is what is not there, is never kept beyond it.
    """

    def __init__(self, mark: Callable[[], str]) -> None:
        """Begin with nothing."""
        self._mark = remembered(mark)
        self._latest = _Edition("")

    def __call__(self, read: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        """Keep the answers of `read`, whose arguments are hashable."""
        within = remembered(read)

        @wraps(read)
        def kept(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            answers = None if _memory.get() is None else self._answers()
            if answers is None:
                return within(*args, **kwargs)
            key = (read, args, frozenset(kwargs.items()))
            answer = answers.get(key)
            if answer is None:
                answer = within(*args, **kwargs)
                if answer is not None:
                    answers[key] = answer
            return _handed_out(answer)

        return kept

    def tell(self, mark: str) -> None:
        """Say which mark holds in this stretch, where it was read together with something else."""
        tell(self._mark, answer=mark)

    def _answers(self) -> dict[Hashable, Any] | None:
        mark = self._mark()
        if not mark:
            return None
        edition = self._latest
        if edition.mark != mark:
            edition = self._latest = _Edition(mark)
        return edition.answers


def _handed_out(answer: Answer) -> Answer:
    return list(answer) if isinstance(answer, list) else answer  # type: ignore[return-value]
