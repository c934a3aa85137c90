"""列表筛选: what a list of cases can be narrowed to: words, a state, and when it is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongban.kernel.cases.queries import Case, Inbox, cases_visible_to
from tongban.kernel.identity.queries import Person, organs

ENDED = frozenset({"withdrawn", "declined", "returned", "terminated", "void"})
"""未经决定而终结: what ended without a decision has no due day any more."""
STATES = ("submitted", "supplementing", "accepted", "decided", "delivered", "archived", "ended")
"""The states of a case one by one, and those of `ENDED` together."""
DUES = ("late", "today", "week")
"""已超承诺, 今日到期, 本周到期: of what is not decided yet, by its promised day; the week ends on Sunday."""


MOST_WORDS = 8
"""Each word costs the database a search of its own; nobody types more to find a case."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """所要办件: words of the matter, the department or the number, a state of `STATES` and a due of `DUES`."""

    words: str = ""
    state: str = ""
    due: str = ""

    @property
    def narrowed(self) -> bool:
        """Tell whether anything is left out."""
        return self != Wanted()


def narrowed(cases: QuerySet[Case], wanted: Wanted, *, today: date) -> QuerySet[Case]:
    """Return those of the cases that are wanted, in their order."""
    for word in wanted.words.split()[:MOST_WORDS]:
        cases = cases.filter(_with(word))
    if wanted.state == "ended":
        cases = cases.filter(state__in=ENDED)
    elif wanted.state:
        cases = cases.filter(state=wanted.state)
    return cases.filter(_due(wanted.due, today)) if wanted.due else cases


def narrowed_inbox(
    rows: QuerySet[Inbox], wanted: Wanted, *, reader: Person, today: date
) -> QuerySet[Inbox]:
    """Return those of the open work items whose cases are wanted, in their order."""
    if not wanted.narrowed:
        return rows
    cases = narrowed(cases_visible_to(reader, on=today), wanted, today=today)
    return rows.filter(
        Exists(cases.filter(home=OuterRef("case_home"), id=OuterRef("case_id")).order_by())
    )


def _with(word: str) -> Q:
    """Return the condition that a word stands in the matter's name, the department's, or the case number."""
    named = organs().filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    return (
        Q(title__icontains=word)
        | Q(number__startswith=word)
        | Q(organ__in=named.order_by().values("pk"))
    )


def _due(due: str, today: date) -> Q:
    running = Q(decided_at__isnull=True, closed_at__isnull=True)
    if due == "late":
        return running & Q(promised_on__lt=today)
    last = today if due == "today" else today + timedelta(days=6 - today.weekday())
    return running & Q(promised_on__range=(today, last))
