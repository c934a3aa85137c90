"""经办资格: by which post and mandate a person may do a work item."""

from dataclasses import dataclass
from datetime import date

from tongban.kernel import Refusal
from tongban.kernel.cases.rules import not_found
from tongban.kernel.cases.state import CaseRow, ItemRow
from tongban.kernel.identity.queries import (
    Organ,
    Post,
    mandate_for,
    organ_by_id,
    person_by_id,
    posts_of,
)
from tongban.kernel.parties.queries import Party, party_by_id

IN_THE_ORGANS_NAME = frozenset({"accept", "decide"})


@dataclass(frozen=True, slots=True)
class Standing:
    """The post a person acts from and the mandate that allows it."""

    post: Post
    mandate: int


def standing(actor: str, item: ItemRow, case: CaseRow, *, power: str, on: date) -> Standing:
    """Return the post and mandate by which `actor` may do `item`.

    Raises `case.not_found` for somebody else's item, so that it looks like one that does not exist.
    """
    post = next((post for post in posts_held(actor, on=on) if post.pk == item.post), None)
    if post is None:
        raise not_found()
    # 受理 and 决定 are done in the name of the organ whose matter it is: a hall's window does so by delegation.
    organ = _organ(case.organ if power in IN_THE_ORGANS_NAME else post.organ_id)
    mandate = mandate_for(post=post, power=power, organ=organ, matter_id=case.matter, on=on)
    if mandate is None:
        raise Refusal(
            "case.no_mandate",
            "Your post {post} has no mandate for this. Please ask the security administrator to have it granted.",
            post=post.name,
        )
    return Standing(post, mandate.pk)


def applicant_of(party_id: int) -> str | None:
    """Return the actor id of the applicant, when the applicant has a login."""
    party = party_by_id(party_id)
    return None if party is None else _login_of(party)


def _login_of(party: Party) -> str | None:
    return None if party.person_id is None else f"person/{party.person_id}"


def hands_in(actor: str, party: Party | None, *, channel: str, home: int, on: date) -> str:
    """Return the organ in whose name `actor` hands in for the party: none for the applicant, the window's at a counter.

    Refuses everybody else, a window of another county, and a party that does not exist.
    """
    if party is not None and channel == "portal" and _login_of(party) == actor:
        return ""
    if party is not None and channel == "counter":
        for post in posts_held(actor, on=on):
            if post.home == home and mandate_for(
                post=post, power="intake", organ=post.organ, matter_id=None, on=on
            ):
                return post.organ.actor_id
    raise Refusal(
        "case.not_the_applicant",
        "Only the applicant, or a window on the applicant's behalf, can hand this in. Please sign in as one of them.",
    )


def posts_held(actor: str, *, on: date) -> list[Post]:
    """Return the posts that the actor holds on that day; none for the public and the platform."""
    kind, _, number = actor.partition("/")
    person = person_by_id(int(number)) if kind == "person" and number.isdecimal() else None
    return [] if person is None or not person.is_active else posts_of(person, on=on)


def _organ(organ_id: int) -> Organ:
    organ = organ_by_id(organ_id)
    if organ is None:
        raise LookupError(organ_id)
    return organ
