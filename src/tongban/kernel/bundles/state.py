"""联办件状态: how a joint application stands, folded from its log and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from tongban.kernel.ledger.events import Record

RUNNING, DONE = "running", "done"
WAITING = "waiting"
OPEN = (WAITING, RUNNING)


@dataclass(frozen=True, slots=True)
class Part:
    """分项: one matter of a stage and its case. `state` is waiting, running, granted, refused, ended or dropped."""

    key: str
    matter: int
    version: int
    organ: int
    lead: bool
    after: tuple[str, ...]
    state: str = WAITING
    case: str = ""
    since: datetime | None = None
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """阶段: its parts in the order of the plan. `state` is running or done, `outcome` granted, partly or refused."""

    key: str
    answers: Mapping[str, str]
    parts: tuple[Part, ...]
    limit: str
    due_on: date | None
    content: int
    since: datetime
    state: str = RUNNING
    outcome: str = ""
    late: bool = False
    until: datetime | None = None

    def part(self, key: str) -> Part:
        """Return a part by its key; `KeyError` where there is none."""
        return {one.key: one for one in self.parts}[key]


@dataclass(frozen=True, slots=True)
class Gathering:
    """共同会商: `kind` is review, survey, sign or acceptance; `state` called, held or cancelled."""

    id: int
    stage: str
    kind: str
    at: datetime
    organs: tuple[int, ...]
    content: int
    state: str = "called"
    held_on: date | None = None
    stands: Mapping[str, str] = field(default_factory=dict)
    result: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """联办件: who applied for which bundle, its stages so far, and what was held together."""

    number: str
    bundle: int
    edition: int
    party: int
    title: str
    channel: str
    project: str
    since: datetime
    stages: tuple[Stage, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    n: int = 0

    def stage(self, key: str) -> Stage:
        """Return a stage that was applied for; `KeyError` where it was not."""
        return {one.key: one for one in self.stages}[key]


def folded(records: Iterable[Record]) -> Standing:
    """Return how the joint application stands after these records, the first of which opened it."""
    standing: Standing | None = None
    for record in records:
        standing = _next(standing, record)
    if standing is None:
        raise LookupError
    return standing


def _next(standing: Standing | None, record: Record) -> Standing:
    data: Mapping[str, Any] = record.data
    if record.type == "joint.opened":
        kept = {name: data[name] for name in data}
        return Standing(**kept, since=record.at, n=record.n)
    if standing is None:
        raise LookupError(record.stream)
    return replace(_MOVES[record.type](standing, data, record.at), n=record.n)


def _stage_applied(standing: Standing, data: Mapping[str, Any], at: datetime) -> Standing:
    stage = Stage(
        key=data["stage"],
        answers=dict(data["answers"]),
        parts=tuple(Part(**{**one, "after": tuple(one["after"])}) for one in data["members"]),
        limit=data["limit"],
        due_on=date.fromisoformat(data["due_on"]) if data["due_on"] else None,
        content=data["content"],
        since=at,
    )
    return replace(standing, stages=(*standing.stages, stage))


def _part_opened(standing: Standing, data: Mapping[str, Any], at: datetime) -> Standing:
    return _with_part(standing, data, state=RUNNING, case=data["case"], since=at)


def _part_ended(standing: Standing, data: Mapping[str, Any], at: datetime) -> Standing:
    return _with_part(standing, data, state=data["outcome"], until=at)


def _part_dropped(standing: Standing, data: Mapping[str, Any], at: datetime) -> Standing:
    return _with_part(standing, data, state="dropped", until=at, reason=data["reason"])


def _stage_ended(standing: Standing, data: Mapping[str, Any], at: datetime) -> Standing:
    due_on = date.fromisoformat(data["due_on"]) if data["due_on"] else None
    ended = {"state": DONE, "outcome": data["outcome"], "late": data["late"], "until": at}
    return _with_stage(standing, data["stage"], due_on=due_on, **ended)


def _called(standing: Standing, data: Mapping[str, Any], _at: datetime) -> Standing:
    gathering = Gathering(
        id=data["gathering"],
        stage=data["stage"],
        kind=data["kind"],
        at=datetime.fromisoformat(data["at"]),
        organs=tuple(data["organs"]),
        content=data["content"],
    )
    return replace(standing, gatherings=(*standing.gatherings, gathering))


def _moved(standing: Standing, data: Mapping[str, Any], _at: datetime) -> Standing:
    return _with_gathering(standing, data, at=datetime.fromisoformat(data["at"]))


def _cancelled(standing: Standing, data: Mapping[str, Any], _at: datetime) -> Standing:
    return _with_gathering(standing, data, state="cancelled")


def _held(standing: Standing, data: Mapping[str, Any], _at: datetime) -> Standing:
    held_on = date.fromisoformat(data["happened"])
    more = {"stands": dict(data["stands"]), "result": data["result"], "minutes": data["content"]}
    return _with_gathering(standing, data, state="held", held_on=held_on, **more)


def _with_stage(standing: Standing, key: str, **changes: Any) -> Standing:  # noqa: ANN401 - columns of a stage
    stages = tuple(replace(one, **changes) if one.key == key else one for one in standing.stages)
    return replace(standing, stages=stages)


def _with_part(standing: Standing, data: Mapping[str, Any], **changes: Any) -> Standing:  # noqa: ANN401 - columns of a part
    parts = tuple(
        replace(one, **changes) if one.key == data["part"] else one
        for one in standing.stage(data["stage"]).parts
    )
    return _with_stage(standing, data["stage"], parts=parts)


def _with_gathering(standing: Standing, data: Mapping[str, Any], **changes: Any) -> Standing:  # noqa: ANN401 - columns of a gathering
    gatherings = tuple(
        replace(one, **changes) if one.id == data["gathering"] else one
        for one in standing.gatherings
    )
    return replace(standing, gatherings=gatherings)


_MOVES = {
    "joint.stage_applied": _stage_applied,
    "joint.part_opened": _part_opened,
    "joint.part_ended": _part_ended,
    "joint.part_dropped": _part_dropped,
    "joint.stage_ended": _stage_ended,
    "joint.gathering_called": _called,
    "joint.gathering_moved": _moved,
    "joint.gathering_cancelled": _cancelled,
    "joint.gathering_held": _held,
}
