"""核对: every row of every case against the replay of its log, column by column."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tongban.kernel.cases.commands import stream_of
from tongban.kernel.cases.events import Erased, parsed
from tongban.kernel.cases.fold import replayed
from tongban.kernel.cases.inbox import InboxRow, inbox_of
from tongban.kernel.cases.models import Content
from tongban.kernel.cases.queries import contents_of, every_case, inbox_cases, inbox_of_case
from tongban.kernel.cases.recorder import salted_digest
from tongban.kernel.cases.state import State
from tongban.kernel.cases.store import CHILDREN, CONTENT, columns, load
from tongban.kernel.ledger.events import Head, Record
from tongban.kernel.ledger.queries import events_of, subjects
from tongban.kernel.sealing import WrongKey, unseal


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a row is not what its log adds up to."""

    number: str
    table: str
    row: str
    column: str
    stored: str
    replayed: str


def differences() -> Iterator[Difference]:
    """Yield every difference between the stored rows and the replayed log, over all cases, in bounded memory."""
    seen: set[tuple[int, int]] = set()
    for home, case_id, stream in subjects():
        seen.add((home, case_id))
        yield from _checked(home, case_id, stream)
    for case in every_case().only("home", "id", "number").iterator(chunk_size=500):
        if (case.home, case.id) not in seen:
            yield Difference(case.number, "cases_case", str(case.id), "*", "present", "no such log")
    for home, case_id, number in inbox_cases():
        if (home, case_id) not in seen:
            yield Difference(number, "cases_inbox", str(case_id), "*", "present", "no such log")


def _checked(home: int, case_id: int, stream: str) -> Iterator[Difference]:
    """Yield the differences of one case; a log that cannot even be folded is one of them."""
    try:
        yield from list(of_case(home, case_id, stream))
    except (KeyError, TypeError, ValueError, AttributeError, LookupError) as error:
        yield Difference(stream, "ledger_event", stream, "data", "cannot be folded", repr(error))


def of_case(home: int, case_id: int, stream: str) -> Iterator[Difference]:
    """Yield the differences of the case whose log is `stream`."""
    records = events_of(home, stream)
    folded, stored = replayed(records), load(home, case_id)
    number = folded.row.number
    if stream != stream_of(number) or any(record.subject != case_id for record in records):
        yield Difference(number, "ledger_event", stream, "subject", str(case_id), "another case")
    have = {} if stored.case is None else {case_id: stored.case}
    yield from _rows(number, "cases_case", have, {case_id: folded.row})
    for name, (table, _kind) in CHILDREN.items():
        yield from _rows(number, table, getattr(stored, name), getattr(folded, name))
    yield from _inbox(number, home, case_id, folded)
    yield from _contents(number, home, case_id, records)


def _rows(number: str, table: str, stored: Any, folded: Any) -> Iterator[Difference]:  # noqa: ANN401 - rows by id
    for key in sorted({*stored, *folded}):
        have, want = stored.get(key), folded.get(key)
        if have is None or want is None:
            yield Difference(number, table, str(key), "*", _there(have), _there(want))
            continue
        for column in columns(type(want)):
            one, other = getattr(have, column), getattr(want, column)
            if one != other:
                yield Difference(number, table, str(key), column, str(one), str(other))


def _there(row: object) -> str:
    return "missing" if row is None else "present"


def _inbox(number: str, home: int, case_id: int, folded: State) -> Iterator[Difference]:
    names = columns(InboxRow)
    rows = inbox_of_case(home, case_id).values_list(*names)
    stored = {(row.post, row.item): row for row in (InboxRow(*values) for values in rows)}
    wanted = {(row.post, row.item): row for row in inbox_of(folded)}
    yield from _rows(number, "cases_inbox", stored, wanted)


def _contents(number: str, home: int, case_id: int, records: list[Record]) -> Iterator[Difference]:
    wanted = {
        key: (kind, digest) for record in records for kind, key, digest in _references(record)
    }
    events = [parsed(record.type, dict(record.data)) for record in records]
    erased = {each for event in events if isinstance(event, Erased) for each in event.contents}
    rows = {row.id: row for row in contents_of(home, case_id)}
    for key in sorted({*rows, *wanted}):
        row = rows.get(key)
        if row is None or key not in wanted:
            yield Difference(
                number, "cases_content", str(key), "*", _there(row), _there(wanted.get(key))
            )
            continue
        for column, have, want in zip(
            ("kind", "digest"), (row.kind, row.digest), wanted[key], strict=True
        ):
            if have != want:
                yield Difference(number, "cases_content", str(key), column, have, want)
        if key in erased:
            yield from _gone(number, row)
        else:
            yield from _sealed(number, row, wanted[key][1])


def _references(record: Record) -> Iterator[tuple[str, int, str]]:
    for kind, value in record.data.items():
        if isinstance(value, dict) and value.keys() == {"content", "digest"}:
            yield kind, value["content"], value["digest"]


def _sealed(number: str, row: Content, digest: str) -> Iterator[Difference]:
    if row.salt is None or row.sealed is None:
        column = "salt" if row.salt is None else "sealed"
        yield Difference(number, "cases_content", str(row.id), column, "missing", "present")
    elif _digest(row) != digest:
        yield Difference(number, "cases_content", str(row.id), "sealed", "another content", digest)


def _gone(number: str, row: Content) -> Iterator[Difference]:
    """Yield what the log says was erased and is still there."""
    for column in ("salt", "sealed"):
        if getattr(row, column) is not None:
            yield Difference(number, "cases_content", str(row.id), column, "present", "erased")


def _digest(row: Content) -> str | None:
    try:
        body = json.loads(unseal(bytes(row.sealed or b""), purpose=CONTENT))
    except WrongKey:
        return None
    return salted_digest(bytes(row.salt or b""), body)


def heads() -> Iterator[tuple[int, str, Head]]:
    """Yield the end of every case's stream as its row keeps it, for `ledger verify`."""
    for case in (
        every_case().only("home", "id", "number", "n", "hash", "at").iterator(chunk_size=2000)
    ):
        yield case.home, stream_of(case.number), Head(case.n, case.hash, case.at)
