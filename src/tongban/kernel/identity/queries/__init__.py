"""Reading people, organs, posts and mandates."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from tongban.kernel.identity import rules
from tongban.kernel.identity.labels import CodeScheme, Level, Nature, PersonKind
from tongban.kernel.identity.models import Holding, Mandate, Office, Organ, OrganCode, Person, Post
from tongban.kernel.identity.queries.edition import standing
from tongban.kernel.identity.rules import Duty, Power
from tongban.kernel.remembering import remembered

__all__ = [
    "CodeScheme",
    "Holding",
    "Level",
    "Mandate",
    "Nature",
    "Office",
    "Organ",
    "OrganCode",
    "Person",
    "PersonKind",
    "Post",
    "held",
    "holders",
    "is_active",
    "mandate_for",
    "mandate_of_person",
    "may_use",
    "name_of",
    "names_of",
    "organ_by_code",
    "organ_by_id",
    "organs",
    "organs_below",
    "organs_in_reach",
    "people_of",
    "person_by_id",
    "person_by_username",
    "post_by_id",
    "posts_for",
    "posts_held_by",
    "posts_of",
    "posts_of_duty",
]

PLATFORM = "system"


@remembered
def person_by_id(person_id: int) -> Person | None:
    """Return the person, active or not."""
    return Person.objects.filter(pk=person_id).first()


def person_by_username(username: str) -> Person | None:
    """Return the person with that user name, active or not."""
    return Person.objects.filter(username=username).first()


@standing
def post_by_id(post_id: int) -> Post | None:
    """Return the post with its organ and office."""
    return Post.objects.select_related("organ", "office").filter(pk=post_id).first()


@standing
def organ_by_id(organ_id: int) -> Organ | None:
    """Return the organ, living or abolished."""
    return Organ.objects.filter(pk=organ_id).first()


def organs() -> QuerySet[Organ]:
    """Return every organ, superiors before those below them."""
    return Organ.objects.order_by("path")


def organ_by_code(scheme: str, value: str) -> Organ | None:
    """Return the organ that has this code in this scheme (`credit-code`, `organisation-code`, `system`, `other`)."""
    return Organ.objects.filter(codes__scheme=scheme, codes__value=value).first()


def organs_below(organ: Organ) -> QuerySet[Organ]:
    """Return the organs under `organ`, itself not among them."""
    return organs().filter(path__startswith=organ.path).exclude(pk=organ.pk)


@standing
def is_active(person_id: int) -> bool | None:
    """Tell whether the person's account is open; `None` for nobody."""
    return Person.objects.filter(pk=person_id).values_list("is_active", flat=True).first()


def posts_of(person: Person, *, on: date) -> list[Post]:
    """Return the posts that `person` holds on that day, with organ and office, oldest holding first."""
    return posts_held_by(person.pk, on=on)


def posts_held_by(person_id: int, *, on: date) -> list[Post]:
    """Return the posts that the person with that id holds on that day, as `posts_of` does."""
    return [one.post for one in _holdings_of(person_id) if _held_on(one, on)]


@standing
def _holdings_of(person_id: int) -> list[Holding]:
    rows = Holding.objects.select_related("post__organ", "post__office")
    return list(rows.filter(person=person_id).order_by("since", "pk"))


def _held_on(holding: Holding, on: date) -> bool:
    """Tell whether a post was held on that day and was there."""
    return _is_open(holding, on) and _is_open(holding.post, on)


def _is_open(row: Holding | Post | Mandate, on: date) -> bool:
    return rules.holds(row.since, row.until, on=on)


def people_of(organ_id: int, *, on: date) -> list[Person]:
    """Return the active people who hold a post in that organ on that day, each once, in the order of their names."""
    held_there = Holding.objects.filter(
        _open_on(on), _open_on(on, of="post__"), post__organ=organ_id
    )
    rows = Person.objects.filter(pk__in=held_there.values("person_id"), is_active=True)
    return list(rows.order_by("name", "pk"))


def posts_for(organ_id: int, duty: Duty | str, *, on: date) -> list[Post]:
    """Return the posts of that duty in that organ on that day, held or vacant; what an empty list means, the caller says."""
    return [post for post in _posts_of_organ(organ_id, str(duty)) if _is_open(post, on)]


@standing
def _posts_of_organ(organ_id: int, duty: str) -> list[Post]:
    rows = Post.objects.select_related("organ", "office").filter(organ_id=organ_id, duty=duty)
    return list(rows.order_by("pk"))


@remembered
def posts_of_duty(home: int, duty: Duty | str, *, on: date) -> list[Post]:
    """Return the posts of that duty in the whole county on that day, held or vacant."""
    rows = Post.objects.select_related("organ", "office").filter(
        _open_on(on), organ__division__startswith=f"{home:06d}", duty=str(duty)
    )
    return [post for post in rows.order_by("pk") if post.home == home]


def mandate_for(
    *,
    post: Post,
    power: Power | str,
    organ: Organ,
    matter_id: int | None,
    on: date,
    amount: int | None = None,
) -> Mandate | None:
    """Return the mandate by which the post may use `power` there and then; the one that names the matter comes first.

    `amount` is in yuan. A mandate of the person who holds the post is another question: `mandate_of_person`.
    """
    rows = _mandates_of_post(post.pk, str(power))
    posted = [one for one in rows if one.post is not None and _is_open(one.post, on)]
    return _covering(posted, organ, matter_id, on, amount)


@standing
def _mandates_of_post(post_id: int, power: str) -> list[Mandate]:
    rows = Mandate.objects.select_related("organ", "post").filter(post=post_id, power=power)
    return list(rows.order_by("pk"))


def mandate_of_person(
    *,
    person: Person,
    power: Power | str,
    organ: Organ,
    matter_id: int | None,
    on: date,
    amount: int | None = None,
) -> Mandate | None:
    """Return the mandate given to the person by name, as `mandate_for` does for a post."""
    rows = Mandate.objects.select_related("organ").filter(person=person, power=str(power))
    return _covering(list(rows.order_by("pk")), organ, matter_id, on, amount)


def may_use(actor: str, power: Power | str, organ: Organ | None, *, on: date) -> bool:
    """Tell whether `actor` may use `power` for all matters of the organ; without one, only the platform itself may.

    The platform is `system`; a person (`person/12`) needs a mandate, by name or by a post held on that day.
    """
    if actor == PLATFORM:
        return True
    kind, _, number = actor.partition("/")
    if organ is None or kind != "person" or not number.isdecimal():
        return False
    person = Person.objects.filter(pk=int(number), is_active=True).first()
    if person is None:
        return False
    asked: dict[str, Any] = {"power": power, "organ": organ, "matter_id": None, "on": on}
    by_posts = (mandate_for(post=post, **asked) for post in posts_of(person, on=on))
    return mandate_of_person(person=person, **asked) is not None or any(by_posts)


def organs_in_reach(person: Person, power: Power | str, *, on: date) -> list[Organ]:
    """Return the organs for all of whose matters the person may use the power, by name or by a post, superiors first."""
    by = Q(person=person) | Q(post__in=posts_of(person, on=on))
    rows = Mandate.objects.filter(_open_on(on), by, power=str(power), matter_id__isnull=True)
    paths = set(rows.values_list("organ__path", flat=True))
    if not paths:
        return []
    below = Q()
    for path in paths:
        below |= Q(path__startswith=path)
    return list(organs().filter(below))


@standing
def name_of(actor_id: str) -> str | None:
    """Return the name of one opaque id; `None` for an unknown one. Many at once, outside a command: `names_of`."""
    return names_of([actor_id]).get(actor_id)


def names_of(actor_ids: Iterable[str]) -> dict[str, str]:
    """Return the names of opaque ids such as `person/12`, `post/5`, `organ/3`, in one query; unknown ids are left out."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for actor in actor_ids:
        kind, _, number = actor.partition("/")
        if number.isdecimal():
            wanted[kind].add(int(number))
    parts = [
        _named(kind, rows, wanted[kind])
        for kind, rows in (
            ("person", Person.objects.order_by()),
            ("post", Post.objects.order_by()),
            ("organ", Organ.objects.order_by()),
        )
        if wanted[kind]
    ]
    if not parts:
        return {}
    return dict(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])


def held(posts: Iterable[Post], *, on: date, besides: Collection[str] = ()) -> list[Post]:
    """Return those of the posts that somebody active holds on that day, in their order; `besides` some actors."""
    kept = list(posts)
    rows = _holdings_by_posts(tuple(post.pk for post in kept))
    others = [row for row in rows if f"person/{row.person_id}" not in besides]
    filled = {row.post_id for row in others if _is_open(row, on)}
    return [post for post in kept if post.pk in filled]


def holders(*, on: date) -> dict[int, Person]:
    """Return who holds each post on that day, by post; of several the one who has held it longest."""
    rows = Holding.objects.select_related("person").filter(
        _open_on(on), _open_on(on, of="post__"), person__is_active=True
    )
    return {row.post_id: row.person for row in rows.order_by("-since", "-pk")}


@standing
def _holdings_by_posts(post_ids: tuple[int, ...]) -> list[Holding]:
    return list(Holding.objects.filter(post__in=post_ids, person__is_active=True))


def _open_on(on: date, *, of: str = "") -> Q:
    return Q(**{f"{of}since__lte": on}) & (
        Q(**{f"{of}until__isnull": True}) | Q(**{f"{of}until__gt": on})
    )


def _covering(
    rows: list[Mandate], organ: Organ, matter_id: int | None, on: date, amount: int | None
) -> Mandate | None:
    found = [
        mandate
        for mandate in rows
        if rules.covers(mandate, Power(mandate.power), organ.path, matter_id, on, amount)
    ]
    found.sort(key=lambda mandate: (mandate.matter_id is None, mandate.kind == "proxy"))
    return found[0] if found else None


def _named(
    kind: str, rows: QuerySet[Person] | QuerySet[Post] | QuerySet[Organ], ids: set[int]
) -> QuerySet[Any, tuple[str, str]]:
    key = Concat(Value(f"{kind}/"), Cast("pk", CharField()), output_field=CharField())
    return rows.filter(pk__in=ids).annotate(key=key).values_list("key", "name")
