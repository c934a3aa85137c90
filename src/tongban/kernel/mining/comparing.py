"""对比: two logs beside each other, or two parts of one: periods, organs, lanes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from tongban.kernel.mining.figures import directly_follows, durations, quantile, variants
from tongban.kernel.mining.log import Log
from tongban.kernel.mining.waiting import spent


@dataclass(frozen=True, slots=True)
class Difference:
    """差异: one figure in both logs, `None` where a log has none; `change` is the second less the first."""

    what: tuple[str, ...]
    one: float | None
    other: float | None

    @property
    def change(self) -> float | None:
        """Return by how much the second is more."""
        return None if self.one is None or self.other is None else self.other - self.one


@dataclass(frozen=True, slots=True)
class Comparison:
    """对比: differences of two logs; of the last four the largest change first.

    `totals` are counts and seconds; `activities` shares of cases in which one happened; `waiting` the median seconds before one;
    `follows` how often one thing followed another, in a case on average; `ways` shares of cases that took one.
    """

    totals: list[Difference]
    activities: list[Difference]
    waiting: list[Difference]
    follows: list[Difference]
    ways: list[Difference]


def compared(one: Log, other: Log) -> Comparison:
    """Compare two logs."""
    both = (one, other)
    return Comparison(
        totals=_totals(one, other),
        activities=_ranked(*(_shares(log) for log in both), missing=0.0),
        waiting=_ranked(*(_waiting(log) for log in both), missing=None),
        follows=_ranked(*(_follows(log) for log in both), missing=0.0),
        ways=_ranked(*(_ways(log) for log in both), missing=0.0),
    )


def _totals(*both: Log) -> list[Difference]:
    found: dict[str, list[float | None]] = {}
    for log in both:
        taken = durations(log)
        row = {
            "cases": float(log.cases),
            "events": float(log.events),
            "events a case": log.events / log.cases if log.cases else None,
            "variants": float(len(variants(log))),
            "median": quantile(taken, 0.5),
            "p90": quantile(taken, 0.9),
        }
        for name, value in row.items():
            found.setdefault(name, []).append(value)
    return [Difference((name,), one, other) for name, (one, other) in found.items()]


def _shares(log: Log) -> dict[tuple[str, ...], float]:
    names = log.activity.values
    pairs = np.unique(log.case * np.int64(len(names)) + log.activity.codes)
    counts = np.bincount(pairs % max(len(names), 1), minlength=len(names)).tolist()
    return {(name,): n / log.cases for name, n in zip(names, counts, strict=True) if n}


def _follows(log: Log) -> dict[tuple[str, ...], float]:
    return {(each.before, each.after): each.times / log.cases for each in directly_follows(log)}


def _ways(log: Log) -> dict[tuple[str, ...], float]:
    return {each.activities: each.cases / log.cases for each in variants(log)}


def _waiting(log: Log) -> dict[tuple[str, ...], float]:
    return {(each.activity,): each.waiting.median for each in spent(log) if each.waiting}


def _ranked(
    one: Mapping[tuple[str, ...], float],
    other: Mapping[tuple[str, ...], float],
    *,
    missing: float | None,
) -> list[Difference]:
    names: Iterable[tuple[str, ...]] = {**one, **other}
    found = [Difference(what, one.get(what, missing), other.get(what, missing)) for what in names]
    return sorted(found, key=lambda each: (-abs(each.change or 0), each.what))
