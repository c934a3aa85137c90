"""账号: how the accounts of people stand: posts, visits, second factor, wrong tries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from axes.models import AccessAttempt
from django.db.models import Max, Q, QuerySet, Sum

from tongban.kernel.identity.accounts import RecoveryCode, SecondFactor, Visit
from tongban.kernel.identity.models import Holding, Mandate, Person, Post
from tongban.kernel.identity.queries.reach import Paths, open_from, people_within, within

SOON = timedelta(days=30)
STATES = ("locked", "no_post", "ending", "ended")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """人员一行: one of the staff as the list shows it; `ends` is the next day on which a post is given up."""

    person: Person
    posts: tuple[Post, ...]
    ends: date | None
    entered_at: datetime | None
    factor: bool


@dataclass(frozen=True, slots=True)
class Tries:
    """登录失败: how many wrong passwords were typed for one user name, `worst` of them from one network, and when last."""

    username: str
    tries: int
    worst: int
    networks: int
    last_at: datetime
    person: Person | None


def found_people(paths: Paths, *, words: str, state: str, on: date) -> QuerySet[Person]:
    """Return the staff in reach, narrowed by name or user name and by how the account stands."""
    rows = people_within(paths)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(username__icontains=words))
    holding = Holding.objects.filter(open_from(on), since__lte=on).filter(
        open_from(on, of="post__"), post__since__lte=on
    )
    ending = holding.filter(until__lte=on + SOON).values("person_id")
    narrowed = {
        "locked": rows.filter(locked_at__isnull=False, ended_on__isnull=True),
        "no_post": rows.filter(ended_on__isnull=True).exclude(pk__in=holding.values("person_id")),
        "ending": rows.filter(pk__in=ending),
        "ended": rows.filter(ended_on__isnull=False),
    }
    return narrowed.get(state, rows)


def lines_of(people: Sequence[Person], *, on: date) -> list[PersonLine]:
    """Return what the list shows of these people, in four statements however many they are."""
    ids = [person.pk for person in people]
    held = holdings_of(ids, on=on)
    entered = Visit.objects.filter(person__in=ids).values("person").annotate(last=Max("began_at"))
    last = {row["person"]: row["last"] for row in entered}
    with_factor = with_second_factor(ids)
    return [
        PersonLine(
            person=person,
            posts=tuple(one.post for one in held[person.pk]),
            ends=min((one.until for one in held[person.pk] if one.until), default=None),
            entered_at=last.get(person.pk),
            factor=person.pk in with_factor,
        )
        for person in people
    ]


def holdings_of(person_ids: Iterable[int], *, on: date) -> dict[int, list[Holding]]:
    """Return the holdings open on that day or later, by person, the earliest first."""
    rows = Holding.objects.select_related("post__organ", "post__office").filter(
        open_from(on), open_from(on, of="post__"), person__in=list(person_ids)
    )
    found: dict[int, list[Holding]] = defaultdict(list)
    for row in rows.order_by("since", "pk"):
        found[row.person_id].append(row)
    return found


def holders_of(post_ids: Iterable[int], *, on: date) -> dict[int, list[Holding]]:
    """Return who holds each of the posts on that day or will later."""
    rows = Holding.objects.select_related("person").filter(
        open_from(on), post__in=list(post_ids), person__is_active=True
    )
    found: dict[int, list[Holding]] = defaultdict(list)
    for row in rows.order_by("since", "pk"):
        found[row.post_id].append(row)
    return found


def mandates_of(person: Person, posts: Iterable[Post], *, on: date) -> list[Mandate]:
    """Return what is mandated to the person by name or by the posts, open on that day or later."""
    rows = Mandate.objects.select_related("organ", "post__organ", "stands_in_for").filter(
        Q(person=person) | Q(post__in=[post.pk for post in posts])
    )
    return list(rows.filter(open_from(on)).order_by("power", "pk"))


def ending_holdings(paths: Paths, *, on: date) -> list[Holding]:
    """Return the holdings in reach that end within a month."""
    rows = Holding.objects.select_related("person", "post__organ").filter(
        within(paths, "post__organ__path"), until__gt=on, until__lte=on + SOON
    )
    return list(rows.order_by("until", "pk"))


def visits_of(person: Person, *, most: int = 20) -> list[Visit]:
    """Return the person's last visits, the newest first."""
    return list(Visit.objects.filter(person=person).order_by("-began_at", "-pk")[:most])


def open_visits_of(person: Person) -> list[Visit]:
    """Return the visits that have not ended, the newest first."""
    return list(Visit.objects.filter(person=person, ended_at__isnull=True).order_by("-began_at"))


def has_factor(person: Person) -> bool:
    """Tell whether an authenticator is tied to the account."""
    return bool(with_second_factor([person.pk]))


def with_second_factor(person_ids: Iterable[int]) -> set[int]:
    """Return those of the people whose authenticator is in force."""
    rows = SecondFactor.objects.filter(person__in=list(person_ids), confirmed_at__isnull=False)
    return set(rows.values_list("person_id", flat=True))


def codes_left(person: Person) -> int:
    """Return how many recovery codes were not used yet."""
    return RecoveryCode.objects.filter(person=person, used_at__isnull=True).count()


def tries_within(paths: Paths, *, since: datetime) -> list[Tries]:
    """Return the wrong tries of late by user name: those of the staff in reach, and those that are nobody's."""
    rows = AccessAttempt.objects.filter(attempt_time__gte=since).exclude(username=None)
    names = rows.values_list("username", flat=True).distinct()[:500]
    known = {each.username: each for each in Person.objects.filter(username__in=list(names))}
    mine = set(people_within(paths).filter(username__in=known).values_list("username", flat=True))
    counted: dict[str, list[AccessAttempt]] = defaultdict(list)
    for row in rows.filter(username__in=list(names)).order_by("-attempt_time"):
        if row.username in mine or row.username not in known:
            counted[row.username].append(row)
    return [
        Tries(
            username=name,
            tries=sum(row.failures_since_start for row in found),
            worst=_worst(found),
            networks=len({row.ip_address for row in found}),
            last_at=found[0].attempt_time,
            person=known.get(name),
        )
        for name, found in counted.items()
    ]


def _worst(rows: Iterable[AccessAttempt]) -> int:
    counted: dict[str | None, int] = defaultdict(int)
    for row in rows:
        counted[row.ip_address] += row.failures_since_start
    return max(counted.values(), default=0)


def failures_of(username: str) -> int:
    """Return how many wrong passwords count against a user name."""
    rows = AccessAttempt.objects.filter(username=username)
    return int(rows.aggregate(total=Sum("failures_since_start"))["total"] or 0)
