"""办件记录: a command's events as they are added, chained and folded one by one."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.events import CaseEvent, Reference
from tongban.kernel.cases.fold import folded
from tongban.kernel.cases.state import State
from tongban.kernel.ledger import rules as ledger
from tongban.kernel.ledger.events import Entry, Head, Record


@dataclass(frozen=True, slots=True)
class NewContent:
    """内容: what one event refers to. `id` is the number of that event; `body` is JSON without floats."""

    id: int
    kind: str
    body: dict[str, Any]
    salt: bytes
    digest: str


def salted_digest(salt: bytes, body: dict[str, Any]) -> str:
    """Return the lower-hex SHA-256 of the salt and the RFC 8785 form of `body`."""
    return ledger.digest_of(salt + ledger.canonical(body))


@dataclass(slots=True)
class Recorder:
    """One command at work on one case: the state before, the state so far, and what was added."""

    home: int
    id: int
    stream: str
    act: Act
    before: State
    state: State = field(init=False)
    records: list[Record] = field(default_factory=list)
    contents: list[NewContent] = field(default_factory=list)
    erased: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Start from the state before; the act is recorded, and judged, no earlier than what came before it."""
        self.state = self.before
        if self.head.at is not None and self.head.at > self.act.at:
            self.act = replace(self.act, at=self.head.at)

    @property
    def head(self) -> Head:
        """Return the end of the case's chain so far."""
        case = self.state.case
        return Head() if case is None else Head(case.n, case.hash, case.at)

    def content(self, kind: str, body: dict[str, Any]) -> Reference:
        """Keep `body` for the next event, and return the reference that this event must carry."""
        ledger.admitted(body)
        salt = secrets.token_bytes(16)
        kept = NewContent(self.head.n + 1, kind, body, salt, salted_digest(salt, body))
        self.contents.append(kept)
        return Reference(kept.id, kept.digest)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Keep all that is added within, or nothing of it where something in it is refused."""
        state, records, contents = self.state, len(self.records), len(self.contents)
        try:
            yield
        except Refusal:
            self.state = state
            del self.records[records:], self.contents[contents:]
            raise

    def add(self, event: CaseEvent) -> None:
        """Chain `event` to the case's log and fold it in."""
        entry = Entry(self.home, self.stream, event.type, event.data(), self.act, subject=self.id)
        (record,) = ledger.chained(self.head, [entry])
        self.records.append(record)
        self.state = folded(self.state, record)
