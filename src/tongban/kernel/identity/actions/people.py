"""Registering people, and giving and taking their posts."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from tongban.kernel import Act, Refusal
from tongban.kernel.identity import rules
from tongban.kernel.identity.actions.hands import may_assign, powers_of
from tongban.kernel.identity.events import (
    PersonAppointed,
    PersonDismissed,
    PersonRegistered,
    PreferencesChanged,
    entry,
)
from tongban.kernel.identity.labels import PersonKind, in_words
from tongban.kernel.identity.models import Holding, Person, Post
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.rules import Duty
from tongban.kernel.ledger.actions import append


@transaction.atomic
def register_person(
    act: Act,
    *,
    username: str,
    name: str,
    kind: PersonKind | str,
    password: str | None = None,
    demo: bool = False,
) -> Person:
    """人员登记: let somebody log in. Without a password nobody can log in by one; so are people of the demonstration."""
    person = Person(
        username=Person.normalize_username(username),
        name=name,
        kind=PersonKind(kind).value,
        is_demo=demo,
        created_at=act.at,
    )
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise Refusal(
            "identity.username_taken",
            "The user name {username} is taken. Choose another.",
            username=username,
        ) from None
    happened = PersonRegistered(person.pk, person.kind, demo)
    append([entry(happened, act, stream=person.actor_id)])
    return person


@transaction.atomic
def prefer(person_id: int, act: Act, *, language: str | None, elder: bool) -> Person:
    """偏好设置: keep the language (`None` for the place's own) and whether elder mode is on."""
    person = _locked_person(person_id)
    if (person.language, person.elder) != (language, elder):
        person.language, person.elder = language, elder
        person.save(update_fields=["language", "elder"])
        happened = PreferencesChanged(person.pk, language, elder)
        append([entry(happened, act, stream=person.actor_id)])
    return person


@transaction.atomic
def appoint(
    person_id: int,
    act: Act,
    *,
    post_id: int,
    since: date | None = None,
    until: date | None = None,
) -> Holding:
    """任职: give a post to one of the staff or to a program. Refused on incompatible duties, and to oneself."""
    person = _locked_person(person_id)
    post = Post.objects.select_for_update(of=["self"]).select_related("organ").get(pk=post_id)
    may_assign(act, post.organ)
    first = since or day_of(act)
    _may_be_appointed(person, post, act, since=first)
    holdings = list(_overlapping(person, first, until).select_related("post"))
    if any(holding.post_id == post.pk for holding in holdings):
        raise Refusal(
            "identity.already_holds",
            "This person holds the post {post} at that time already. Choose another post or another time.",
            post=post.name,
        )
    _compatible(person, post, holdings, since=first)
    holding = Holding.objects.create(person=person, post=post, since=first, until=until)
    happened = PersonAppointed(
        person.pk, post.pk, first.isoformat(), until.isoformat() if until else None
    )
    append([entry(happened, act, stream=post.actor_id, home=post.home)])
    return holding


@transaction.atomic
def dismiss(person_id: int, act: Act, *, post_id: int, on: date | None = None) -> Holding:
    """免职: from the day `on` (by default the day of the act) the person no longer holds the post."""
    person = _locked_person(person_id)
    day = on or day_of(act)
    held = _overlapping(person, day, None).select_related("post__organ")
    holding = held.filter(post_id=post_id).first()
    if holding is None:
        raise Refusal(
            "identity.holds_no_such_post",
            "This person does not hold that post on {day}. Choose a post that is held.",
            day=day,
        )
    post = holding.post
    may_assign(act, post.organ)
    refusal = rules.backdated(day, today=day_of(act))
    if refusal is not None:
        raise refusal
    holding.until = max(day, holding.since)
    holding.save(update_fields=["until"])
    happened = PersonDismissed(person.pk, post.pk, holding.until.isoformat())
    append([entry(happened, act, stream=post.actor_id, home=post.home)])
    return holding


def _locked_person(person_id: int) -> Person:
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise Refusal(
            "identity.no_such_person",
            "There is no person {person}. Choose one from the list.",
            person=person_id,
        )
    return person


def _may_be_appointed(person: Person, post: Post, act: Act, *, since: date) -> None:
    if person.kind == PersonKind.PUBLIC.value or not person.is_active:
        raise Refusal(
            "identity.not_of_the_staff",
            "Only active members of the staff hold posts. Register the person as staff first.",
        )
    if not rules.holds(post.since, post.until, on=since):
        raise Refusal(
            "identity.post_not_open",
            "The post {post} is not open on {day}. Choose another post or another day.",
            post=post.name,
            day=since,
        )
    refusal = rules.own_hand(act.by, [person.actor_id])
    if refusal:
        raise refusal


def _overlapping(person: Person, since: date, until: date | None) -> QuerySet[Holding]:
    rows = Holding.objects.filter(Q(until__isnull=True) | Q(until__gt=since), person=person)
    return rows if until is None else rows.filter(since__lt=until)


def _compatible(person: Person, post: Post, holdings: list[Holding], *, since: date) -> None:
    """Compare duty with duty, and all that is mandated to either side with the duties and powers of the other."""
    held = [holding.post for holding in holdings]
    duties = [Duty(one.duty) for one in held]
    brought = powers_of(held, [person.pk], since=since)
    awaiting = powers_of([post], [], since=since)
    refusals = [
        rules.may_hold(duties, Duty(post.duty)),
        *(rules.may_be_granted([Duty(post.duty)], power) for power in brought),
        *(rules.may_be_granted(duties, power, brought) for power in awaiting),
    ]
    for refusal in refusals:
        if refusal is not None:
            raise in_words(refusal)
