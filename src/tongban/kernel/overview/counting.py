"""计数: the daily counts follow the log, command by command, and can be counted anew from all of it."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import events_of, subjects, waiting
from tongban.kernel.overview.actions import add
from tongban.kernel.overview.rules import COUNTED, Key, change

FOLLOWER = "tongban.kernel.overview.counting.count"


def count(records: Sequence[Record]) -> None:
    """Add what the records of one command change; called after commit, once for each."""
    if not any(record.subject and record.type in COUNTED for record in records):
        return
    first, last = records[0], records[-1]
    whole = events_of(first.home, first.stream)
    add(change(whole, first.n, last.n))


def of_the_log() -> Counter[Key]:
    """Return the daily counts as the log has them, without what has not been handed on yet.

    Call it where the log stands still (`ledger.queries.snapshot`).
    """
    untold = _untold()
    total: Counter[Key] = Counter()
    for home, _case, stream in subjects():
        whole = events_of(home, stream)
        total.update(change(whole, 1, whole[-1].n))
        for first, last in untold.get((home, stream), ()):
            total.subtract(change(whole, first, last))
    return Counter({key: found for key, found in total.items() if found})


def _untold() -> dict[tuple[int, str], list[tuple[int, int]]]:
    """Return the events that wait to be counted, by stream."""
    spans = defaultdict(list)
    for row in waiting().filter(subject__gt=0):
        if FOLLOWER not in row.told:
            spans[row.home, row.stream].append((row.first, row.last))
    return spans
