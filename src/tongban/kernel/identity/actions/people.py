"""Registering people, and giving and taking their posts."""

from datetime import date

from django.db import IntegrityError, transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.identity import rules
from tongban.kernel.identity.actions.hands import may_assign, may_keep
from tongban.kernel.identity.actions.visits import end_without_post
from tongban.kernel.identity.events import (
    PersonAppointed,
    PersonDismissed,
    PersonPlaced,
    PersonRegistered,
    PreferencesChanged,
    entry,
)
from tongban.kernel.identity.labels import PersonKind
from tongban.kernel.identity.models import Holding, Organ, Person, Post
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries.conflicts import clashes_of_appointing, overlapping
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
    person.password_at = act.at if password else None
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
def register_staff(organ_id: int, act: Act, *, username: str, name: str) -> Person:
    """人员登记: register one of the staff, kept by the organ. Nobody can sign in before a password was given."""
    may_keep(act, Organ.objects.get(pk=organ_id))
    refusal = rules.may_be_called(username, name)
    if refusal is not None:
        raise refusal
    person = register_person(act, username=username, name=name, kind=PersonKind.STAFF)
    return place(person.pk, act, organ_id=organ_id)


@transaction.atomic
def place(person_id: int, act: Act, *, organ_id: int) -> Person:
    """编入机关: let an organ keep the account of one of the staff."""
    organ = Organ.objects.get(pk=organ_id)
    may_keep(act, organ)
    person = locked_person(person_id)
    person.organ = organ
    person.save(update_fields=["organ"])
    append([entry(PersonPlaced(person.pk, organ.pk), act, stream=person.actor_id)])
    return person


@transaction.atomic
def prefer(person_id: int, act: Act, *, language: str | None, elder: bool) -> Person:
    """偏好设置: keep the language (`None` for the place's own) and whether elder mode is on."""
    person = locked_person(person_id)
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
    person = locked_person(person_id)
    post = Post.objects.select_for_update(of=["self"]).select_related("organ").get(pk=post_id)
    may_assign(act, post.organ)
    first = since or day_of(act)
    _may_be_appointed(person, post, act, since=first)
    holdings = list(overlapping(person, first, until).select_related("post"))
    if any(holding.post_id == post.pk for holding in holdings):
        raise Refusal(
            "identity.already_holds",
            "This person holds the post {post} at that time already. Choose another post or another time.",
            post=post.name,
        )
    for clash in clashes_of_appointing(
        person, post, [holding.post for holding in holdings], since=first
    ):
        raise clash
    holding = Holding.objects.create(person=person, post=post, since=first, until=until)
    happened = PersonAppointed(
        person.pk, post.pk, first.isoformat(), until.isoformat() if until else None
    )
    append([entry(happened, act, stream=post.actor_id, home=post.home)])
    return holding


@transaction.atomic
def dismiss(person_id: int, act: Act, *, post_id: int, on: date | None = None) -> Holding:
    """免职: from the day `on` (by default the day of the act) the person no longer holds the post."""
    person = locked_person(person_id)
    day = on or day_of(act)
    held = overlapping(person, day, None).select_related("post__organ")
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
    end_without_post([person.pk], act)
    return holding


def locked_person(person_id: int) -> Person:
    """Return the person under its lock, or refuse."""
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
