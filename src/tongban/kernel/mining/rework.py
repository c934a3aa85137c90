"""返工: what was done again in the same case, at once or after other steps."""

from typing import NamedTuple

import numpy as np

from tongban.kernel.mining.log import Log
from tongban.kernel.mining.waiting import completions


class Rework(NamedTuple):
    """返工: in how many cases an activity was done again, how often beyond the first time, and how often of these at once."""

    activity: str
    cases: int
    again: int
    at_once: int


def rework(log: Log) -> list[Rework]:
    """Return every activity that was ever done again, the most often first; started and completed is done once."""
    log = completions(log)
    codes, names = log.activity.codes.astype(np.int64), log.activity.values
    pairs, counts = np.unique(log.case * np.int64(len(names)) + codes, return_counts=True)
    repeated = counts > 1
    activity = pairs[repeated] % max(len(names), 1)
    cases = np.bincount(activity, minlength=len(names))
    again = np.bincount(activity, counts[repeated] - 1, len(names))
    at = log.before
    same = codes[at][codes[at] == codes[at + 1]]
    at_once = np.bincount(same, minlength=len(names))
    found = [
        Rework(names[code], int(cases[code]), int(again[code]), int(at_once[code]))
        for code in np.flatnonzero(cases).tolist()
    ]
    return sorted(found, key=lambda each: (-each.again, each.activity))


def reworked_cases(log: Log) -> int:
    """Return in how many cases anything was done again."""
    log = completions(log)
    pairs, counts = np.unique(
        log.case * np.int64(len(log.activity.values)) + log.activity.codes, return_counts=True
    )
    return len(np.unique(pairs[counts > 1] // max(len(log.activity.values), 1)))
