"""不相容职责: what must not be in one hand, found before anything is saved, and whatever of it stands already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import Q, QuerySet

from tongban.kernel import Refusal
from tongban.kernel.identity import rules
from tongban.kernel.identity.labels import in_words
from tongban.kernel.identity.models import Holding, Mandate, Person, Post
from tongban.kernel.identity.plans import NewMandate
from tongban.kernel.identity.queries.reach import Paths, open_from, people_within
from tongban.kernel.identity.rules import Duty, MandateKind, Power


@dataclass(frozen=True, slots=True)
class Clash:
    """不相容: whose hand holds what must not be together, and why."""

    person: Person
    refusal: Refusal


def held_by(person_ids: Iterable[int], *, since: date) -> list[Post]:
    """Return the posts that these people hold on that day or will hold later."""
    rows = Holding.objects.filter(
        open_from(since), open_from(since, of="post__"), person_id__in=person_ids
    )
    return [holding.post for holding in rows.select_related("post")]


def powers_of(posts: Iterable[Post], person_ids: Iterable[int], *, since: date) -> list[Power]:
    """Return the powers mandated on that day or later to these posts, and to these people by name."""
    rows = Mandate.objects.filter(open_from(since)).filter(
        Q(post__in=[post.pk for post in posts]) | Q(person__in=list(person_ids))
    )
    return [Power(power) for power in rows.values_list("power", flat=True).distinct()]


def overlapping(person: Person, since: date, until: date | None) -> QuerySet[Holding]:
    """Return the holdings of the person that share a day with the period."""
    rows = Holding.objects.filter(open_from(since), person=person)
    return rows if until is None else rows.filter(since__lt=until)


def clashes_of_appointing(
    person: Person, post: Post, held: Sequence[Post], *, since: date
) -> list[Refusal]:
    """Compare duty with duty, and all that is mandated to either side with the duties and powers of the other."""
    duties = [Duty(one.duty) for one in held]
    brought = powers_of(held, [person.pk], since=since)
    awaiting = powers_of([post], [], since=since)
    refusals = [
        rules.may_hold(duties, Duty(post.duty)),
        *(rules.may_be_granted([Duty(post.duty)], power) for power in brought),
        *(rules.may_be_granted(duties, power, brought) for power in awaiting),
    ]
    return _told_once(refusals)


def clashes_of_granting(plan: NewMandate, *, since: date) -> list[Refusal]:
    """Name what a mandate would bring together that must not be in one hand."""
    if plan.person_id is not None:
        holders = [plan.person_id]
    else:
        rows = Holding.objects.filter(open_from(since), post=plan.post_id)
        holders = list(rows.values_list("person_id", flat=True))
    posts = list(Post.objects.filter(pk=plan.post_id or 0)) + held_by(holders, since=since)
    duties = [Duty(post.duty) for post in posts]
    powers = powers_of(posts, holders, since=since)
    return _told_once([rules.may_be_granted(duties, plan.power, powers)])


def standing_clashes(paths: Paths, *, on: date) -> list[Clash]:
    """Return what people in reach hold together on that day or later, and must not: none, unless a rule came after it."""
    people = people_within(paths).filter(is_active=True)
    posts: dict[int, list[Post]] = defaultdict(list)
    for holding in Holding.objects.filter(
        open_from(on), open_from(on, of="post__"), person__in=people
    ).select_related("post"):
        posts[holding.person_id].append(holding.post)
    given_to_posts, given_to_people = _given(on)
    found = []
    for person in people:
        mine = posts[person.pk]
        powers = {*given_to_people.get(person.pk, ())}
        for post in mine:
            powers |= given_to_posts.get(post.pk, set())
        refusals = _within_one_hand([Duty(post.duty) for post in mine], sorted(powers))
        found += [Clash(person, refusal) for refusal in refusals]
    return found


def _given(on: date) -> tuple[dict[int, set[Power]], dict[int, set[Power]]]:
    """Return the powers delegated to posts, and to people by name."""
    to_posts: dict[int, set[Power]] = defaultdict(set)
    to_people: dict[int, set[Power]] = defaultdict(set)
    rows = Mandate.objects.filter(open_from(on)).exclude(kind=MandateKind.DUTY.value)
    for post, person, power in rows.values_list("post_id", "person_id", "power"):
        if post is not None:
            to_posts[post].add(Power(power))
        elif person is not None:
            to_people[person].add(Power(power))
    return to_posts, to_people


def _within_one_hand(duties: Sequence[Duty], powers: Sequence[Power]) -> list[Refusal]:
    pairs = combinations(sorted(set(duties)), 2)
    refusals = [rules.may_hold([one], other) for one, other in pairs]
    for place, power in enumerate(powers):
        refusals.append(rules.may_be_granted(duties, power, powers[:place]))
    return _told_once(refusals)


def _told_once(refusals: Iterable[Refusal | None]) -> list[Refusal]:
    """Return the refusals as people read them, each once."""
    told: dict[str, Refusal] = {}
    for refusal in refusals:
        if refusal is not None:
            told.setdefault(str(refusal), in_words(refusal))
    return list(told.values())
