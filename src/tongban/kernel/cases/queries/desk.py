"""Reading cases for the desk: 已办, 我发起, 传阅, 关注. Each list holds what the reader may still see."""

from datetime import date

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tongban.kernel.cases.models import Case, Follow, Inbox, WorkItem
from tongban.kernel.cases.queries import cases_visible_to
from tongban.kernel.cases.queries.keys import at_posts, handed_in_by
from tongban.kernel.cases.rules import READ
from tongban.kernel.identity.queries import Person, posts_of
from tongban.kernel.parties.queries import party_of

__all__ = ["followed_by", "follows", "handled_by", "often_taken_in", "opened_by", "to_be_read_by"]


def handled_by(reader: Person, *, on: date) -> QuerySet[Case]:
    """已办: the cases in which the reader did a work item and which he may still see, the last done first (R2)."""
    done = WorkItem.objects.filter(
        by=reader.actor_id, state="done", home=OuterRef("home"), case_id=OuterRef("id")
    )
    last = done.order_by("-closed_at").values("closed_at")[:1]
    found = cases_visible_to(reader, on=on).filter(Exists(done)).annotate(worked_at=Subquery(last))
    return found.order_by("-worked_at", "-id")


def opened_by(reader: Person, *, on: date) -> QuerySet[Case]:
    """我发起: the cases of others that the reader handed in and may still see, the soonest promised day first."""
    return _by_promise(_of_others(reader, on=on).filter(Exists(handed_in_by(reader))))


def often_taken_in(reader: Person, *, since: date, most: int) -> list[int]:
    """常办事项: return the matters that the reader handed in for others since a day, the most frequent first."""
    found = opened_by(reader, on=since).exclude(channel="portal").filter(received_on__gte=since)
    counted = found.order_by().values("matter").annotate(times=Count("id"), last=Max("id"))
    rows = counted.order_by("-times", "-last").values_list("matter", flat=True)
    return list(rows[:most])


def to_be_read_by(reader: Person, *, on: date) -> QuerySet[Case]:
    """传阅: the cases that the reader's posts were asked to read and have not read yet, the soonest day first.

    Each has `read_until`, the day until which it is to be read, or none.
    """
    waiting = Inbox.objects.filter(
        at_posts(posts_of(reader, on=on)),
        act=READ,
        case_home=OuterRef("home"),
        case_id=OuterRef("id"),
    )
    first = waiting.order_by(F("until").asc(nulls_last=True)).values("until")[:1]
    found = _of_others(reader, on=on).filter(Exists(waiting)).annotate(read_until=Subquery(first))
    return found.order_by(F("read_until").asc(nulls_last=True), "received_on", "id")


def followed_by(reader: Person, *, on: date) -> QuerySet[Case]:
    """我的关注: the cases that the reader follows and may still see, the soonest promised day first."""
    mine = Follow.objects.filter(by=reader.actor_id, home=OuterRef("home"), case_id=OuterRef("id"))
    return _by_promise(_of_others(reader, on=on).filter(Exists(mine)))


def follows(reader: Person, case: Case) -> bool:
    """Tell whether the reader follows the case."""
    return Follow.objects.filter(by=reader.actor_id, home=case.home, case_id=case.id).exists()


def _of_others(reader: Person, *, on: date) -> QuerySet[Case]:
    """Leave out what the reader applied for: of the staff or not, he follows it as the public does (回避)."""
    found, party = cases_visible_to(reader, on=on), party_of(reader)
    return found.exclude(party=party.pk) if party is not None else found


def _by_promise(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Put what is under way by its promised day, and what is over behind it, the last first."""
    over = Coalesce("decided_at", "closed_at")
    return cases.order_by(
        over.desc(nulls_first=True), F("promised_on").asc(nulls_last=True), "received_on", "id"
    )
