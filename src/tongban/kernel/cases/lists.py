"""办件列表: work items and cases as lists show them, each with its applicant masked and how long is left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from tongban.kernel.cases.deadlines import SOON, Deadline, deadline
from tongban.kernel.cases.narrowing import ENDED, Wanted, narrowed_inbox
from tongban.kernel.cases.queries import Case, Inbox
from tongban.kernel.cases.queries.standing_in import inbox_of_reader
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person, posts_of
from tongban.kernel.law.queries import LawInForce, in_force
from tongban.kernel.parties.queries import MaskedParty, parties_masked
from tongban.standards.calendars import Calendar

PAGE = 50
MOST_ROWS = 5000
"""So many work items or cases go onto one sheet; more than anybody works through."""
ALL = Wanted()
GROUPS = ("late", "soon", "ample", "unaccepted")
"""已超承诺, 两天内到期, 时间充裕, 待受理: together they hold every open work item once."""


@dataclass(frozen=True, slots=True)
class Worked:
    """待办一行: one work item of the reader's posts, its applicant masked, with how long is left."""

    row: Inbox
    applicant: MaskedParty | None
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Line:
    """办件一行: one case as lists show it, its applicant masked, with how long is left."""

    case: Case
    applicant: MaskedParty | None
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class InboxPage:
    """待办一页: one page of the open work items of the reader's posts, and how many there are in each group."""

    rows: Sequence[Worked]
    counts: Mapping[str, int]
    number: int
    total: int

    @property
    def all(self) -> int:
        """Return how many work items there are in all groups."""
        return sum(self.counts.values())


def inbox_page(
    reader: Person, *, at: datetime, wanted: Wanted = ALL, group: str = "", page: int = 1
) -> InboxPage:
    """待办: return a page of what the reader's posts have to do, narrowed, and one group of it or all."""
    today, law = day_of(at), in_force()
    rows, limits = _inbox(reader, wanted, law, today)
    counts = rows.order_by().aggregate(
        **{name: Count("pk", filter=limits[name]) for name in GROUPS}
    )
    shown = rows.filter(limits[group]) if group in limits else rows
    count = counts[group] if group in limits else sum(counts.values())
    total = max(1, -(-count // PAGE))
    number = min(max(page, 1), total)
    kept = shown[(number - 1) * PAGE : number * PAGE]
    return InboxPage(_worked(kept, law, today), counts, number, total)


def inbox_rows(
    reader: Person, *, at: datetime, wanted: Wanted = ALL, group: str = ""
) -> list[Worked]:
    """Return the rows of `inbox_page`, on however many pages they stand: the first `MOST_ROWS`."""
    today, law = day_of(at), in_force()
    rows, limits = _inbox(reader, wanted, law, today)
    found = rows.filter(limits[group]) if group in limits else rows
    return _worked(found[:MOST_ROWS], law, today)


def _inbox(
    reader: Person, wanted: Wanted, law: LawInForce, today: date
) -> tuple[QuerySet[Inbox], dict[str, Q]]:
    """Return the work items of the reader that are wanted, and the groups as conditions."""
    posts = posts_of(reader, on=today)
    rows = narrowed_inbox(inbox_of_reader(reader, on=today), wanted, reader=reader, today=today)
    return rows, _groups(today, law.calendar(str(posts[0].home) if posts else ""))


def _worked(rows: Iterable[Inbox], law: LawInForce, today: date) -> list[Worked]:
    kept = list(rows)
    applicants = parties_masked(row.party for row in kept)
    return [Worked(row, applicants.get(row.party), _left(row, law, today)) for row in kept]


def inbox_count(reader: Person, *, on: date) -> int:
    """Return how many work items wait for the reader."""
    return inbox_of_reader(reader, on=on).count()


def _groups(today: date, calendar: Calendar) -> dict[str, Q]:
    """Return the groups as conditions; their border is the first day with more than two working days left."""
    working = calendar.working
    border = date.fromordinal(working.nth(working.through(today.toordinal()) + SOON + 1))
    return {
        "late": Q(promised_on__lt=today),
        "soon": Q(promised_on__gte=today, promised_on__lt=border),
        "ample": Q(promised_on__gte=border),
        "unaccepted": Q(promised_on__isnull=True),
    }


def _left(row: Inbox, law: LawInForce, today: date) -> Deadline:
    return deadline(
        row.started_on,
        row.promised_on,
        row.statutory_on,
        today=today,
        calendar=law.calendar(str(row.case_home)),
    )


def lines(cases: Iterable[Case], *, at: datetime) -> list[Line]:
    """Return list rows for cases that the reader was already found to see, in a constant number of queries."""
    kept, law = list(cases), in_force()
    applicants = parties_masked(case.party for case in kept)
    return [
        Line(case, applicants.get(case.party), deadline_of(case, law, today=day_of(at)))
        for case in kept
    ]


def deadline_of(case: Case, law: LawInForce, *, today: date) -> Deadline:
    """Return how the case's limits stand."""
    if case.state in ENDED:
        return Deadline("none")
    ended = case.decided_at or case.closed_at
    return deadline(
        case.started_on,
        case.promised_on,
        case.statutory_on,
        today=today,
        calendar=law.calendar(str(case.home)),
        ended_on=day_of(ended) if ended else None,
    )
