"""What is, or will be, in one hand: the posts held and the powers mandated; and who may give more."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.models import Holding, Mandate, Organ, Post
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import may_use
from tongban.kernel.identity.rules import Power


def held_by(person_ids: Iterable[int], *, since: date) -> list[Post]:
    """Return the posts that these people hold on that day or will hold later."""
    rows = Holding.objects.filter(
        _not_over(since), _not_over(since, of="post__"), person_id__in=person_ids
    )
    return [holding.post for holding in rows.select_related("post")]


def powers_of(posts: Iterable[Post], person_ids: Iterable[int], *, since: date) -> list[Power]:
    """Return the powers mandated on that day or later to these posts, and to these people by name."""
    rows = Mandate.objects.filter(_not_over(since)).filter(
        Q(post__in=[post.pk for post in posts]) | Q(person__in=list(person_ids))
    )
    return [Power(power) for power in rows.values_list("power", flat=True).distinct()]


def may_assign(act: Act, organ: Organ | None) -> None:
    """Refuse an actor without the power to assign rights in that organ (AQ-02); a root is founded by the platform."""
    if may_use(act.by, Power.ASSIGN_RIGHTS, organ, on=day_of(act)):
        return
    if organ is None:
        raise Refusal(
            "identity.root_by_platform",
            "Only the platform itself founds an organ without a superior. Name its superior organ.",
        )
    raise Refusal(
        "identity.may_not_assign",
        "Only a security administrator of {organ}, or of an organ above it, may do this. Ask one of them.",
        organ=organ.name,
    )


def _not_over(since: date, *, of: str = "") -> Q:
    return Q(**{f"{of}until__isnull": True}) | Q(**{f"{of}until__gt": since})
