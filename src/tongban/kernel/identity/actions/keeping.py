"""Renaming and ending what the system administrator keeps: organs, posts, accounts. No right is given or taken here."""

from datetime import date

from django.db import IntegrityError, transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.identity import rules
from tongban.kernel.identity.actions.hands import may_keep, may_keep_account
from tongban.kernel.identity.actions.people import locked_person
from tongban.kernel.identity.actions.visits import end_visits
from tongban.kernel.identity.events import (
    OrganEnded,
    OrganRenamed,
    PersonEnded,
    PersonRenamed,
    PostRenamed,
    entry,
)
from tongban.kernel.identity.models import Organ, Person, Post
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries.conflicts import held_by
from tongban.kernel.identity.queries.reach import open_from
from tongban.kernel.ledger.actions import append


@transaction.atomic
def rename_organ(organ_id: int, act: Act, *, name: str, short_name: str = "") -> Organ:
    """机关更名: give an organ another name. Refused where a living one of the division has it."""
    organ = Organ.objects.select_for_update().get(pk=organ_id)
    may_keep(act, organ)
    _allow(rules.named(name))
    organ.name, organ.short_name = name.strip(), (short_name.strip() or name.strip())[:60]
    try:
        with transaction.atomic():
            organ.save(update_fields=["name", "short_name"])
    except IntegrityError:
        raise Refusal(
            "identity.organ_exists",
            "{name} exists already in the division {division}. Use it, or give the new organ another name.",
            name=name,
            division=organ.division,
        ) from None
    happened = OrganRenamed(organ.pk, organ.name, organ.short_name)
    append([entry(happened, act, stream=organ.actor_id, home=organ.home)])
    return organ


@transaction.atomic
def end_organ(organ_id: int, act: Act, *, on: date | None = None) -> Organ:
    """机关撤销: end an organ from the day `on`. Refused while organs below it live or its posts are open."""
    organ = Organ.objects.select_for_update().get(pk=organ_id)
    may_keep(act, organ)
    day = on or day_of(act)
    _allow(rules.backdated(day, today=day_of(act)))
    below = Organ.objects.filter(open_from(day), path__startswith=organ.path).exclude(pk=organ.pk)
    if below.exists() or Post.objects.filter(open_from(day), organ=organ).exists():
        raise Refusal(
            "identity.organ_in_use",
            "{organ} still has organs below it or open posts. End and close those first.",
            organ=organ.name,
        )
    organ.until = max(day, organ.since)
    organ.save(update_fields=["until"])
    happened = OrganEnded(organ.pk, organ.until.isoformat())
    append([entry(happened, act, stream=organ.actor_id, home=organ.home)])
    return organ


@transaction.atomic
def rename_post(post_id: int, act: Act, *, name: str) -> Post:
    """岗位更名: give a post another name; its duty stays."""
    post = Post.objects.select_for_update(of=["self"]).select_related("organ").get(pk=post_id)
    may_keep(act, post.organ)
    _allow(rules.named(name))
    post.name = name.strip()[:120]
    post.save(update_fields=["name"])
    append([entry(PostRenamed(post.pk, post.name), act, stream=post.actor_id, home=post.home)])
    return post


@transaction.atomic
def rename_person(person_id: int, act: Act, *, name: str) -> Person:
    """人员更名: put a person's name right."""
    person = locked_person(person_id)
    may_keep_account(act, person)
    _allow(rules.named(name))
    person.name = name.strip()[:120]
    person.save(update_fields=["name"])
    append([entry(PersonRenamed(person.pk), act, stream=person.actor_id)])
    return person


@transaction.atomic
def end_person(person_id: int, act: Act) -> Person:
    """人员注销: end an account for good. Refused while posts are held: taking them is the security administrator's."""
    person = locked_person(person_id)
    may_keep_account(act, person)
    _allow(rules.own_hand(act.by, [person.actor_id]))
    if held_by([person.pk], since=day_of(act)):
        raise Refusal(
            "identity.holds_posts",
            "This person still holds posts. Have a security administrator dismiss the person first.",
        )
    person.is_active, person.ended_on = False, day_of(act)
    person.save(update_fields=["is_active", "ended_on"])
    happened = PersonEnded(person.pk, person.ended_on.isoformat())
    append([entry(happened, act, stream=person.actor_id)])
    end_visits(person, act, why="ended")
    return person


def _allow(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
