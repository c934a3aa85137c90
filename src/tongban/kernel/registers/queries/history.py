"""变更历史: what happened to an entry, why, and how it stood at any version."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.kernel.ledger.contents import digest_of
from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.queries import events_of
from tongban.kernel.registers.declaring import Plain
from tongban.kernel.registers.events import EVENTS, Happened, stream_of
from tongban.kernel.registers.folding import State, Step, folded
from tongban.kernel.registers.models import Change
from tongban.kernel.sealing import unseal

CONTENT = "register.change"


@dataclass(frozen=True, slots=True)
class Passed:
    """变更记录: one event of an entry: its version, who recorded it when, why, and what it says.

    `personal` are the values that the event does not hold; `whole` tells that its content is the one it speaks of.
    """

    n: int
    at: datetime
    by: str
    event: Happened
    reason: str
    personal: Mapping[str, Plain]
    whole: bool

    @property
    def step(self) -> Step:
        """Return what the fold needs of it."""
        return Step(self.event, self.personal)


def history(kind: str, entry_id: int, *, home: int) -> list[Passed]:
    """Return what happened to an entry that the reader was found to see, the first of it first, in two queries."""
    changes = {row.n: row for row in Change.objects.filter(kind=kind, entry=entry_id)}
    records = events_of(home, stream_of(kind, entry_id))
    return [_passed(record, changes.get(record.n)) for record in records]


def state_of(kind: str, entry_id: int, *, home: int, version: int | None = None) -> State:
    """Return how the entry stands, or stood at a version, as its log tells."""
    passed = history(kind, entry_id, home=home)
    return folded(each.step for each in passed if version is None or each.n <= version)


def as_believed(kind: str, entry_id: int, *, home: int, at: datetime) -> State:
    """Return how the entry stood by what had been recorded at that instant."""
    passed = history(kind, entry_id, home=home)
    return folded(each.step for each in passed if each.at <= at)


def _passed(record: Record, change: Change | None) -> Passed:
    event = EVENTS[record.type](**record.data)  # type: ignore[arg-type]
    body = _body(change)
    digest = digest_of(body, bytes(change.salt)) if change and change.salt else ""
    return Passed(
        n=record.n,
        at=record.at,
        by=record.by,
        event=event,
        reason=str(body.get("reason", "")),
        personal=dict(body.get("personal", {})),
        whole=digest == event.content,
    )


def _body(change: Change | None) -> dict[str, Any]:
    if change is None or change.sealed is None:
        return {}
    found: dict[str, Any] = json.loads(unseal(bytes(change.sealed), purpose=CONTENT))
    return found
