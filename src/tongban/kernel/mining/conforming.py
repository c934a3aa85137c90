"""符合性: whether cases went as a flow has it, and where they did not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from tongban.kernel.flows import Flow, Marking
from tongban.kernel.mining.figures import variants
from tongban.kernel.mining.log import Log
from tongban.kernel.mining.replaying import Replay
from tongban.kernel.mining.waiting import completions

MOST_SKIPPED: Final = 4
"""So many tasks in a row may have been left out, before what comes after them counts as out of place."""

Sort = Literal["unknown", "skipped", "misplaced", "missing"]


class Deviation(NamedTuple):
    """偏差: what of a case is not as the flow has it.

    `unknown` (流程外的环节) is no task of it; `skipped` (漏办) should have been done before what came; `misplaced` (不应有的环节) was done where it
    could not be; `missing` (未办完) was left when the case ended. `after` is the last activity that fitted, empty at the begin.
    """

    sort: Sort
    activity: str
    after: str


@dataclass(frozen=True, slots=True)
class Conformance:
    """符合性: how many cases went as the flow has it to its end, how many as far as they are, and how many otherwise.

    Of each deviation: in how many cases it is. The first two of `fitting`, `unfinished` and `deviating` are no deviation.
    """

    fitting: int
    unfinished: int
    deviating: int
    deviations: list[tuple[Deviation, int]]


def conformance(log: Log, flow: Flow, *, ended: bool = False) -> Conformance:
    """Replay every case over a flow; an activity is the task that has its name or id.

    A case that stops on its way is unfinished, unless the log is known to hold cases that have `ended`: then what was left is missing.
    """
    replay, log = Replay(flow), completions(log)
    counts: Counter[str] = Counter()
    found: Counter[Deviation] = Counter()
    for way in variants(log):
        deviations, whole = _replayed(replay, way.activities, ended=ended)
        found.update(dict.fromkeys(deviations, way.cases))
        verdict = "deviating" if deviations else "fitting" if whole else "unfinished"
        counts[verdict] += way.cases
    ranked = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    return Conformance(counts["fitting"], counts["unfinished"], counts["deviating"], ranked)


def _replayed(
    replay: Replay, activities: tuple[str, ...], *, ended: bool
) -> tuple[list[Deviation], bool]:
    """Return how a case deviates, and whether it came to an end of the flow."""
    there, last = replay.begin(), ""
    found: list[Deviation] = []
    for activity in activities:
        next_ = replay.after(there, activity)
        if activity not in replay.names:
            found.append(Deviation("unknown", activity, last))
            continue
        if not next_:
            skipped, next_ = _beyond(replay, there, activity)
            found += [Deviation("skipped", each, last) for each in skipped]
        if not next_:
            found.append(Deviation("misplaced", activity, last))
            continue
        there, last = next_, activity
    whole = any(not each.tokens for each in there)
    if ended and not whole:
        left, _there = _beyond(replay, there, None)
        left = left or [replay.name(each) for each in replay.awaited(there)[:1]]
        found += [Deviation("missing", each, last) for each in left]
    return found, whole


def _beyond(
    replay: Replay, there: list[Marking], activity: str | None
) -> tuple[list[str], list[Marking]]:
    """Return the fewest tasks after which an activity is possible, or the flow at its end, and where one is then."""
    tried: list[tuple[list[str], list[Marking]]] = [([], there)]
    for _skipped in range(MOST_SKIPPED):
        tried = [
            ([*names, replay.name(node)], replay.after(markings, node))
            for names, markings in tried
            for node in replay.awaited(markings)
        ]
        for names, markings in tried:
            if activity is None and any(not each.tokens for each in markings):
                return names, markings
            if activity is not None and (found := replay.after(markings, activity)):
                return names, found
        tried = tried[:100]
    return [], []


def deviating_cases(
    log: Log, flow: Flow, *, ended: bool = False
) -> Iterator[tuple[str, list[Deviation]]]:
    """Yield the name of every case that deviates, and how."""
    replay, log = Replay(flow), completions(log)
    known: dict[tuple[str, ...], list[Deviation]] = {}
    names, codes, starts = log.activity.values, log.activity.codes.tolist(), log.starts.tolist()
    for number, case in enumerate(log.names):
        way = tuple(names[code] for code in codes[starts[number] : starts[number + 1]])
        if way not in known:
            known[way] = _replayed(replay, way, ended=ended)[0]
        if known[way]:
            yield case, known[way]
