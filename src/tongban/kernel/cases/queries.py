"""Reading cases. Every page, list and export starts from `cases_visible_to`."""

import hmac
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tongban.kernel import Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.models import Case, Content, Inbox, Limit, WorkItem
from tongban.kernel.identity.queries import Person, Post, posts_of
from tongban.kernel.identity.rules import HANDLERS, Duty
from tongban.kernel.law.queries import in_force
from tongban.kernel.parties.queries import party_of
from tongban.kernel.sealing import blind

__all__ = [
    "Case",
    "Inbox",
    "case_by_id",
    "case_by_number",
    "cases_visible_to",
    "contents_of",
    "every_case",
    "handled_by",
    "inbox_cases",
    "inbox_of_case",
    "inbox_of_posts",
    "query_code",
    "tracked",
    "under_another_calendar",
]

SEES_ALL = frozenset({Duty.DUTY_MANAGER, Duty.SUPERVISOR})


def cases_visible_to(reader: Person, *, on: date) -> QuerySet[Case]:
    """Return the cases that `reader` may see.

    The public: one's own. Who handles cases: those of the organs that one's posts belong to, as the accepting organ
    or as one that takes part. Duty managers and supervisors: all of their county. Other duties: none.
    """
    posts, party = posts_of(reader, on=on), party_of(reader)
    organs = {post.organ_id for post in posts if post.duty in HANDLERS}
    homes = {post.home for post in posts if post.duty in SEES_ALL}
    takes_part = WorkItem.objects.filter(
        home=OuterRef("home"), case_id=OuterRef("id"), organ__in=organs
    )
    seen = Q(home__in=homes) | Q(organ__in=organs) | Exists(takes_part)
    return Case.objects.filter(seen | Q(party=party.pk) if party is not None else seen)


def case_by_number(number: str, reader: Person, *, on: date) -> Case | None:
    """Return the case if the reader may see it; not found and not allowed look the same."""
    try:
        home, case_id = rules.parsed_number(number)
    except Refusal:
        return None
    return cases_visible_to(reader, on=on).filter(home=home, id=case_id, number=number).first()


def case_by_id(home: int, case_id: int) -> Case:
    """Return a case by its key, for the platform's own work; never for a page."""
    return Case.objects.get(home=home, id=case_id)


def inbox_of_posts(posts: Iterable[Post]) -> QuerySet[Inbox]:
    """Return the open work items of these posts, the soonest promised day first."""
    keys = Q(pk__in=[])
    for post in posts:
        keys |= Q(home=post.home, post=post.pk)
    order = (F("promised_on").asc(nulls_last=True), "received_on", "case_id", "item")
    return Inbox.objects.filter(keys).order_by(*order)


def handled_by(reader: Person, *, on: date, most: int = 200) -> list[Case]:
    """已办: the cases in which the reader did a work item and which he may still see, the newest first (R2)."""
    done = WorkItem.objects.filter(by=reader.actor_id, state="done").order_by("-closed_at")
    keys = list(dict.fromkeys(done.values_list("home", "case_id")[: 4 * most]))[:most]
    wanted = Q(pk__in=[])
    for home, case_id in keys:
        wanted |= Q(home=home, id=case_id)
    found = {(case.home, case.id): case for case in cases_visible_to(reader, on=on).filter(wanted)}
    return [found[key] for key in keys if key in found]


def query_code(number: str) -> str:
    """Return 查询码: eight digits that only this place can work out from the number; printed on the receipt."""
    return f"{int(blind(number, purpose='query-code')[:12], 16) % 10**8:08d}"


def tracked(number: str, code: str) -> Case | None:
    """Return the case to somebody who holds its number and query code; a wrong one of either looks the same."""
    number = number.replace(" ", "")
    fits = hmac.compare_digest(query_code(number).encode(), code.strip().encode())
    try:
        home, case_id = rules.parsed_number(number)
    except Refusal:
        return None
    case = Case.objects.filter(home=home, id=case_id, number=number).first()
    return case if fits else None


def under_another_calendar(*, most: int) -> list[Case]:
    """Return open cases with a limit that was reckoned by a calendar other than the one in force."""
    law = in_force()
    running = Limit.objects.filter(state="running").values_list("home", "edition").distinct()
    stale = [each for each in running if law.calendar(str(each[0])).edition != each[1]]
    if not stale:
        return []
    wanted = Q(pk__in=[])
    for home, edition in stale:
        wanted |= Q(home=home, edition=edition)
    keys = Limit.objects.filter(wanted, state="running").values_list("home", "case_id").distinct()
    return [case_by_id(home, case_id) for home, case_id in keys[:most]]


def contents_of(home: int, case_id: int) -> QuerySet[Content]:
    """Return the content rows of a case, sealed; `contents.bodies` opens them."""
    return Content.objects.filter(home=home, case_id=case_id)


def inbox_of_case(home: int, case_id: int) -> QuerySet[Inbox]:
    """Return the inbox rows that a case has left at its posts."""
    return Inbox.objects.filter(case_home=home, case_id=case_id)


def inbox_cases() -> Iterator[tuple[int, int, str]]:
    """Yield (home, case id, number) of every case that has something in an inbox."""
    rows = Inbox.objects.values_list("case_home", "case_id", "number").distinct().order_by()
    yield from rows.iterator(chunk_size=2000)


def every_case() -> QuerySet[Case]:
    """Return all cases in order, for the operator's own commands; never for a page."""
    return Case.objects.order_by("home", "id")
