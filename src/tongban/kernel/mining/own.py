"""自有日志: the log of our own cases as an event log, without people: who acted is a post, an organ, the applicant or the platform."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tongban.kernel.cases.fold import replayed
from tongban.kernel.cases.state import State
from tongban.kernel.clock.days import day_of
from tongban.kernel.identity.queries import names_of
from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import every_stream, snapshot
from tongban.kernel.mining.gathering import Gathered
from tongban.kernel.mining.instants import counted, written
from tongban.kernel.mining.log import GROUP, LIFECYCLE, RESOURCE, ROLE, Column, Log
from tongban.kernel.mining.writing import Extension

EXTENSION: Final[Extension] = ("Tongban", "tongban", "urn:tongban:xes:1")
STAGES: Final[Mapping[str, str]] = {
    "round.opened": "schedule",
    "item.claimed": "start",
    "round.closed": "complete",
    "case.paused": "suspend",
    "case.resumed": "resume",
}
"""Events that are a stage of something else; all others are complete in themselves."""
STEPS: Final = frozenset({"round.opened", "item.claimed", "round.closed"})
"""What is told under the name of its step: it was scheduled, work began, it was completed."""
UNDONE: Final = frozenset({"cancelled", "returned", "left"})
"""How a step ends without having been done."""
_KINDS: Final = {"tongban:n": "int", "tongban:round": "int", "tongban:ordinal": "int", "tongban:home": "int", "tongban:deadline": "date", "tongban:statutory": "date", "tongban:closed": "date"}  # fmt: skip
OF_EVENTS: Final = (
    *(LIFECYCLE, GROUP, ROLE, RESOURCE, "tongban:type", "tongban:n", "tongban:step"),
    *("tongban:round", "tongban:ordinal", "tongban:outcome", "tongban:limit", "tongban:due"),
)
OF_CASES: Final = (
    *("tongban:home", "tongban:organ", "tongban:matter", "tongban:channel", "tongban:lane"),
    *("tongban:state", "tongban:outcome", "tongban:deadline", "tongban:statutory", "tongban:closed"),
)  # fmt: skip
"""What is said of a case: the promised and the statutory instant up to which it is in time, and when it was closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """导出范围: cases that were handed in from one day to another, both counted; `steps` tells only the steps of the flow."""

    first: date = date.min
    last: date = date.max
    home: int | None = None
    steps: bool = False


def own_log(wanted: Wanted) -> Log:
    """Return the log of our cases as of one instant.

    An event has the name of its step or its type; the organ that acted, and of work items the post, by their names of today. No form
    value, opinion, file, name or id of a person is in it.
    """
    gathered = Gathered((*OF_EVENTS, *OF_CASES))
    with snapshot():
        for home, stream, records in every_stream():
            if stream.startswith("case/") and wanted.home in {None, home}:
                _take(list(records), wanted, gathered)
    return _named(gathered.log())


def _take(records: Sequence[Record], wanted: Wanted, gathered: Gathered) -> None:
    if not wanted.first <= day_of(records[0].at) <= wanted.last:
        return
    state = replayed(records)
    told = [_event(each, state) for each in records]
    if wanted.steps:
        told = [each for each in told if each["tongban:type"] in STEPS and not _beside(each, state)]
    count = len(told)
    gathered.names.append(state.row.number)
    gathered.sizes.append(count)
    gathered.time.extend(counted(records[int(each["tongban:n"]) - 1].at) for each in told)
    names = [each["tongban:step"] if each["tongban:type"] in STEPS else each["tongban:type"] for each in told]  # fmt: skip
    gathered.activity.add(count, range(count), names)
    said = [_case(state)]
    for key in gathered.keys:
        for filling, rows in ((gathered.of_events[key], told if key in OF_EVENTS else [{}] * count), (gathered.of_cases[key], said if key in OF_CASES else [{}])):  # fmt: skip
            at = [number for number, row in enumerate(rows) if row.get(key)]
            filling.add(len(rows), at, [rows[number][key] for number in at])
            filling.kind = _KINDS.get(key, "string")


def _event(record: Record, state: State) -> dict[str, str]:
    """Return what is said of one event under `OF_EVENTS`, organs and posts by their ids."""
    data = record.data
    item = state.items.get(_number(data.get("item")))
    round_ = state.rounds.get(item.round if item else _number(data.get("round")))
    if round_ is not None and record.type == "round.opened":
        item = next((each for each in state.items.values() if each.round == round_.id), None)
    stage = STAGES.get(record.type, "complete")
    if record.type == "round.closed" and data.get("outcome") in UNDONE:
        stage = "withdraw"
    organ = f"organ/{item.organ}" if item and item.organ and record.type == "round.opened" else record.organ  # fmt: skip
    post = f"post/{item.post}" if item and item.post else ""
    return {
        LIFECYCLE: stage,
        GROUP: organ,
        ROLE: post,
        RESOURCE: post or _actor(record),
        "tongban:type": record.type,
        "tongban:n": str(record.n),
        "tongban:step": round_.name if round_ else "",
        "tongban:round": str(round_.id) if round_ else "",
        "tongban:ordinal": str(round_.ordinal) if round_ else "",
        "tongban:outcome": _text(data.get("outcome")),
        "tongban:limit": _text(data.get("kind")) if record.type.startswith("limit.") else "",
        "tongban:due": _text(data.get("due_on")),
    }


def _case(state: State) -> dict[str, str]:
    row = state.row
    limits = {each.kind: each for each in state.limits.values() if each.round is None}
    due = {kind: written(counted(each.due_at)) for kind, each in limits.items()}
    return {
        "tongban:home": str(row.home),
        "tongban:organ": f"organ/{row.organ}",
        "tongban:matter": row.title,
        "tongban:channel": row.channel,
        "tongban:lane": next((each.lane for each in limits.values()), ""),
        "tongban:state": row.state,
        "tongban:outcome": row.outcome,
        "tongban:deadline": due.get("promised", ""),
        "tongban:statutory": due.get("statutory", ""),
        "tongban:closed": written(counted(row.closed_at)) if row.closed_at else "",
    }


def _actor(record: Record) -> str:
    """Return who acted, without saying which person: the organ for its staff, else the applicant."""
    if not record.by.startswith("person/"):
        return record.by
    return record.organ or "applicant"


def _beside(told: Mapping[str, str], state: State) -> bool:
    """Tell whether a step stands beside the flow, such as a request that a second person approve."""
    round_ = state.rounds.get(_number(told["tongban:round"]))
    return round_ is None or round_.token < 0


def _named(log: Log) -> Log:
    """Return the log with the names of organs and posts instead of their ids; the resource stays an id."""
    ids = {
        each for key in (GROUP, ROLE) if key in log.of_events for each in log.of_events[key].values
    }
    ids |= set(log.of_cases["tongban:organ"].values) if "tongban:organ" in log.of_cases else set()
    names = names_of(ids)

    def shown(columns: Mapping[str, Column], keys: Iterable[str]) -> Iterator[tuple[str, Column]]:
        for key, column in columns.items():
            values = tuple(names.get(each, each) for each in column.values)
            yield key, replace(column, values=values) if key in keys else column

    return replace(
        log,
        of_events=dict(shown(log.of_events, {GROUP, ROLE})),
        of_cases=dict(shown(log.of_cases, {"tongban:organ"})),
    )


def _number(value: object) -> int:
    if isinstance(value, str) and value.lstrip("-").isdecimal():
        return int(value)
    return value if isinstance(value, int) else 0


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
