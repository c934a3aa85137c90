"""管理范围: which organs, posts, people and mandates an administrator's power reaches."""

from datetime import date

from django.db.models import Q, QuerySet

from tongban.kernel.identity.labels import PersonKind
from tongban.kernel.identity.models import Holding, Mandate, Organ, Person, Post
from tongban.kernel.identity.queries import posts_of
from tongban.kernel.identity.rules import Power

Paths = tuple[str, ...]


def paths_of(person: Person, power: Power, *, on: date) -> Paths:
    """Return the paths of the topmost organs for which, and below which, the person may use the power."""
    by = Q(person=person) | Q(post__in=posts_of(person, on=on))
    rows = Mandate.objects.filter(by, open_from(on), since__lte=on, matter_id__isnull=True)
    topmost: list[str] = []
    for path in sorted(rows.filter(power=power.value).values_list("organ__path", flat=True)):
        if not path.startswith(tuple(topmost)):
            topmost.append(path)
    return tuple(topmost)


def within(paths: Paths, field: str = "path") -> Q:
    """Return the condition that an organ's path lies at or below one of the paths; no path lets nothing through."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def organs_within(paths: Paths) -> QuerySet[Organ]:
    """Return the organs in reach, superiors first."""
    return Organ.objects.filter(within(paths)).order_by("path")


def organ_within(paths: Paths, organ_id: int) -> Organ | None:
    """Return the organ if it is in reach."""
    return organs_within(paths).select_related("parent").filter(pk=organ_id).first()


def posts_within(paths: Paths) -> QuerySet[Post]:
    """Return the posts in reach, by organ and name."""
    rows = Post.objects.select_related("organ", "office")
    return rows.filter(within(paths, "organ__path")).order_by("organ__path", "name", "pk")


def people_within(paths: Paths) -> QuerySet[Person]:
    """Return the staff whose account an organ in reach keeps, or who have held a post there."""
    there = Holding.objects.filter(within(paths, "post__organ__path")).values("person_id")
    rows = Person.objects.select_related("organ").filter(kind=PersonKind.STAFF.value)
    return rows.filter(within(paths, "organ__path") | Q(pk__in=there)).order_by("name", "pk")


def person_within(paths: Paths, person_id: int) -> Person | None:
    """Return the person if in reach."""
    return people_within(paths).filter(pk=person_id).first()


def mandates_within(paths: Paths) -> QuerySet[Mandate]:
    """Return what was delegated beyond the duties of the posts, for organs in reach, the newest first."""
    rows = Mandate.objects.exclude(kind="duty").filter(within(paths, "organ__path"))
    wanted = rows.select_related("organ", "post__organ", "person", "stands_in_for__organ")
    return wanted.order_by("-since", "-pk")


def homes_of(person: Person) -> list[Organ]:
    """Return the organs that answer for the account: the one that keeps it, or else those of all posts ever held."""
    if person.organ is not None:
        return [person.organ]
    posts = Holding.objects.filter(person=person).values("post__organ_id")
    return list(Organ.objects.filter(pk__in=posts).order_by("path"))


def organs_of_posts(person: Person, *, on: date) -> list[Organ]:
    """Return the organs of the posts that the person holds on that day or will hold later."""
    rows = Holding.objects.filter(open_from(on), person=person).values("post__organ_id")
    return list(Organ.objects.filter(pk__in=rows).order_by("path"))


def open_from(on: date, *, of: str = "") -> Q:
    """Return the condition that a period is open on that day or begins later."""
    return Q(**{f"{of}until__isnull": True}) | Q(**{f"{of}until__gt": on})
