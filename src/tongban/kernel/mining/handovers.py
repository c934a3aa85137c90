"""交接: between whom work went over, organs or people, and how long it lay there."""

from typing import NamedTuple

import numpy as np

from tongban.kernel.mining.log import GROUP, NEVER, Log
from tongban.kernel.mining.spread import Spread, spreads
from tongban.kernel.mining.waiting import completions


class Handover(NamedTuple):
    """交接: how often and in how many cases work went from one to another; the time between, where both times are known."""

    before: str
    after: str
    times: int
    cases: int
    between: Spread | None


class Handovers(NamedTuple):
    """交接情况: all that went over, how many steps stayed where they were, and how many do not say who had them."""

    found: list[Handover]
    stayed: int
    unknown: int


def handovers(log: Log, key: str = GROUP) -> Handovers:
    """Return between whom work went over from one completed step to the next, the most often first.

    `key` is who: `org:group` the organs, `org:resource` the people, `org:role` the posts.
    """
    log = completions(log)
    at = log.before
    column = log.of_events.get(key)
    if column is None:
        return Handovers([], 0, len(at))
    codes = column.codes.astype(np.int64)
    said = (codes[at] >= 0) & (codes[at + 1] >= 0)
    went = at[said & (codes[at] != codes[at + 1])]
    names = column.values
    pairs = codes[went] * len(names) + codes[went + 1]
    kinds, which, times = np.unique(pairs, return_inverse=True, return_counts=True)
    cases = np.bincount(np.unique(which * np.int64(log.cases + 1) + log.case[went]) // (log.cases + 1), minlength=len(kinds))  # fmt: skip
    known = (log.time[went] != NEVER) & (log.time[went + 1] != NEVER)
    between = spreads(which[known], log.time[went + 1][known] - log.time[went][known])
    found = [
        Handover(names[pair // len(names)], names[pair % len(names)], n, in_cases, between.get(number))
        for number, (pair, n, in_cases) in enumerate(zip(kinds.tolist(), times.tolist(), cases.tolist(), strict=True))
    ]  # fmt: skip
    found.sort(key=lambda each: (-each.times, each.before, each.after))
    return Handovers(found, int(said.sum()) - len(went), int((~said).sum()))
