"""记住所读: within a stretch of work that changes none of it, what was read once is not read again."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
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
        answer = memory[key]
        return list(answer) if isinstance(answer, list) else answer  # type: ignore[return-value]

    return kept
