"""Copying in bulk: which template comes when, and COPY into all tables, a batch whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate, count
from random import Random

from django.db import connection, transaction
from psycopg import sql

from tongban.kernel.overview.rules import Key, counted
from tongban.kernel.parties.events import NOWHERE
from tongban.project.seeding.applicants import Crowd, Registered
from tongban.project.seeding.copies import (
    Fresh,
    copied,
    event_line,
    head_line,
    latest,
    unsealed_line,
)
from tongban.project.seeding.tables import EVENTS, HEADS, PARTIES, TABLES, UNSEALED, WRITTEN
from tongban.project.seeding.templates import Template

BATCH = 500
"""So many cases are written together."""
YEARS = timedelta(weeks=3 * 52)
UNDER_WAY = 0.01
"""The share of cases that somebody still works on: those of the last weeks."""
PARTIES_BEFORE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Plan:
    """抄写计划: how many cases from which ids on, up to when, by how many processes, in which teams."""

    cases: int
    seed: int
    case: int
    paper: int
    party: int
    now: datetime
    parts: int
    teams: Sequence[Mapping[str, str]]


@dataclass(slots=True)
class Written:
    """已抄写: how many cases and events, the daily counts they add up to, and the highest ids."""

    cases: int = 0
    events: int = 0
    counts: Counter[Key] = field(default_factory=Counter)
    paper: int = 0
    party: int = 0

    def add(self, other: "Written") -> None:
        """Take what another process wrote in."""
        self.cases += other.cases
        self.events += other.events
        self.counts.update(other.counts)
        self.paper, self.party = max(self.paper, other.paper), max(self.party, other.party)


class Copyist:
    """Writes what one process has to: every so manieth case, from the oldest to the newest."""

    def __init__(self, templates: Sequence[Template], plan: Plan, part: int) -> None:
        """Get ready; the same seed gives the same cases, but for salts, nonces and codes."""
        self.plan, self.part, self.done = plan, part, Written()
        self.rng = Random(f"{plan.seed}/{part}")
        self.over = _Choice([each for each in templates if not each.open] or templates)
        self.under_way = _Choice([each for each in templates if each.open] or templates)
        self.papers = count(plan.paper + part, plan.parts)
        parties = count(plan.party + part, plan.parts)
        self.crowd = Crowd(self.rng, part, plan.parts, lambda: self._drawn(parties))
        self.columns = dict(WRITTEN) | {table.name: table.columns() for table in TABLES}
        self.lines: dict[str, list[str]] = {name: [] for name in self.columns}

    def write(self, told: Callable[[int], None]) -> Written:
        """Write all of it; `told` hears after each batch how many cases that was."""
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
        for place in range(self.part, self.plan.cases, self.plan.parts):
            self._copy(place)
            if self.done.cases % BATCH == 0:
                self._flush()
                told(BATCH)
        told(self.done.cases % BATCH)
        self._flush()
        return self.done

    def _drawn(self, parties: Iterator[int]) -> int:
        self.done.party = next(parties)
        return self.done.party

    def _copy(self, place: int) -> None:
        share = place / self.plan.cases
        template = (self.under_way if share >= 1 - UNDER_WAY else self.over).one(self.rng)
        wanted = self.plan.now - YEARS * (1 - share)
        later = timedelta() if template.open else latest(template, wanted, self.plan.now)
        who, new = self.crowd.one(
            template.kind, template.case.submitted_at + later - PARTIES_BEFORE
        )
        if new is not None:
            self._register(new)
        papers = [next(self.papers) for _ in template.papers]
        team = self.plan.teams[-1 if template.open else int(share * len(self.plan.teams))]
        made = copied(template, Fresh(self.plan.case + place, later, who, papers, team))
        for table, text in made.lines.items():
            self.lines[table].append(text)
        self._count(template, later, made.events, papers)

    def _count(
        self, template: Template, later: timedelta, events: int, papers: Sequence[int]
    ) -> None:
        self.done.cases += 1
        self.done.events += events
        self.done.paper = max([self.done.paper, *papers])
        for key, number in counted(template.case).items():
            self.done.counts[key._replace(day=key.day + later)] += number

    def _register(self, new: Registered) -> None:
        self.lines[PARTIES].append("\t".join(new.cells) + "\n")
        self.lines[EVENTS] += map(event_line, new.records)
        hashes = [record.hash for record in new.records]
        self.lines[UNSEALED].append(unsealed_line(NOWHERE, new.records[0].stream, hashes))
        self.lines[HEADS].append(head_line(new.records))
        self.done.events += len(new.records)

    def _flush(self) -> None:
        """Send every table's lines; the applicants come before the cases."""
        with transaction.atomic():
            connection.ensure_connection()
            for table, columns in self.columns.items():
                if self.lines[table]:
                    _copy_in(table, columns, "".join(self.lines[table]))
                    self.lines[table].clear()


class _Choice:
    """Templates to choose from: what takes few steps comes often, what takes many seldom."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self.templates = templates
        self.weights = list(accumulate(1 / each.case.n for each in templates))

    def one(self, rng: Random) -> Template:
        """Return one of them."""
        return rng.choices(self.templates, cum_weights=self.weights)[0]


def _copy_in(table: str, columns: Sequence[str], text: str) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(text)
