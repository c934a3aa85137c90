"""How lengths of time are spread, for many groups at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tongban.kernel.mining.log import SECOND, Numbers


class Spread(NamedTuple):
    """分布: how many lengths of time there are, and their total, median and ninth decile, in seconds."""

    times: int
    total: float
    median: float
    p90: float


def spreads(groups: Numbers, lengths: Numbers) -> dict[int, Spread]:
    """Return the spread of every group; `lengths` are in microseconds."""
    order = np.lexsort((lengths, groups))
    groups, seconds = groups[order], lengths[order] / SECOND
    if not len(groups):
        return {}
    starts = np.concatenate([[0], np.flatnonzero(np.diff(groups)) + 1])
    sizes = np.diff(np.concatenate([starts, [len(groups)]]))
    totals = np.add.reduceat(seconds, starts)
    median, p90 = (_quantiles(seconds, starts, sizes, share) for share in (0.5, 0.9))
    rows = zip(*(each.tolist() for each in (sizes, totals, median, p90)), strict=True)
    return {group: Spread(*row) for group, row in zip(groups[starts].tolist(), rows, strict=True)}


def _quantiles(
    sorted_: NDArray[np.float64], starts: Numbers, sizes: Numbers, share: float
) -> NDArray[np.float64]:
    places = share * (sizes - 1)
    below = places.astype(np.int64)
    above = np.minimum(below + 1, sizes - 1)
    low, high = sorted_[starts + below], sorted_[starts + above]
    found: NDArray[np.float64] = low + (high - low) * (places - below)
    return found
