"""What a log holds in figures: cases, variants, what follows what, how long it took, what was on time."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tongban.kernel import Refusal
from tongban.kernel.mining.instants import microsecond
from tongban.kernel.mining.log import NEVER, SECOND, Column, Log, Numbers
from tongban.kernel.mining.refusing import short

ENDS: Final = ("enddate", "end_date", "case:enddate", "tongban:closed", "办结时间", "办结日期")
"""Attributes that say when a case was closed; a log that has one of them has open cases where it is missing."""
_FEW: Final = 1_000_000
"""Below so many kinds, counting beats sorting."""


class Followed(NamedTuple):
    """直接后继: how often one activity directly followed another, and after how many seconds on average.

    The mean is that of those whose times are both known, `None` where none are.
    """

    before: str
    after: str
    times: int
    mean: float | None


class Variant(NamedTuple):
    """办理路径: a sequence of activities, how many cases took it, and which is the first of them."""

    activities: tuple[str, ...]
    cases: int
    first: int


@dataclass(frozen=True, slots=True)
class Punctuality:
    """办结时效: of the closed cases, those that ended up to their deadline and those that ended after it."""

    closed: int
    on_time: int
    late: int
    without: int


def directly_follows(log: Log) -> list[Followed]:
    """Return every pair of activities that followed each other in a case, the most frequent first."""
    at, codes = log.before, log.activity.codes.astype(np.int64)
    names = log.activity.values
    pairs, which = _numbered(codes[at] * len(names) + codes[at + 1], len(names) ** 2)
    counts = np.bincount(which, minlength=len(pairs))
    known = (log.time[at] != NEVER) & (log.time[at + 1] != NEVER)
    passed = (log.time[at + 1][known] - log.time[at][known]) / SECOND
    sums = np.bincount(which[known], passed, len(pairs))
    timed = np.bincount(which[known], minlength=len(pairs))
    found = [
        Followed(names[pair // len(names)], names[pair % len(names)], count, total / n if n else None)
        for pair, count, total, n in zip(
            pairs.tolist(), counts.tolist(), sums.tolist(), timed.tolist(), strict=True
        )
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.times, each.before, each.after))


def _numbered(found: Numbers, kinds: int) -> tuple[Numbers, Numbers]:
    """Return the different numbers below `kinds`, and of each that was found which of them it is."""
    if kinds > _FEW:
        return np.unique(found, return_inverse=True)
    there = np.flatnonzero(np.bincount(found, minlength=kinds))
    places = np.zeros(kinds, np.int64)
    places[there] = np.arange(len(there))
    return there, places[found]


def variants(log: Log) -> list[Variant]:
    """Return the ways that cases took, the most frequent first, else in the order of their first cases."""
    codes, starts = log.activity.codes, log.starts.tolist()
    ways = [codes[a:b].tobytes() for a, b in pairwise(starts)]
    first: dict[bytes, int] = {}
    for case, way in enumerate(ways):
        first.setdefault(way, case)
    names = log.activity.values
    return [
        Variant(tuple(names[code] for code in np.frombuffer(way, np.int32)), count, first[way])
        for way, count in Counter(ways).most_common()
    ]


def durations(log: Log) -> NDArray[np.float64]:
    """Return the seconds from the first to the last known event, of each case that has one."""
    first, last = log.bounds
    known = last != NEVER
    taken: NDArray[np.float64] = (last[known] - first[known]) / SECOND
    return taken


def quantile(values: NDArray[np.float64], share: float) -> float | None:
    """Return the value below which a share lies, linear between neighbours; `None` of nothing."""
    if not len(values):
        return None
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    low, high = np.partition(values, [below, above])[[below, above]].tolist()
    return float(low + (high - low) * (place - below))


def punctuality(log: Log, deadline: str, end: str = "") -> Punctuality:
    """Compare the end of every closed case with what it says under `deadline`; a day alone lasts until its end.

    Closed is a case that says when under `end`, or under one of `ENDS` where none is named; in a log without them every case
    is, with its last event. Raises Refusal for a log without the attribute, and for what is no instant.
    """
    column = log.of_case(deadline)
    if column is None:
        words = "No case or event says anything under {key}. Look up what the deadline is called in the log."
        raise Refusal("mining.no_attribute", words, key=deadline)
    due, ends = _instants(log, column, deadline), ends_of(log, end)
    closed = ends != NEVER
    compared = closed & (due != NEVER)
    on_time = int((ends[compared] <= due[compared]).sum())
    both = int(compared.sum())
    return Punctuality(int(closed.sum()), on_time, both - on_time, int(closed.sum()) - both)


def ends_of(log: Log, end: str = "") -> Numbers:
    """Return when each case was closed, `NEVER` where it is open."""
    for key in (end,) if end else ENDS:
        column = log.of_case(key)
        if column is not None:
            return _instants(log, column, key)
    if end:
        words = "No case or event says anything under {key}. Look up what the end of a case is called in the log."
        raise Refusal("mining.no_end", words, key=end)
    return log.bounds[1]


def _instants(log: Log, column: Column, key: str) -> Numbers:
    found = np.full(len(column.values) + 1, NEVER, np.int64)
    for code in np.flatnonzero(np.bincount(column.codes[column.codes >= 0])).tolist():
        try:
            found[code] = microsecond(column.values[code], end_of_day=True)
        except (ValueError, OverflowError) as error:
            case = int(np.flatnonzero(column.codes == code)[0])
            raise Refusal(
                "mining.no_instant_of_case",
                "{key} of case {case} is “{value}”, which is no instant. Write it as 2026-02-13T10:00:00+08:00, or as a day.",
                key=key,
                case=short(log.names[case]),
                value=short(column.values[code]),
            ) from error
    return found[column.codes]
