"""核对概览: every daily count against the log."""

from collections.abc import Iterator
from dataclasses import dataclass

from tongban.kernel.overview.counting import of_the_log
from tongban.kernel.overview.queries import stored
from tongban.kernel.overview.rules import Key


@dataclass(frozen=True, slots=True)
class Unequal:
    """计数差异: one daily count that is not what the log adds up to."""

    key: Key
    stored: int
    logged: int


def differences() -> Iterator[Unequal]:
    """Yield every daily count that is not the log's, and every one of the log that is missing."""
    have, want = stored(), of_the_log()
    for key in sorted({*have, *want}):
        if have.get(key, 0) != want[key]:
            yield Unequal(key, have.get(key, 0), want[key])
