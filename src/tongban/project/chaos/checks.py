"""What must hold after a run: what was answered is in the log, once; rows, chains and counts agree; nothing waits."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from tongban.kernel.cases.commands import stream_of
from tongban.kernel.cases.events import Accepted, Decided, ItemCompleted, ItemTransferred, Submitted
from tongban.kernel.cases.queries import overdue
from tongban.kernel.cases.queries.keys import first_use
from tongban.kernel.cases.rules import parsed_number
from tongban.kernel.cases.verify import differences
from tongban.kernel.ledger.queries import events_of, every_stream, faults, snapshot, stuck, waiting
from tongban.kernel.overview.verify import differences as miscounts
from tongban.project.chaos.told import Told, What

MARKS = {
    "submit": Submitted.type,
    "accept": Accepted.type,
    "complete": ItemCompleted.type,
    "transfer": ItemTransferred.type,
    "decide": Decided.type,
}
"""The one event that each command of the client leaves."""
SYSTEM = "system"


def caught_up(at: datetime) -> bool:
    """Say whether every event was handed on and every timer that is over had its effect."""
    return not (waiting().exists() or any(overdue(at)))


def found(told: Iterable[Told], timed: Collection[str]) -> list[str]:
    """Return everything that does not hold; the cases `timed` had a timer that was over."""
    with snapshot():
        lines = [*answers(list(told)), *silences(timed)]
        lines += [f"{stream} event {n}: {reason}" for stream, n, reason in faults()]
        lines += [
            f"{one.number} {one.table} {one.column} differs from its log" for one in differences()
        ]
        lines += [f"the count of {one.key.day} {one.key.kind} differs" for one in miscounts()]
        lines += ["a follower failed and was not told again"] if stuck() else []
    return lines


def answers(told: list[Told]) -> Iterator[str]:
    """Yield what the client was told and the log does not know, or knows otherwise."""
    if not any(one.what == What.DONE for one in told):
        yield "the client was answered nothing"
    hashes, effects = _logged()
    for one in told:
        yield from _one(one, hashes)
    expected = Counter((one.by, MARKS[one.verb]) for one in told if one.what == What.DONE)
    for by, type_ in sorted({(one.by, MARKS[one.verb]) for one in told if one.verb}):
        if expected[by, type_] != effects[by, type_]:
            yield f"{by} was told of {expected[by, type_]} {type_}, the log has {effects[by, type_]}"


def _logged() -> tuple[dict[tuple[str, int], str], Counter[tuple[str, str]]]:
    """Return the hash of every event of the log, and how often each actor did what."""
    hashes: dict[tuple[str, int], str] = {}
    effects: Counter[tuple[str, str]] = Counter()
    for _home, stream, records in every_stream():
        for record in records:
            hashes[stream, record.n] = record.hash
            effects[record.by, record.type] += 1
    return hashes, effects


def _one(one: Told, hashes: dict[tuple[str, int], str]) -> Iterator[str]:
    used = first_use(one.by, f"api/{one.key}")
    if one.what == What.DONE:
        if hashes.get((stream_of(one.number), one.n)) != one.hash:
            yield f"{one.verb} {one.key}: event {one.n} of {one.number} was answered and is not in the log"
        if used is None or (used.number, used.n) != (one.number, one.n):
            yield f"{one.verb} {one.key}: was answered with {one.number} {one.n}, and its key is not known for that"
    elif one.what == What.REFUSED:
        if used is not None:
            yield f"{one.verb} {one.key}: was refused ({one.words}) and done"
    else:
        yield f"{one.verb} {one.key}: {one.what} {one.words}"


def silences(timed: Collection[str]) -> Iterator[str]:
    """Yield the cases that silence should have accepted, and did not or did more than once."""
    for number in timed:
        records = events_of(parsed_number(number)[0], stream_of(number))
        times = sum(one.by == SYSTEM and one.type == Accepted.type for one in records)
        if times != 1:
            yield f"{number} was accepted by silence {times} times"
