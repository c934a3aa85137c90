"""The two ways of completing a work item, measured in turns; imported once Django stands."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

from django.db import connection

from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Intake
from tongban.kernel.cases.store import load, pipeline
from tongban.kernel.catalogue.queries import search_online
from tongban.kernel.clock import day_of
from tongban.kernel.documents.actions import keep
from tongban.kernel.identity.queries import Person, person_by_username
from tongban.kernel.parties.queries import party_of
from tongban.project import demo
from tongban.project.demo.cases import MATTER, NODES, OPINIONS, answers
from tongban.project.demo.papers import paper

CASES, TURNS = 40, 4
BY_HAND = """
CREATE TABLE hand_case (home bigint, id bigint, n bigint, hash text, state text, PRIMARY KEY (home, id));
CREATE TABLE hand_item (home bigint, case_id bigint, id bigint, state text, by text, PRIMARY KEY (home, case_id, id));
CREATE TABLE hand_event (home bigint, case_id bigint, n bigint, type text, data jsonb, prev text, hash text,
  PRIMARY KEY (home, case_id, n));
INSERT INTO hand_case SELECT 511602, g, 1, repeat('0', 64), 'accepted' FROM generate_series(1, 1000) g;
INSERT INTO hand_item SELECT 511602, g, i, 'open', NULL FROM generate_series(1, 1000) g, generate_series(1, 4) i;
"""


def measure() -> None:
    """Print the speed of both and their ratio, and the settings that make a commit durable."""
    demo.load(datetime.now(UTC), lambda words: None)
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND)
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        durable = cursor.fetchone()
    numbers = [_accepted(index) for index in range(CASES)]
    ours = by_hand = 0.0
    for turn in range(TURNS):
        open_items = {number: _open(number, NODES[turn]) for number in numbers}
        ours += _timed(
            lambda turn=turn, todo=open_items: [
                _complete(*each, NODES[turn]) for each in todo.items()
            ]
        )
        by_hand += _timed(
            lambda turn=turn: [_complete_by_hand(case, turn + 1) for case in range(1, CASES + 1)]
        )
    done = CASES * TURNS
    print(f"  tongban {done / ours:,.0f} a second; by hand {done / by_hand:,.0f} a second; "
          f"ratio {by_hand / ours:.2f}; fsync {durable[0]}, synchronous_commit {durable[1]}")  # fmt: skip


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _person(username: str) -> Person:
    person = person_by_username(username)
    if person is None:
        raise LookupError(username)
    return person


def _act(username: str, key: str) -> Act:
    return Act(
        _person(username).actor_id, "", datetime.now(UTC) + timedelta(seconds=1), f"bench/{key}"
    )


def _accepted(index: int) -> str:
    act = _act("zhangwei", f"submit-{index}")
    today = day_of(act.at)
    version = search_online(MATTER, on=today).rows[0].version_id
    party = party_of(_person("zhangwei"))
    if party is None:
        raise LookupError("zhangwei")

    def attached(name: str) -> str:
        content = BytesIO(paper(name))
        return keep(
            content, name=f"{name}.pdf", act=act, allowed=["pdf"], max_bytes=100_000
        ).reference

    values = answers("张伟", "51160219920725", attached)
    number = actions.submit(Intake(version, party.pk, values, "portal", today), act).number
    item, seen = _open(number, "accept")
    actions.accept(
        number, _act("wangmin", f"accept-{index}"), version=seen, item=item, happened=today
    )
    return number


def _open(number: str, node: str) -> tuple[int, int]:
    state = load(int(number[:6]), int(number[14:-1]))
    round_ = next(each for each in state.rounds.values() if each.node == node)
    return next(each.id for each in state.items.values() if each.round == round_.id), round_.version


def _complete(number: str, todo: tuple[int, int], node: str) -> None:
    (username, words), (item, seen) = OPINIONS[node], todo
    act = _act(username, f"{number}-{node}")
    actions.complete(number, act, version=seen, item=item, outcome="agreed", opinion=words)


def _complete_by_hand(case: int, item: int) -> None:
    key = [511602, case]
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
    with pipeline() as pg:
        head = pg.cursor().execute(
            "SELECT n, hash FROM hand_case WHERE home = %s AND id = %s FOR UPDATE", key
        )
        items = pg.cursor().execute(
            "SELECT id, state FROM hand_item WHERE home = %s AND case_id = %s", key
        )
        n, prev = head.fetchone()
        items.fetchall()
    data = json.dumps({"item": item, "outcome": "agreed", "n": n + 1, "prev": prev}, sort_keys=True)
    digest = sha256(data.encode()).hexdigest()
    with pipeline() as pg:
        pg.execute(
            "WITH a AS (UPDATE hand_case SET n = n + 1, hash = %s WHERE home = %s AND id = %s), "
            "b AS (UPDATE hand_item SET state = 'done', by = 'person/1' WHERE home = %s AND case_id = %s AND id = %s) "
            "SELECT 1",
            [digest, *key, *key, item],
        )
        pg.execute(
            "INSERT INTO hand_event VALUES (%s, %s, %s, 'item.completed', %s, %s, %s)",
            [*key, n + 1, data, prev, digest],
        )
    with connection.cursor() as cursor:
        cursor.execute("COMMIT")
