"""等待与办理: how long cases waited for a step and how long it was worked on, and where they waited most."""

from typing import Final, NamedTuple

import numpy as np

from tongban.kernel.mining.log import LIFECYCLE, NEVER, Log, Numbers
from tongban.kernel.mining.spread import Spread, spreads

START: Final = "start"
COMPLETE: Final = "complete"


class Spent(NamedTuple):
    """用时: of one activity, the waiting before it and the work on it; `None` where the log does not tell."""

    activity: str
    waiting: Spread | None
    working: Spread | None


class Bottleneck(NamedTuple):
    """堵点: what was waited for, after what, and for how long."""

    before: str
    after: str
    waiting: Spread


def tells_work(log: Log) -> bool:
    """Tell whether the log says when work began and when it was done; else all time between events is waiting."""
    column = log.of_events.get(LIFECYCLE)
    said = set() if column is None else {each.lower() for each in column.values}
    return {START, COMPLETE} <= said


def completions(log: Log) -> Log:
    """Return the log of what was completed, where it says so; an event without a stage counts as completed."""
    column = log.of_events.get(LIFECYCLE)
    if column is None or COMPLETE not in {each.lower() for each in column.values}:
        return log
    done = np.array([each.lower() == COMPLETE for each in column.values] + [True], np.bool_)
    return log.having(done[column.codes])


def spent(log: Log) -> list[Spent]:
    """Return what each activity took, the one most waited for first.

    Waiting lasts from the last completion in the case to the start of the work, working from there to its completion; other
    stages make no difference. Where no start is told, waiting lasts to the completion; in a log without starts, from one event of
    the case to the next.
    """
    activities, waited, worked = _with_work(log) if tells_work(log) else _without(log)
    known = waited != NEVER
    waiting = spreads(activities[known], waited[known])
    done = worked != NEVER
    working = spreads(activities[done], worked[done])
    names = log.activity.values
    found = [
        Spent(names[code], waiting.get(code), working.get(code))
        for code in np.flatnonzero(np.bincount(activities)).tolist()
    ]
    return sorted(found, key=lambda each: (-(each.waiting.total if each.waiting else 0), each.activity))  # fmt: skip


def bottlenecks(log: Log) -> list[Bottleneck]:
    """Return from what to what cases waited, the longest in total first.

    Where the log tells when work began, it is from the last completion before until then, else from one event to the next.
    """
    with_work = tells_work(log)
    log = log if with_work else completions(log)
    at, after, waited = _pairs_with_work(log) if with_work else _pairs(log)
    codes, names = log.activity.codes.astype(np.int64), log.activity.values
    found = spreads(codes[at] * len(names) + codes[after], waited)
    rows = [
        Bottleneck(names[pair // len(names)], names[pair % len(names)], spread)
        for pair, spread in found.items()
    ]
    return sorted(rows, key=lambda each: (-each.waiting.total, each.before, each.after))


def _pairs(log: Log) -> tuple[Numbers, Numbers, Numbers]:
    at = log.before
    known = (log.time[at] != NEVER) & (log.time[at + 1] != NEVER)
    at = at[known]
    return at, at + 1, log.time[at + 1] - log.time[at]


def _pairs_with_work(log: Log) -> tuple[Numbers, Numbers, Numbers]:
    begun, _done = _worked(log)
    last = _last_completions(log)
    with_last = begun[last[begun] >= 0]
    return last[with_last], with_last, log.time[with_last] - log.time[last[with_last]]


def _without(log: Log) -> tuple[Numbers, Numbers, Numbers]:
    log = completions(log)
    _at, after, waited = _pairs(log)
    found = np.full(log.events, NEVER, np.int64)
    found[after] = waited
    return log.activity.codes.astype(np.int64), found, np.full(log.events, NEVER, np.int64)


def _with_work(log: Log) -> tuple[Numbers, Numbers, Numbers]:
    begun, done = _worked(log)
    last = _last_completions(log)[begun]
    waited = np.where(last >= 0, log.time[begun] - log.time[last], NEVER)
    worked = np.where(begun != done, log.time[done] - log.time[begun], NEVER)
    return log.activity.codes[begun].astype(np.int64), waited, worked


def _worked(log: Log) -> tuple[Numbers, Numbers]:
    """Return where work began and where it was done: each completion ends what of its activity was begun first.

    Where one of the two is not told, both are the other.
    """
    stage = _stages(log)
    open_: dict[tuple[int, int], list[int]] = {}
    pairs: list[tuple[int, int]] = []
    cases, codes = log.case.tolist(), log.activity.codes.tolist()
    for event in np.flatnonzero((stage != 0) & (log.time != NEVER)).tolist():
        waiting = open_.setdefault((cases[event], codes[event]), [])
        if stage[event] == 1:
            waiting.append(event)
        else:
            pairs.append((waiting.pop(0) if waiting else event, event))
    pairs += [(event, event) for left in open_.values() for event in left]
    found = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _last_completions(log: Log) -> Numbers:
    """Return for every event the last completion before it in its case, -1 where there is none."""
    done = (_stages(log) == 2) & (log.time != NEVER)
    last = np.maximum.accumulate(np.where(done, np.arange(log.events), -1))
    before = np.concatenate([[-1], last[:-1]]) if log.events else last
    found: Numbers = np.where(before >= log.starts[log.case], before, -1)
    return found


def _stages(log: Log) -> Numbers:
    """Return 1 for a start, 2 for a completion or where no stage is told, 0 for all else."""
    column = log.of_events[LIFECYCLE]
    known = [{START: 1, COMPLETE: 2}.get(each.lower(), 0) for each in column.values]
    return np.array([*known, 2], np.int64)[column.codes]
