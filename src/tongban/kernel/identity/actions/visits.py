"""会话: coming in, being seen, and the end of visits: by oneself, by a lock, with the last post."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from tongban.kernel import Act
from tongban.kernel.identity.accounts import Visit
from tongban.kernel.identity.events import PersonEntered, VisitsEnded, entry
from tongban.kernel.identity.labels import PersonKind
from tongban.kernel.identity.models import Person
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.ledger.actions import append


@dataclass(frozen=True, slots=True)
class Door:
    """入口: by which session somebody came in, how, and from where: the browser's name, the network masked."""

    session: str
    way: str
    agent: str = ""
    address: str = ""


@transaction.atomic
def enter(person: Person, act: Act, door: Door) -> Visit:
    """登录: remember that somebody came in."""
    visit = Visit.objects.create(
        person=person,
        session=door.session,
        way=door.way,
        agent=door.agent[:120],
        address=door.address[:60],
        began_at=act.at,
        seen_at=act.at,
    )
    append([entry(PersonEntered(person.pk, door.way), act, stream=person.actor_id)])
    return visit


def seen(person_id: int, act: Act, *, session: str) -> bool:
    """Remember that a visit goes on; say whether it still may: one of the staff without a post has nothing to do here."""
    person = Person.objects.get(pk=person_id)
    if may_not_stay(person, act):
        end_without_post([person.pk], act)
        return False
    Visit.objects.filter(person=person, session=session).update(seen_at=act.at)
    return True


def may_not_stay(person: Person, act: Act) -> bool:
    """Tell whether somebody of the staff holds no post on the day of the act."""
    return person.kind == PersonKind.STAFF.value and not posts_of(person, on=day_of(act))


def moved(session: str, *, to: str) -> None:
    """Note that a visit goes on under another session key."""
    Visit.objects.filter(session=session, ended_at__isnull=True).update(session=to)


@transaction.atomic
def leave(session: str, act: Act) -> None:
    """Remember that a visit ended: its person left, or its time was over."""
    Visit.objects.filter(session=session, ended_at__isnull=True).update(ended_at=act.at)


@transaction.atomic
def end_visits(person: Person, act: Act, *, why: str, but: str = "") -> int:
    """结束会话: end the person's visits, at once and everywhere, except the one of the session `but`."""
    rows = Visit.objects.filter(person=person, ended_at__isnull=True).exclude(session=but)
    count = _ended(rows, act)
    if count:
        append([entry(VisitsEnded(person.pk, count, why), act, stream=person.actor_id)])
    return count


def end_without_post(person_ids: Iterable[int], act: Act) -> None:
    """End the visits of those of the staff who hold no post on the day of the act."""
    for person in Person.objects.filter(pk__in=list(person_ids)):
        if may_not_stay(person, act):
            end_visits(person, act, why="no_post")


def _ended(rows: QuerySet[Visit], act: Act) -> int:
    sessions = list(rows.values_list("session", flat=True))
    if sessions:
        Session.objects.filter(session_key__in=sessions).delete()
    return rows.update(ended_at=act.at)
