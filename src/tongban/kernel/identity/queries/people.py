"""谁是谁: which ids and streams of the log are whose, for those who read it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from tongban.kernel.identity.labels import PersonKind
from tongban.kernel.identity.models import Holding, Person
from tongban.kernel.identity.queries.reach import Paths, open_from, people_within


def actors_called(paths: Paths, words: str) -> list[str]:
    """Return the staff in reach of that name or user name, as the log knows them."""
    found = people_within(paths).filter(Q(name=words) | Q(username=words))
    return [person.actor_id for person in found[:50]]


def streams_within(paths: Paths) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the streams of the staff in reach, and of the staff out of it."""
    mine = set(people_within(paths).values_list("pk", flat=True))
    staff = Person.objects.filter(kind=PersonKind.STAFF.value).values_list("pk", flat=True)
    inside = tuple(f"person/{each}" for each in staff if each in mine)
    return inside, tuple(f"person/{each}" for each in staff if each not in mine)


def of_the_public(person_ids: Iterable[int]) -> set[int]:
    """Return those of the people who are no staff."""
    rows = Person.objects.filter(pk__in=list(person_ids)).exclude(kind=PersonKind.STAFF.value)
    return set(rows.values_list("pk", flat=True))


def posts_ever(actor: str) -> frozenset[int]:
    """Return the posts that a person (`person/12`) holds, held, or will hold."""
    kind, _slash, number = actor.partition("/")
    if kind != "person" or not number.isdecimal():
        return frozenset()
    return frozenset(Holding.objects.filter(person=int(number)).values_list("post_id", flat=True))


def filled(post_ids: Iterable[int], *, on: date, besides: str) -> frozenset[int]:
    """Return those of the posts that somebody active besides one actor holds on that day."""
    rows = Holding.objects.filter(
        open_from(on),
        open_from(on, of="post__"),
        post__in=set(post_ids),
        since__lte=on,
        post__since__lte=on,
        person__is_active=True,
    )
    found = rows.values_list("post_id", "person_id")
    return frozenset(post for post, person in found if f"person/{person}" != besides)


def staff_called(home: int, name: str, *, on: date) -> list[Holding]:
    """Return the active people of that name who hold a post in the county on that day, each with the first of them."""
    there = {"post__home": home, "since__lte": on, "post__since__lte": on}
    rows = Holding.objects.select_related("person", "post__organ").filter(
        open_from(on),
        open_from(on, of="post__"),
        person__is_active=True,
        person__name=name,
        **there,
    )
    found: dict[int, Holding] = {}
    for row in rows.order_by("since", "pk"):
        found.setdefault(row.person_id, row)
    return list(found.values())
