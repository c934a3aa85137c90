"""Reading cases. Every page, list and export starts from `cases_visible_to`."""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tongban.kernel import Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.models import (
    Case,
    CommandKey,
    Content,
    Inbox,
    Limit,
    Timer,
    WorkItem,
)
from tongban.kernel.cases.queries.keys import at_posts, handed_in_by
from tongban.kernel.cases.rules import BY_POST, READ
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
    "closed_with_contents",
    "content_ids",
    "contents_of",
    "every_case",
    "homes_of_ended",
    "in_order",
    "inbox_cases",
    "inbox_of_case",
    "inbox_of_posts",
    "others_case",
    "overdue",
    "query_code",
    "timers_visible_to",
    "tracked",
    "under_another_calendar",
]

MOST_OVERDUE = 5000
"""One sweep looks at so many timers: far more than can be stuck at once."""
WINDOWS = ("counter", "post", "phone", "agent")
"""收件渠道: those over which a window takes in for somebody else."""
SEES_ALL = frozenset({Duty.DUTY_MANAGER, Duty.SUPERVISOR})


def cases_visible_to(reader: Person, *, on: date) -> QuerySet[Case]:
    """Return the cases that `reader` may see.

    The public: one's own. Who handles cases: those of the organs that one's posts belong to, as the accepting organ
    or as one that takes part, and what one took in for others. Duty managers and supervisors: all of their county.
    Whatever one's duty: what came to one's own post, such as a dispatcher's (派车), to read (传阅) or to help with (委派).
    """
    posts, party = posts_of(reader, on=on), party_of(reader)
    organs = {post.organ_id for post in posts if post.duty in HANDLERS}
    homes = {post.home for post in posts if post.duty in SEES_ALL}
    own = Q(post__in=[post.pk for post in posts])
    takes_part = WorkItem.objects.filter(
        own | (Q(organ__in=organs) & ~Q(kind__in=BY_POST)),
        home=OuterRef("home"),
        case_id=OuterRef("id"),
    )
    # An enquiry that a window took in goes straight to its department; the window still hands out its receipt.
    taken_in = Q(channel__in=WINDOWS if organs else ()) & Exists(handed_in_by(reader))
    seen = Q(home__in=homes) | Q(organ__in=organs) | Exists(takes_part) | taken_in
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


def content_ids(home: int, case_id: int) -> list[int]:
    """Return the ids of the contents of a case that are still there."""
    rows = Content.objects.filter(home=home, case_id=case_id, sealed__isnull=False)
    return sorted(rows.values_list("id", flat=True))


def homes_of_ended() -> list[int]:
    """Return the counties that have cases which ended."""
    ended = Case.objects.filter(closed_at__isnull=False).order_by("home")
    return list(ended.values_list("home", flat=True).distinct())


def closed_with_contents(
    home: int, before: datetime, *, after: Case | None, most: int
) -> list[Case]:
    """Return cases of a county that ended before an instant and still have contents, the oldest first, from `after` on."""
    kept = Content.objects.filter(
        home=OuterRef("home"), case_id=OuterRef("id"), sealed__isnull=False
    )
    rows = Case.objects.filter(Exists(kept), home=home, closed_at__lt=before)
    if after is not None:
        same = Q(closed_at=after.closed_at, id__gt=after.id)
        rows = rows.filter(same | Q(closed_at__gt=after.closed_at))
    return list(rows.order_by("closed_at", "id")[:most])


def inbox_of_posts(posts: Iterable[Post]) -> QuerySet[Inbox]:
    """Return the open work items of these posts, the soonest promised day first; what is only to be read is none."""
    return in_order(Inbox.objects.filter(at_posts(posts)).exclude(act=READ))


def in_order(rows: QuerySet[Inbox]) -> QuerySet[Inbox]:
    """Return work items as lists show them: the soonest promised day first."""
    return rows.order_by(F("promised_on").asc(nulls_last=True), "received_on", "case_id", "item")


def others_case(number: str, reader: Person, *, on: date) -> Case | None:
    """Return a case that the reader may see and did not apply for; whatever else looks the same."""
    found, party = case_by_number(number, reader, on=on), party_of(reader)
    own = found is not None and party is not None and party.pk == found.party
    return None if own else found


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


def under_another_calendar(*, most: int, after: tuple[int, int] = (0, 0)) -> list[Case]:
    """Return open cases with a limit or timer that was reckoned by a calendar other than the one in force.

    In the order of (county, id), from beyond `after` on: what could not be mended is not handed out again.
    """
    law = in_force()
    limits = Limit.objects.filter(state="running").values_list("home", "edition").distinct()
    timers = Timer.objects.filter(state="set").exclude(length="")
    running = {*limits, *timers.values_list("home", "edition").distinct()}
    stale = [each for each in running if law.calendar(str(each[0])).edition != each[1]]
    if not stale:
        return []
    keys: dict[tuple[int, int], None] = {}
    for home, edition in (each for each in stale if each[0] >= after[0]):
        first = after[1] if home == after[0] else 0
        for rows in (
            Limit.objects.filter(home=home, edition=edition, state="running"),
            Timer.objects.filter(home=home, edition=edition, state="set"),
        ):
            next_ones = rows.filter(case_id__gt=first).order_by("case_id")
            keys |= dict.fromkeys(next_ones.values_list("home", "case_id").distinct()[:most])
    return [case_by_id(home, case_id) for home, case_id in sorted(keys)[:most]]


def overdue(at: datetime) -> Iterator[tuple[Case, int]]:
    """Yield the cases with a timer that is over, the longest first, each once, with the timer."""
    rows = Timer.objects.filter(state="set", due_at__lt=at).order_by("due_at", "id")
    seen: set[tuple[int, int]] = set()
    for home, case_id, timer in list(rows.values_list("home", "case_id", "id")[:MOST_OVERDUE]):
        if (home, case_id) not in seen:
            seen.add((home, case_id))
            yield case_by_id(home, case_id), timer


def timers_visible_to(reader: Person, *, on: date) -> QuerySet[Timer]:
    """Return what will happen by itself in the cases that the reader may see, the next first."""
    seen = cases_visible_to(reader, on=on).filter(home=OuterRef("home"), id=OuterRef("case_id"))
    return Timer.objects.filter(Exists(seen), state="set").order_by("due_at", "id")


def timers_of(cases: Sequence[Case]) -> list[Timer]:
    """Return what will happen by itself in these cases, the next first."""
    keys = {(one.home, one.id) for one in cases}
    homes, ids = {home for home, _id in keys}, {id_ for _home, id_ in keys}
    rows = Timer.objects.filter(state="set", home__in=homes, case_id__in=ids)
    return [one for one in rows.order_by("due_at", "id") if (one.home, one.case_id) in keys]


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


def submitted_by_key(prefix: str) -> dict[str, str]:
    """Return the numbers of the cases whose first command had a key that begins so, by that key."""
    rows = CommandKey.objects.filter(verb="submit", key__startswith=prefix)
    return dict(rows.values_list("key", "number"))


def others_submitted(prefix: str) -> bool:
    """Tell whether there are cases whose first command had another key than one that begins so."""
    rows = CommandKey.objects.filter(verb="submit").exclude(key__startswith=prefix)
    return bool(rows.exists())


def every_case() -> QuerySet[Case]:
    """Return all cases in order, for the operator's own commands; never for a page."""
    return Case.objects.order_by("home", "id")
