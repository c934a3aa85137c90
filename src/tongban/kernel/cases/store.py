"""Loading and storing one case: one lock, one round trip in, one round trip out (design 5)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from django.db import connection
from psycopg import Cursor, sql

from tongban.kernel import Act
from tongban.kernel.cases.inbox import InboxRow, inbox_of
from tongban.kernel.cases.recorder import NewContent, Recorder
from tongban.kernel.cases.state import (
    CaseRow,
    Child,
    ItemRow,
    LimitRow,
    OriginalRow,
    PauseRow,
    RequestRow,
    RoundRow,
    SpecialRow,
    State,
    TimerRow,
    TokenRow,
)
from tongban.kernel.identity.queries.edition import ASKED, mark_of, standing
from tongban.kernel.ledger import actions as ledger
from tongban.kernel.ledger.rules import canonical
from tongban.kernel.parties.queries import CALLED, Called, called
from tongban.kernel.remembering import tell
from tongban.kernel.sealing import seal

Statement: TypeAlias = tuple[str, Sequence[Any]]
Row = TypeVar("Row")
CONTENT = "case-content"
MOST_VALUES, EVENTS_AT_ONCE = 48, 4
"""psycopg parses a text with more values anew each time; an event has twelve."""
CHILDREN: dict[str, tuple[str, type[Child]]] = {
    "tokens": ("cases_token", TokenRow),
    "rounds": ("cases_round", RoundRow),
    "items": ("cases_workitem", ItemRow),
    "pauses": ("cases_pause", PauseRow),
    "limits": ("cases_limit", LimitRow),
    "requests": ("cases_request", RequestRow),
    "specials": ("cases_special", SpecialRow),
    "timers": ("cases_timer", TimerRow),
    "originals": ("cases_original", OriginalRow),
}


def columns(kind: type[Any]) -> list[str]:
    """Return the column names of a row type, which are its field names."""
    return list(kind.__dataclass_fields__)


def values_of(row: Any) -> list[Any]:  # noqa: ANN401 - any row type
    """Return a row's values in the order of its columns."""
    return [getattr(row, name) for name in columns(type(row))]


def _select(table: str, kind: type[Any], where: str) -> str:
    """Return a statement as text, made once: composing it costs more than the database takes to answer it."""
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns(kind))
    statement = sql.SQL("SELECT {} FROM {} WHERE ").format(names, sql.Identifier(table))
    return statement.as_string() + where


_CASE = _select("cases_case", CaseRow, "home = %s AND id = %s")
_LOCKED = f"{_CASE} FOR UPDATE"
_ROWS = {
    name: _select(table, kind, "home = %s AND case_id = %s ORDER BY id")
    for name, (table, kind) in CHILDREN.items()
}
_PARTY = f"{CALLED} (SELECT party FROM cases_case WHERE home = %s AND id = %s)"  # noqa: S608 - only our own words
_KEY = "SELECT asked, number, n FROM cases_commandkey WHERE home = %s AND by = %s AND key = %s"


@dataclass(frozen=True, slots=True)
class Repeated:
    """What a key was first used for: the digest of the wish, the case, and the last event it wrote."""

    asked: str
    number: str
    n: int


@contextmanager
def pipeline() -> Iterator[Any]:
    """Open a pipeline on psycopg's own connection; its errors come out as Django's, so that Django mends after them."""
    if not connection.in_atomic_block:
        connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield connection.connection


def load(home: int, case_id: int) -> State:
    """Return all rows of one case in one round trip; an empty state when there is no such case."""
    with pipeline() as pg:
        return _fetched(_asked(pg, _CASE, home, case_id))


def load_locked(home: int, case_id: int, act: Act) -> tuple[State, Repeated | None]:
    """Lock the case, then return its rows and what the act's key was first used for, in one round trip.

    Under the lock is read too who the applicant is, and which edition of organs and people holds from here on.
    """
    with pipeline() as pg:
        asked = _asked(pg, _LOCKED, home, case_id)
        key = _said(pg, _KEY, [home, act.by, act.key])
        edition = _said(pg, ASKED, [])
        party = _said(pg, _PARTY, [home, case_id])
        row = key.fetchone()
        standing.tell(mark_of(edition.fetchone()))
        state, found = _fetched(asked), party.fetchone()
    if state.case is not None and found is not None:
        tell(called, state.case.party, answer=Called(*found))
    return state, None if row is None else Repeated(*row)


def first_result(home: int, by: str, key: str) -> Repeated | None:
    """Return what this key was first used for; `None` when nobody did."""
    with connection.cursor() as cursor:
        cursor.execute(_KEY, [home, by, key])
        row = cursor.fetchone()
    return None if row is None else Repeated(*row)


def sealed_contents(home: int, case_id: int, ids: Sequence[int]) -> dict[int, bytes]:
    """Return the contents of a case by id, sealed; erased ones are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, sealed FROM cases_content"
            " WHERE home = %s AND case_id = %s AND id = ANY(%s) AND sealed IS NOT NULL",
            [home, case_id, list(ids)],
        )
        return {content: bytes(sealed) for content, sealed in cursor.fetchall()}


def sealed_of_kind(home: int, case_id: int, kind: str) -> dict[int, bytes]:
    """Return the contents of one kind of a case by id, sealed, in the order in which they came; erased ones are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, sealed FROM cases_content"
            " WHERE home = %s AND case_id = %s AND kind = %s AND sealed IS NOT NULL ORDER BY id",
            [home, case_id, kind],
        )
        return {content: bytes(sealed) for content, sealed in cursor.fetchall()}


def _asked(pg: Any, case: str, home: int, case_id: int) -> dict[str, Any]:  # noqa: ANN401 - psycopg untyped
    queries = {"case": case, **_ROWS}
    return {name: _said(pg, query, [home, case_id]) for name, query in queries.items()}


def _said(pg: Any, statement: str, values: Sequence[Any]) -> Any:  # noqa: ANN401 - psycopg untyped
    """Send a statement with its values beside it, so that the server prepares what it hears again and again."""
    return Cursor(pg).execute(statement, values)


def _fetched(cursors: dict[str, Any]) -> State:
    rows = {name: cursor.fetchall() for name, cursor in cursors.items()}
    if not rows["case"]:
        return State()
    children = {
        name: {row[0]: kind(*row) for row in rows[name]}
        for name, (_table, kind) in CHILDREN.items()
    }
    return State(case=CaseRow(*rows["case"][0]), **children)  # type: ignore[arg-type]


def save(recorder: Recorder, verb: str, asked: str) -> None:
    """Store what the command added, in one pipeline: updates first, then multi-row inserts."""
    act, case = recorder.act, recorder.state.row
    statements = [
        *_updates(recorder),
        *_inserts(recorder),
        *_inbox(recorder),
        *_erasures(recorder),
        *map(ledger.insert, _parts(recorder.records, EVENTS_AT_ONCE)),
        ledger.announce(recorder.records),
        *_multi("cases_commandkey", ["home", "by", "key", "verb", "case_id", "number", "n", "asked"],
                [(case.home, act.by, act.key, verb, case.id, case.number, case.n, asked)]),
    ]  # fmt: skip
    with pipeline() as pg:
        for statement, values in statements:
            _said(pg, statement, values)


def _multi(table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[Statement]:
    """Yield the statements that insert the rows, as many a statement as psycopg still remembers the text of."""
    for part in _parts(rows, max(MOST_VALUES // len(names), 1)):
        yield _insert(table, tuple(names), len(part)), [value for row in part for value in row]


def _parts(rows: Sequence[Row], length: int) -> Iterator[Sequence[Row]]:
    return (rows[first : first + length] for first in range(0, len(rows), length))


@lru_cache(maxsize=512)
def _insert(table: str, names: tuple[str, ...], count: int) -> str:
    one = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(names)))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join([one] * count),
    )
    return statement.as_string()


def _changes(before: Any, after: Any) -> dict[str, Any]:  # noqa: ANN401 - two rows of one type
    return {
        name: getattr(after, name)
        for name in columns(type(after))
        if getattr(before, name) != getattr(after, name)
    }


def _updates(recorder: Recorder) -> Iterable[Statement]:
    before, after = recorder.before, recorder.state
    if before.case is None:
        return
    home, case_id = recorder.home, recorder.id
    parts = [_update("cases_case", _changes(before.case, after.row), {"home": home, "id": case_id})]
    for name, (table, _kind) in CHILDREN.items():
        old, new = getattr(before, name), getattr(after, name)
        for key, row in new.items():
            if key in old and old[key] != row:
                where = {"home": home, "case_id": case_id, "id": key}
                parts.append(_update(table, _changes(old[key], row), where))
    named = ", ".join(f"u{place} AS ({text})" for place, (text, _values) in enumerate(parts))
    yield f"WITH {named} SELECT 1", [value for _text, values in parts for value in values]


def _update(table: str, changes: dict[str, Any], where: dict[str, Any]) -> tuple[str, list[Any]]:
    text = _update_of(table, tuple(changes), tuple(where))
    return text, [*changes.values(), *where.values()]


@lru_cache(maxsize=2048)
def _update_of(table: str, changes: tuple[str, ...], where: tuple[str, ...]) -> str:
    def pairs(names: Iterable[str], glue: str) -> sql.Composed:
        return sql.SQL(glue).join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in names)

    statement = sql.SQL("UPDATE {} SET {} WHERE {}").format(
        sql.Identifier(table), pairs(changes, ", "), pairs(where, " AND ")
    )
    return statement.as_string()


def _inserts(recorder: Recorder) -> Iterable[Statement]:
    before, after = recorder.before, recorder.state
    owner = (recorder.home, recorder.id)
    if before.case is None:
        yield from _multi("cases_case", columns(CaseRow), [values_of(after.row)])
    for name, (table, kind) in CHILDREN.items():
        old, new = getattr(before, name), getattr(after, name)
        fresh = [(*owner, *values_of(row)) for key, row in new.items() if key not in old]
        if fresh:
            yield from _multi(table, ["home", "case_id", *columns(kind)], fresh)
    if recorder.contents:
        names = ["home", "case_id", "id", "kind", "sealed", "salt", "digest"]
        yield from _multi(
            "cases_content", names, [(*owner, *_sealed(each)) for each in recorder.contents]
        )


def _erasures(recorder: Recorder) -> Iterable[Statement]:
    """Take the contents and their salts away; the digests in the log stay, and tell nothing without them."""
    if recorder.erased:
        yield (
            "UPDATE cases_content SET sealed = NULL, salt = NULL WHERE home = %s AND case_id = %s AND id = ANY(%s)",
            [recorder.home, recorder.id, list(recorder.erased)],
        )


def _sealed(content: NewContent) -> tuple[int, str, bytes, bytes, str]:
    sealed = seal(canonical(content.body), purpose=CONTENT)
    return content.id, content.kind, sealed, content.salt, content.digest


def _inbox(recorder: Recorder) -> Iterable[Statement]:
    before, after = inbox_of(recorder.before), inbox_of(recorder.state)
    for row in sorted(before - after, key=lambda row: row.item):
        statement = (
            "DELETE FROM cases_inbox WHERE home = %s AND post = %s AND case_id = %s AND item = %s"
        )
        yield statement, [row.home, row.post, row.case_id, row.item]
    fresh = sorted(after - before, key=lambda row: row.item)
    if fresh:
        yield from _multi("cases_inbox", columns(InboxRow), [values_of(row) for row in fresh])
