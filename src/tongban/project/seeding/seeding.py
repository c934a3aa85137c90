"""Filling a database: the templates are played, copied by several processes, and all of it is put in order."""

import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import Connection, wait

from django.db import connection, transaction

from tongban.kernel import Refusal
from tongban.kernel.cases.queries import others_submitted
from tongban.kernel.ledger.actions.sealing import seal_waiting
from tongban.kernel.overview.actions import add
from tongban.project.seeding.copying import Copyist, Plan, Written
from tongban.project.seeding.staff import teams
from tongban.project.seeding.templates import Template, templates

DEMO = "demo/"
_RESERVED = """
SELECT nextval('cases_case_number'), coalesce((SELECT max(id) FROM papers_paper), 0) + 1,
       coalesce((SELECT max(id) FROM parties_party), 0) + 1
"""
_SERIES = """
INSERT INTO papers_paperseries (organ_id, series, year, last)
SELECT organ_id, series, year, max(running) FROM papers_paper GROUP BY organ_id, series, year
ON CONFLICT (organ_id, series, year) DO UPDATE SET last = greatest(papers_paperseries.last, excluded.last)
"""


@dataclass(frozen=True, slots=True)
class Seeded:
    """已填充: how many cases and events were copied, from how many templates, in how many seconds."""

    cases: int
    events: int
    templates: int
    seconds: float


def refuse_others() -> None:
    """Refuse a database with cases that are not the demo's own: theirs must never stand beside invented ones."""
    if others_submitted(DEMO):
        words = (
            "There are cases here that are not the demo's. Name an empty folder in TONGBAN_DATA, "
            "or an empty database in DATABASE_URL, and fill that."
        )
        raise Refusal("bench.not_empty", words)


def fill(cases: int, *, seed: int, at: datetime, parts: int, say: Callable[[str], None]) -> Seeded:
    """Copy the cases of this database until there are so many more, and put counts, numbers and seals in order."""
    began = time.monotonic()
    found = templates()
    if not found:
        words = (
            "There is no case here that can be copied. Play some first; `tongban bench seed` does."
        )
        raise Refusal("bench.no_templates", words)
    actors = {actor for each in found for actor in each.actors}
    plan = _planned(cases, seed, at, parts)
    plan = replace(plan, teams=teams(actors, cases, seed=seed, at=at))
    written = _together(found, plan, _Progress(cases, say)) if parts > 1 else Written()
    if parts == 1:
        written = Copyist(found, plan, 0).write(_Progress(cases, say))
    say("counts, running numbers and seals")
    _finish(plan, written)
    seal_waiting(at)
    return Seeded(written.cases, written.events, len(found), time.monotonic() - began)


class _Progress:
    """Says how many cases there are, ten times."""

    def __init__(self, whole: int, say: Callable[[str], None]) -> None:
        self.whole, self.say, self.done, self.shown = whole, say, 0, 0

    def __call__(self, more: int) -> None:
        """Add so many."""
        self.done += more
        if self.done - self.shown >= self.whole / 10:
            self.shown = self.done
            self.say(f"{self.done} of {self.whole} cases")


def _planned(cases: int, seed: int, at: datetime, parts: int) -> Plan:
    """Reserve the ids of all cases; the house's own cases get theirs behind them."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_RESERVED)
        case, paper, party = cursor.fetchone()
        cursor.execute("SELECT setval('cases_case_number', %s)", [case + cases])
    return Plan(cases, seed, case, paper, party, at, parts, ())


def _together(found: Sequence[Template], plan: Plan, told: Callable[[int], None]) -> Written:
    """Let several processes write, each with a connection of its own, and add up what they wrote."""
    connection.close()
    forks = multiprocessing.get_context("fork")
    readers, children = [], []
    for part in range(plan.parts):
        reader, writer = forks.Pipe(duplex=False)
        children.append(forks.Process(target=_part, args=(found, plan, part, writer)))
        children[-1].start()
        writer.close()
        readers.append(reader)
    written = _added_up(readers, told)
    for child in children:
        child.join()
    if any(child.exitcode for child in children):
        words = "The cases could not all be written; what went wrong stands above. Begin again with an empty folder."
        raise Refusal("bench.broke_off", words)
    return written


def _added_up(readers: list[Connection], told: Callable[[int], None]) -> Written:
    written = Written()
    while readers:
        ready = wait(readers)
        for reader in [each for each in readers if each in ready]:
            with suppress(EOFError):
                heard = reader.recv()
                if isinstance(heard, int):
                    told(heard)
                    continue
                written.add(heard)
            readers.remove(reader)
    return written


def _part(found: Sequence[Template], plan: Plan, part: int, writer: Connection) -> None:
    os.nice(1)
    writer.send(Copyist(found, plan, part).write(writer.send))
    connection.close()


def _finish(plan: Plan, written: Written) -> None:
    """Bring what hangs on all cases up to date: daily counts, sequences, running numbers, the planner's figures."""
    with transaction.atomic(), connection.cursor() as cursor:
        add(written.counts)
        cursor.execute(_SERIES)
        for table, last in (("papers_paper", written.paper), ("parties_party", written.party)):
            sequence = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), %s)"
            cursor.execute(sequence, [max(last, plan.paper, plan.party)])
