"""The limit: bare psycopg that sends what one case said to the database, with the hashes reckoned anew.

The same lock, the same reads of the case and the same writes to tables of the same shape, recorded once from Tongban and
sent for other cases; who may do it, what is allowed and what comes next is asked by nobody.
"""

import hashlib
import json
import os
import pickle
import re
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from benchmarks._sides._serving import NODES, WORKER, connected, serve

SCHEMA = "by_hand"
TABLES = (
    "cases_case", "cases_token", "cases_round", "cases_workitem", "cases_pause", "cases_limit", "cases_request",
    "cases_special", "cases_timer", "cases_original", "cases_content", "cases_inbox", "cases_commandkey", "ledger_event",
    "ledger_outbox",
)  # fmt: skip
READS = re.compile(r'SELECT [^(]* FROM "?cases_(?!content)\w+"? WHERE "?home"? = ')
WRITES = re.compile(
    r'WITH u0 AS|INSERT INTO "?(cases_\w+|ledger_event|ledger_outbox)"? |DELETE FROM cases_inbox'
)
EVENT = 12  # columns of a log entry
_ids = count(100_000 * (WORKER + 1))

Statement = tuple[str, list[Any]]


class Limit:
    """Statements of a recorded case, said again for new cases."""

    def __init__(self) -> None:
        """Read the record and make the tables."""
        text = Path(os.environ["BENCH_RECORDED"]).read_bytes()
        self.id, self.number, said = pickle.loads(text)
        self.opening = [each for each in said[0] if WRITES.match(each[0])]
        self.steps = dict(zip(NODES, map(_parted, said[1:]), strict=True))
        self.connection = connected(f"{SCHEMA}_{WORKER}")
        _make(self.connection)
        self.cases: list[tuple[int, str]] = []
        self.ready: list[tuple[list[Statement], list[Statement]]] = []

    def prepare(self, count: int) -> None:
        """Write the rows of so many new cases."""
        self.cases = [(new := next(_ids), self._renumbered(new)) for _ in range(count)]
        for case in self.cases:
            for statement, values in self.opening:
                self.connection.execute(statement, self._of(case, statement, values))
        self.connection.commit()

    def look(self, node: str) -> None:
        """Fill the statements of the step in for every case."""
        reads, writes = self.steps[node]
        self.ready = [
            tuple([(s, self._of(case, s, v)) for s, v in group] for group in (reads, writes))
            for case in self.cases
        ]

    def run(self, node: str) -> int:
        """Lock, read, hash, write and commit, in two round trips and a commit."""
        for reads, writes in self.ready:
            with self.connection.pipeline():
                cursors = [self.connection.cursor().execute(*each) for each in reads]
                head = cursors[0].fetchone()
                for cursor in cursors[1:]:
                    cursor.fetchall()
            _chain(cursors[0], head, writes)
            with self.connection.pipeline():
                for statement, values in writes:
                    self.connection.execute(statement, values)
            self.connection.commit()
        return len(self.ready)

    def _renumbered(self, new: int) -> str:
        return self.number.replace(str(self.id), str(new))

    def _of(self, case: tuple[int, str], statement: str, values: Sequence[Any]) -> list[Any]:
        """Return a statement's values as those of another case."""
        new, number = case
        moved = [self._moved(value, new, number) for value in values]
        if "cases_commandkey" in statement:
            moved[2] = f"{moved[2]}/{new}"
        return moved

    def _moved(self, value: Any, new: int, number: str) -> Any:  # noqa: ANN401
        if isinstance(value, int) and not isinstance(value, bool):
            return new if value == self.id else value
        if isinstance(value, str):
            return value.replace(self.number, number)
        if isinstance(value, Jsonb):
            return Jsonb(json.loads(json.dumps(value.obj).replace(self.number, number)))
        return value


def _parted(said: list[Statement]) -> tuple[list[Statement], list[Statement]]:
    reads = [each for each in said if READS.match(each[0])]
    # The lock comes first, as it did.
    return reads, [each for each in said if WRITES.match(each[0])]


def _make(connection: "psycopg.Connection[Any]") -> None:
    """Make tables of the same shape, with the same indexes."""
    schema = f"{SCHEMA}_{WORKER}"
    connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    connection.execute(f"CREATE SCHEMA {schema}")
    for table in TABLES:
        connection.execute(f"CREATE TABLE {schema}.{table} (LIKE public.{table} INCLUDING ALL)")
    connection.commit()


def _chain(cursor: Any, head: Any, writes: list[Statement]) -> None:  # noqa: ANN401
    """Reckon the hashes of the step's log entries from the locked row on, and put them where they belong."""
    names = [column.name for column in cursor.description]
    before = head[names.index("hash")]
    parts = [values for statement, values in writes if "INTO ledger_event" in statement]
    old = parts[-1][-1]
    for events, at in ((each, at) for each in parts for at in range(0, len(each), EVENT)):
        _home, _subject, stream, n, type_, when, by, behalf, organ, data = events[at : at + 10]
        told = {
            "stream": stream,
            "n": n,
            "type": type_,
            "at": when.isoformat(),
            "by": by,
            "behalf": behalf,
        }
        told |= {"organ": organ, "data": data.obj, "prev": before}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        events[at + 10], before = before, hashlib.sha256(text.encode()).hexdigest()
        events[at + 11] = before
    for statement, values in writes:
        if statement.startswith("WITH u0"):
            values[values.index(old)] = before


if __name__ == "__main__":
    serve(Limit())
