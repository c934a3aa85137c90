"""How a side is spoken to.

`prepare N` opens N cases, `look I` finds what waits for step I in each, untimed, as a page would have shown it, and
`run I` completes it in all of them, a transaction each.
"""

import os
import sys
from pathlib import Path
from typing import Any, Protocol

import psycopg

from tongban.project.folder import Folder
from tongban.project.postgres.address import of_folder

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
WORKER = int(os.environ.get("BENCH_WORKER", "0"))
NODES = ("accept", "civil_affairs", "police", "real_estate", "employment", "summary", "decide")
"""Intake, four departments, joint sign, decision: the steps of a case, each a transaction."""


class Side(Protocol):
    """What is compared."""

    def prepare(self, count: int) -> None:
        """Open so many cases."""

    def look(self, node: str) -> None:
        """Find what waits for this step in each of them."""

    def run(self, node: str) -> int:
        """Complete the step in all of them; return how many there were."""


def address() -> dict[str, Any]:
    """Return libpq's keywords for the database of the run."""
    return dict(of_folder(Folder(Path(os.environ["TONGBAN_DATA"]))).keywords())


def connected(schema: str) -> "psycopg.Connection[Any]":
    """Return a connection to a schema of its own; whatever a commit says is on disk."""
    connection = psycopg.connect(**address(), options=f"-c search_path={schema}")
    refuse_hasty(connection.execute)
    connection.commit()
    return connection


def refuse_hasty(execute: Any) -> None:  # noqa: ANN401 - of psycopg or of Django
    """End the run unless a commit of this connection is durable."""
    for name in DURABLE:
        value = execute(f"SELECT current_setting('{name}')").fetchone()[0]
        if value != "on":
            raise SystemExit(f"{name} is {value}: nothing to compare")


def serve(side: Side) -> None:
    """Say that one is ready, then do what is asked until nobody asks any more."""
    _answer(0)
    for line in sys.stdin:
        verb, _, number = line.strip().partition(" ")
        if verb == "prepare":
            side.prepare(int(number))
            _answer(0)
        elif verb == "look":
            side.look(NODES[int(number)])
            _answer(0)
        else:
            _answer(side.run(NODES[int(number)]))


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()
