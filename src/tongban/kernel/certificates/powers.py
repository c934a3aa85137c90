"""证照职权: from which post somebody may propose that a certificate ends, or decide on it."""

from collections.abc import Sequence
from datetime import date

from tongban.kernel import Refusal
from tongban.kernel.certificates.queries import Certificate
from tongban.kernel.identity.queries import Person, Post, mandate_for, person_by_id, posts_of
from tongban.kernel.identity.rules import Power
from tongban.kernel.parties.queries import party_of

PROPOSE = (Power.REVIEW, Power.ACCEPT)
DECIDE = (Power.DECIDE,)


def acting_post(
    person: Person, certificate: Certificate, powers: Sequence[Power], *, on: date
) -> Post | None:
    """Return the post from which the person may use one of the powers on this certificate.

    It is a post of the organ that granted it, or of one above (行政许可法 第六十九条); a hall that accepts for the
    organ does not count. Nobody acts on his own certificate.
    """
    if is_holder(person, certificate):
        return None
    for post in posts_of(person, on=on):
        if certificate.organ.path.startswith(post.organ.path) and any(
            mandate_for(
                post=post,
                power=power,
                organ=certificate.organ,
                matter_id=certificate.matter,
                on=on,
            )
            for power in powers
        ):
            return post
    return None


def is_holder(person: Person, certificate: Certificate) -> bool:
    """Tell whether the person is the holder of the certificate."""
    party = party_of(person)
    return party is not None and party.pk == certificate.party_id


def need_post(actor: str, certificate: Certificate, powers: Sequence[Power], *, on: date) -> Post:
    """Return the post from which `actor` may do this; refuse whoever has none."""
    kind, _, number = actor.partition("/")
    person = person_by_id(int(number)) if kind == "person" and number.isdecimal() else None
    if person is not None and is_holder(person, certificate):
        raise Refusal(
            "certificate.own",
            "This is your own certificate. Somebody else at the organ must do this.",
        )
    post = None
    if person is not None and person.is_active:
        post = acting_post(person, certificate, powers, on=on)
    if post is None:
        raise Refusal(
            "certificate.no_mandate",
            "You have no mandate for this at the organ that issued the certificate. Ask one of its officers or leaders.",
        )
    return post
