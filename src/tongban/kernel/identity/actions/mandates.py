"""Granting and revoking mandates."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from tongban.kernel import Act, Refusal
from tongban.kernel.identity import rules
from tongban.kernel.identity.actions.hands import may_assign
from tongban.kernel.identity.events import (
    NOWHERE,
    MandateGranted,
    MandateRevoked,
    entry,
)
from tongban.kernel.identity.models import Holding, Mandate, Organ, Person, Post
from tongban.kernel.identity.plans import NewMandate, day_of
from tongban.kernel.identity.queries.conflicts import clashes_of_granting
from tongban.kernel.identity.rules import MandateKind
from tongban.kernel.ledger.actions import append


@transaction.atomic
def grant(plan: NewMandate, act: Act) -> Mandate:
    """授权: let a post or a person use a power. Refused beside incompatible duties, without grounds, and to oneself."""
    _complete(plan)
    may_assign(act, Organ.objects.get(pk=plan.organ_id))
    since = plan.since or day_of(act)
    _separate(plan, act, since)
    mandate = Mandate.objects.create(
        post_id=plan.post_id,
        person_id=plan.person_id,
        power=plan.power.value,
        organ_id=plan.organ_id,
        matter_id=plan.matter_id,
        amount_limit=plan.amount_limit,
        since=since,
        until=plan.until,
        kind=plan.kind.value,
        stands_in_for_id=plan.stands_in_for_id,
        grounds=plan.grounds,
        granted_by=act.by,
    )
    stream, home = _stream(mandate)
    append([entry(_granted(mandate), act, stream=stream, home=home)])
    return mandate


@transaction.atomic
def revoke(mandate_id: int, act: Act, *, on: date | None = None) -> Mandate:
    """收回授权: end a mandate from the day `on`, by default the day of the act. A power by duty ends with the post."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate_id)
    may_assign(act, mandate.organ)
    day = max(on or day_of(act), mandate.since)
    refusal = rules.backdated(on or day, today=day_of(act))
    if refusal is not None:
        raise refusal
    if mandate.kind == MandateKind.DUTY.value:
        raise Refusal(
            "identity.duty_is_not_revoked",
            "This power comes with the duty of the post. Dismiss the person from the post instead.",
        )
    if mandate.until is not None and mandate.until <= day:
        raise Refusal(
            "identity.mandate_ended",
            "This mandate ended on {until}. Nothing is left to revoke.",
            until=mandate.until,
        )
    mandate.until = day
    mandate.save(update_fields=["until"])
    stream, home = _stream(mandate)
    append([entry(MandateRevoked(mandate.pk, day.isoformat()), act, stream=stream, home=home)])
    return mandate


def _complete(plan: NewMandate) -> None:
    if (plan.post_id is None) == (plan.person_id is None):
        raise Refusal(
            "identity.one_receiver",
            "A mandate goes to a post or to a person, to one of the two. Choose which.",
        )
    if not plan.grounds.strip():
        raise Refusal(
            "identity.grounds_missing",
            "A mandate needs its grounds. Enter the paper that gives it.",
        )
    if (plan.kind is MandateKind.PROXY) != (plan.stands_in_for_id is not None):
        raise Refusal(
            "identity.proxy_names_its_post",
            "A proxy, and only a proxy, stands in for a post. Say for which.",
        )
    if plan.kind is MandateKind.DUTY:
        raise Refusal(
            "identity.duty_is_not_granted",
            "Powers by duty come with opening a post. Open a post of that duty, or delegate.",
        )


def _separate(plan: NewMandate, act: Act, since: date) -> None:
    """Lock the receivers and refuse what must not be in one hand with the duties and powers there."""
    holders = _receivers(plan, since)
    if Post.objects.select_for_update().filter(pk=plan.post_id or 0).exists():
        holders = _receivers(plan, since)
    refusal = rules.own_hand(act.by, [f"person/{holder}" for holder in holders])
    if refusal is not None:
        raise refusal
    for clash in clashes_of_granting(plan, since=since):
        raise clash


def _receivers(plan: NewMandate, since: date) -> list[int]:
    """Return the ids of the people who get the power, locked: as in appointing, people come before posts."""
    if plan.person_id is not None:
        return [Person.objects.select_for_update().get(pk=plan.person_id).pk]
    holdings = Holding.objects.filter(
        Q(until__isnull=True) | Q(until__gt=since), post=plan.post_id
    ).values("person_id")
    people = Person.objects.select_for_update().filter(pk__in=holdings).order_by("pk")
    return [person.pk for person in people]


def _stream(mandate: Mandate) -> tuple[str, int]:
    if mandate.post is not None:
        return mandate.post.actor_id, mandate.post.home
    return f"person/{mandate.person_id}", NOWHERE


def _granted(mandate: Mandate) -> MandateGranted:
    return MandateGranted(
        mandate=mandate.pk,
        post=mandate.post_id,
        person=mandate.person_id,
        power=mandate.power,
        organ=mandate.organ_id,
        matter=mandate.matter_id,
        amount_limit=mandate.amount_limit,
        kind=mandate.kind,
        stands_in_for=mandate.stands_in_for_id,
        since=mandate.since.isoformat(),
        until=mandate.until.isoformat() if mandate.until else None,
    )
