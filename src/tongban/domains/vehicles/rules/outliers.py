"""离群值: figures that stand far from the rest, found by median and MAD, which they cannot themselves shift."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)

# MAD × 1.4826 estimates the standard deviation of a normal distribution.
_OF_MEDIAN = Decimal("1.4826")


@dataclass(frozen=True, slots=True)
class Spread(Generic[Name]):
    """离散情况: the median, the robust standard deviation, and who stands apart; no statement where `median` is `None`."""

    median: Decimal | None
    deviation: Decimal
    apart: frozenset[Name]


def median(values: Sequence[Decimal]) -> Decimal:
    """中位数: the middle value, or the mean of the two in the middle. There must be at least one."""
    ranked = sorted(values)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def spread(
    values: Mapping[Name, Decimal], *, deviations: Decimal, apart: Decimal, fewest: int = 5
) -> Spread[Name]:
    """Return which of the values stand apart.

    A value does if it lies both more than `deviations` robust standard deviations and more than the share `apart`
    of the median from the median. Of fewer than `fewest` values nothing is said. Where more than half are equal, the
    deviation is 0 and the share alone decides.
    """
    if len(values) < max(1, fewest):
        return Spread(None, Decimal(0), frozenset())
    middle = median(list(values.values()))
    away = {name: abs(value - middle) for name, value in values.items()}
    deviation = _OF_MEDIAN * median(list(away.values()))
    far = max(deviations * deviation, apart * abs(middle))
    return Spread(middle, deviation, frozenset(name for name, one in away.items() if one > far))


def against_peers(
    own: Mapping[Name, Decimal],
    peers: Mapping[Name, Decimal],
    *,
    deviations: Decimal,
    apart: Decimal,
) -> Spread[Name]:
    """Judge a car's figures by its own, or where they are too few by those of its kind; only its own are named."""
    mine = spread(own, deviations=deviations, apart=apart)
    if mine.median is not None:
        return mine
    theirs = spread({**peers, **own}, deviations=deviations, apart=apart)
    return Spread(theirs.median, theirs.deviation, theirs.apart & own.keys())
