"""筛选: which cases of a log are meant."""

from collections.abc import Collection
from datetime import date

import numpy as np

from tongban.kernel.mining.instants import microsecond
from tongban.kernel.mining.log import NEVER, Choice, Column, Log


def begun(log: Log, first: date, last: date) -> Choice:
    """Choose the cases that began from one day to another, both counted, in Beijing time."""
    at = log.bounds[0]
    low, high = microsecond(f"{first}"), microsecond(f"{last}", end_of_day=True)
    found: Choice = (at != NEVER) & (at >= low) & (at <= high)
    return found


def saying(log: Log, key: str, values: Collection[str]) -> Choice:
    """Choose the cases that say one of these under `key`, or of which an event says so."""
    found = np.zeros(log.cases, np.bool_)
    if key in log.of_cases:
        found |= _is_one(log.of_cases[key], values)
    if key in log.of_events:
        found[log.case[_is_one(log.of_events[key], values)]] = True
    return found


def doing(log: Log, activity: str) -> Choice:
    """Choose the cases in which an activity happened."""
    found = np.zeros(log.cases, np.bool_)
    found[log.case[_is_one(log.activity, (activity,))]] = True
    return found


def _is_one(column: Column, values: Collection[str]) -> Choice:
    wanted = np.array([each in values for each in column.values] + [False], np.bool_)
    return wanted[column.codes]
