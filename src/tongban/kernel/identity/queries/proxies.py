"""Reading proxies: who stands in for whom on a day, and what a proxy covers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from tongban.kernel.identity.models import Person, Post, Proxy
from tongban.kernel.identity.proxying import HANDED, stands_in
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.identity.queries.edition import standing
from tongban.kernel.identity.queries.reach import Paths, people_within
from tongban.kernel.identity.rules import HANDLERS, holds

__all__ = [
    "HANDED",
    "Proxy",
    "between",
    "given_by",
    "kept_from",
    "posts_shared",
    "posts_stood_in_for",
    "proxies_in_force",
    "proxies_of",
    "proxies_overlapping",
    "proxies_to",
    "proxies_within",
    "proxy_by_id",
]


def proxies_to(taker: Person, *, on: date) -> list[Proxy]:
    """Return the proxies by which `taker` stands in for others on that day, the first to end first."""
    rows = Proxy.objects.select_related("giver").filter(
        taker=taker, since__lte=on, until__gt=on, giver__is_active=True
    )
    return list(rows.order_by("until", "pk"))


def between(giver: str, taker: str, *, on: date) -> list[Proxy]:
    """Return the proxies between two actor ids on that day."""
    ids = [actor.partition("/") for actor in (giver, taker)]
    if any(kind != "person" or not number.isdecimal() for kind, _slash, number in ids):
        return []
    found = _between(int(ids[0][2]), int(ids[1][2]))
    return [one for one in found if holds(one.since, one.until, on=on)]


@standing
def _between(giver_id: int, taker_id: int) -> list[Proxy]:
    return list(Proxy.objects.filter(giver=giver_id, taker=taker_id).order_by("pk"))


def kept_from(giver: str, *, power: str, matter: int, on: date) -> Proxy | None:
    """Return the proxy by which the giver, an actor id, leaves such a step alone on that day."""
    kind, _slash, number = giver.partition("/")
    if kind != "person" or not number.isdecimal():
        return None
    left = _left_alone(int(number))
    return next((one for one in left if stands_in(one, power, matter, on=on)), None)


@standing
def _left_alone(giver_id: int) -> list[Proxy]:
    rows = Proxy.objects.select_related("taker").filter(giver=giver_id, only_taker=True)
    return list(rows.order_by("pk"))


def proxies_of(person: Person) -> QuerySet[Proxy]:
    """Return what the person gave over and what was given to him, whenever, the newest first."""
    rows = Proxy.objects.select_related("giver", "taker")
    return rows.filter(Q(giver=person) | Q(taker=person)).order_by("-since", "-pk")


def proxies_in_force(person: Person, *, on: date) -> QuerySet[Proxy]:
    """Return what the person gave over or was given and is in force on that day, the first to end first."""
    return proxies_of(person).filter(since__lte=on, until__gt=on).order_by("until", "pk")


def given_by(people: Iterable[Person], *, from_day: date) -> QuerySet[Proxy]:
    """Return what these people gave over and is in force on that day or later, the first to begin first."""
    rows = Proxy.objects.select_related("giver", "taker")
    wanted = rows.filter(giver__in=[one.pk for one in people], until__gt=from_day)
    return wanted.order_by("since", "pk")


def proxies_within(paths: Paths) -> QuerySet[Proxy]:
    """Return the proxies given by the staff in reach, the newest first."""
    rows = Proxy.objects.select_related("giver", "taker").filter(giver__in=people_within(paths))
    return rows.order_by("-since", "-pk")


def proxy_by_id(proxy_id: int) -> Proxy | None:
    """Return the proxy with both people."""
    return Proxy.objects.select_related("giver", "taker").filter(pk=proxy_id).first()


def proxies_overlapping(since: date, until: date) -> dict[int, list[int]]:
    """Return who stands in for whom on some day of the period: takers by giver."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Proxy.objects.filter(since__lt=until, until__gt=since).filter(until__gt=F("since"))
    for giver, taker in rows.values_list("giver_id", "taker_id"):
        found[giver].append(taker)
    return found


def posts_stood_in_for(taker: Person, *, on: date) -> dict[int, list[Proxy]]:
    """Return the posts whose work the taker does for their holders on that day, each with the proxies that say so."""
    found: dict[int, list[Proxy]] = defaultdict(list)
    for proxy in proxies_to(taker, on=on):
        for post in posts_shared(proxy.giver, taker, on=on):
            found[post.pk].append(proxy)
    return found


def posts_shared(giver: Person, taker: Person, *, on: date) -> list[Post]:
    """Return the posts of the giver in organs where the taker handles cases himself: from no others can he stand in."""
    organs = {post.organ_id for post in posts_of(taker, on=on) if post.duty in HANDLERS}
    handled = (post for post in posts_of(giver, on=on) if post.duty in HANDLERS)
    return [post for post in handled if post.organ_id in organs]
