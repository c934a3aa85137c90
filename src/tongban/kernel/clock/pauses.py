"""不计入时限的期间: pauses, the dates that they touch, and the time that they take."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from tongban.kernel import Refusal
from tongban.kernel.clock.days import day_of, microsecond_of, universal

Span: TypeAlias = tuple[int, int]
# How many points of a kind (working days, dates, microseconds) lie through a point.
Numbering: TypeAlias = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Pause:
    """中止计时: from its start to its end, or to its announced end while it is still open. Both are aware instants."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse naive times and a pause that ends before it begins."""
        if universal(self.end) < universal(self.start):
            raise Refusal(
                "clock.pause_ends_before_it_begins",
                "The pause from {start} ends before it begins, at {end}: exchange or correct the two times.",
                start=self.start.isoformat(),
                end=self.end.isoformat(),
            )


def paused_days(pauses: Iterable[Pause]) -> list[Span]:
    """Return the dates that pauses touch, as ordinals: those after the date of a start through the date of its end."""
    return touched([(day_of(one.start).toordinal(), day_of(one.end).toordinal()) for one in pauses])


def paused_time(pauses: Iterable[Pause]) -> list[Span]:
    """Return the time that pauses take, in numbered microseconds."""
    return touched([(microsecond_of(one.start), microsecond_of(one.end)) for one in pauses])


def touched(parts: list[Span]) -> list[Span]:
    """Return the points after each start through its end, as sorted spans that do not overlap, both ends within.

    The start itself is not touched, as a period's first day never counts (民法典 201).
    """
    spans: list[Span] = []
    reached = 0
    for start, end in sorted(parts) if len(parts) > 1 else parts:
        if end > start and end > reached:
            spans.append(((start if start > reached else reached) + 1, end))
            reached = end
    return spans


def taken(spans: list[Span], after: int, through: int, number: Numbering = int) -> int:
    """Return how many of the numbered points after one through another the spans take."""
    return sum(
        max(0, number(min(end, through)) - number(max(begin - 1, after))) for begin, end in spans
    )
