"""Cases of the demo's housing matter, opened and taken through their steps; imported once Django stands."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

import psycopg
from django.db import connection

from benchmarks._sides._serving import NODES, WORKER, refuse_hasty, serve
from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Intake
from tongban.kernel.cases.rules import parsed_number
from tongban.kernel.cases.store import load
from tongban.kernel.catalogue.queries import search_online
from tongban.kernel.clock import day_of
from tongban.kernel.documents.actions import keep
from tongban.kernel.identity.queries import Person, person_by_username, posts_of
from tongban.kernel.parties.queries import party_of
from tongban.project import demo
from tongban.project.demo.cases import MATTER, OPINIONS, answers
from tongban.project.demo.papers import paper

RECORDED_ID = 900001
"""The id of the case that is recorded: no other number of its statements is the same."""
PEOPLE = {"accept": "wangmin", "decide": "wujianguo"} | {
    node: username for node, (username, _words) in OPINIONS.items()
}
_numbers = count(1)


def serve_ours() -> None:
    """Do what is asked over standard input."""
    with connection.cursor() as cursor:
        refuse_hasty(lambda statement: cursor.execute(statement) or cursor)
    serve(Ours())


class Ours:
    """The commands of the kernel."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.numbers: list[str] = []
        self.seen: dict[str, tuple[int, int]] = {}

    def prepare(self, count: int) -> None:
        """Hand so many applications in."""
        self.numbers = [submitted(f"{WORKER}-{next(_numbers)}") for _ in range(count)]

    def look(self, node: str) -> None:
        """Read the item and the version of its round, as a page does."""
        self.seen = {number: _open(number, node) for number in self.numbers}

    def run(self, node: str) -> int:
        """Take the step in every case."""
        for number, seen in self.seen.items():
            step(number, node, *seen)
        return len(self.seen)


def fill(recorded: Path) -> None:
    """Load the demo and write down what one case says to the database, step by step."""
    demo.load(datetime.now(UTC), lambda words: None)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SEQUENCE cases_case_number RESTART {RECORDED_ID}")
    said: list[list[tuple[str, list[Any]]]] = []
    with _recording() as heard:
        number = submitted("recorded")
        said.append(heard.copy())
        for node in NODES:
            seen = _open(number, node)
            heard.clear()
            step(number, node, *seen)
            said.append(heard.copy())
    recorded.write_bytes(pickle.dumps((RECORDED_ID, number, said)))


@contextmanager
def _recording() -> Iterator[list[tuple[str, list[Any]]]]:
    heard: list[tuple[str, list[Any]]] = []
    usual = psycopg.Cursor.execute

    def noted(self: Any, query: Any, params: Any = None, **more: Any) -> Any:  # noqa: ANN401
        heard.append((str(query), list(params or [])))
        return usual(self, query, params, **more)

    with mock.patch.object(psycopg.Cursor, "execute", noted):
        yield heard


def submitted(mark: str) -> str:
    """Hand an application in and return its number."""
    act, citizen = _act("zhangwei", f"submit-{mark}"), _person("zhangwei")
    party, today = party_of(citizen), day_of(act.at)
    version = search_online(MATTER, on=today).rows[0].version_id
    if party is None:
        raise LookupError("zhangwei")

    def attached(name: str) -> str:
        content, kinds = BytesIO(paper(name)), ["pdf"]
        return keep(
            content, name=f"{name}.pdf", act=act, allowed=kinds, max_bytes=100_000
        ).reference

    values = answers("张伟", "51160219920725", attached)
    return actions.submit(Intake(version, party.pk, values, "portal", today), act).number


def step(number: str, node: str, item: int, seen: int) -> None:
    """Take one step of a case."""
    act = _act(PEOPLE[node], f"{number}-{node}")
    if node == "accept":
        actions.accept(number, act, version=seen, item=item, happened=day_of(act.at))
    elif node == "decide":
        actions.decide(
            number, act, version=seen, item=item, outcome="agreed", reasons="符合条件，同意。"
        )
    else:
        words = OPINIONS[node][1]
        actions.complete(number, act, version=seen, item=item, outcome="agreed", opinion=words)


def _open(number: str, node: str) -> tuple[int, int]:
    state = load(*parsed_number(number))
    round_ = next(each for each in state.rounds.values() if each.node == node)
    person = _person(PEOPLE[node])
    return next(
        each.id
        for each in state.items.values()
        if each.round == round_.id and (node != "accept" or _holds(person, each.post))
    ), round_.version


def _holds(person: Person, post: int) -> bool:
    return any(each.pk == post for each in posts_of(person, on=day_of(datetime.now(UTC))))


@cache
def _person(username: str) -> Person:
    person = person_by_username(username)
    if person is None:
        raise LookupError(username)
    return person


def _act(username: str, key: str) -> Act:
    at = datetime.now(UTC) + timedelta(seconds=1)
    return Act(_person(username).actor_id, "", at, f"bench/{key}")
