"""经办资格: by which post and mandate a person may do a work item."""

from dataclasses import dataclass
from datetime import date

from tongban.kernel import Refusal
from tongban.kernel.cases.rules import BY_POST, not_found
from tongban.kernel.cases.state import CaseRow, ItemRow, State
from tongban.kernel.identity.queries import (
    Organ,
    Post,
    mandate_for,
    organ_by_id,
    posts_held_by,
)
from tongban.kernel.identity.queries import (
    is_active as account_is_open,
)
from tongban.kernel.parties.queries import Called, Party, called

IN_THE_ORGANS_NAME = frozenset({"accept", "decide"})
HANDLING = ("accept", "review", "decide", "intake")
HEADS = frozenset({"extension", "termination", "waiver", "jump"})
"""报批事项: what the head of the organ approves; all else the hall's duty managers do."""
TOWN = 5
"""行使层级 (SX-09): towns and villages take in as agents; their receipt is not the organ's."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The post a person acts from and the mandate that allows it."""

    post: Post
    mandate: int


def standing(
    actor: str, item: ItemRow, case: CaseRow, *, power: str, on: date, by: str = ""
) -> Standing:
    """Return the post and mandate by which `actor` may do `item`; `by` is the power that its matter asks for instead.

    Raises `case.not_found` for somebody else's item, so that it looks like one that does not exist.
    """
    post = post_at(actor, item, on=on)
    # 受理 and 决定 are done in the name of the organ whose matter it is: a hall's window does so by delegation.
    organ = _organ(case.organ if power in IN_THE_ORGANS_NAME else post.organ_id)
    mandate = mandate_for(post=post, power=by or power, organ=organ, matter_id=case.matter, on=on)
    if mandate is None:
        raise Refusal(
            "case.no_mandate",
            "Your post {post} has no mandate for this. Please ask the security administrator to have it granted.",
            post=post.name,
        )
    return Standing(post, mandate.pk)


def post_at(actor: str, item: ItemRow | None, *, on: date) -> Post:
    """Return the post of the item if `actor` holds it; somebody else's item looks like one that does not exist."""
    held = posts_held(actor, on=on) if item is not None else ()
    post = next((post for post in held if item is not None and post.pk == item.post), None)
    if post is None:
        raise not_found()
    return post


def leading(actor: str, state: State, *, on: date) -> Standing:
    """Return the post and mandate by which `actor` handles the case: at its organ, or where it was taken in.

    Raises `case.not_found` for everybody else, those of other organs that give an opinion among them.
    """
    first = min(state.rounds, default=0)
    taken_in = {item.organ for item in state.items.values() if item.round == first}
    return _within({state.row.organ, *taken_in}, actor, state, on=on)


def taking_part(actor: str, state: State, *, on: date) -> Standing:
    """Return the post and mandate by which `actor` has to do with the case, at its organ or at one that takes part.

    Raises `case.not_found` for everybody else, those who are only to read it or to help among them.
    """
    acting = (item.organ for item in state.items.values() if item.kind not in BY_POST)
    organs = {state.row.organ, *acting}
    return _within(organs, actor, state, on=on)


def _within(organs: set[int | None], actor: str, state: State, *, on: date) -> Standing:
    for post in posts_held(actor, on=on):
        if post.organ_id not in organs:
            continue
        for power in HANDLING:
            organ = _organ(state.row.organ if power in IN_THE_ORGANS_NAME else post.organ_id)
            mandate = mandate_for(
                post=post, power=power, organ=organ, matter_id=state.row.matter, on=on
            )
            if mandate is not None:
                return Standing(post, mandate.pk)
    raise not_found()


def power_to_approve(kind: str) -> str:
    """Return the power by which a request of that kind is approved."""
    return "decide" if kind in HEADS else "intake"


def applicant_of(party_id: int) -> str | None:
    """Return the actor id of the applicant, when the applicant has a login."""
    party = called(party_id)
    return None if party is None else _login_of(party)


def organ_of_applicant(party_id: int, *, on: date) -> int | None:
    """Return the organ of the member of staff who applies, by the post held longest; `None` for the public."""
    party = called(party_id)
    person = None if party is None else party.person_id
    posts = [] if person is None else posts_held_by(person, on=on)
    return posts[0].organ_id if posts else None


def _login_of(party: Party | Called) -> str | None:
    return None if party.person_id is None else f"person/{party.person_id}"


def hands_in(actor: str, party: Party | None, *, channel: str, home: int, on: date) -> str:
    """Return the organ in whose name `actor` hands in for the party: none for the applicant, else the window's.

    `counter`, `post` and `phone` are the hall's, `agent` a town's or village's. Refuses everybody else, a window of another
    county, and a party that does not exist.
    """
    if party is not None and channel == "portal" and _login_of(party) == actor:
        return ""
    if party is not None and channel in {"counter", "post", "phone", "agent"}:
        for post in posts_held(actor, on=on):
            is_agent = post.organ.level >= TOWN
            if is_agent is not (channel == "agent") or post.home != home:
                continue
            if mandate_for(post=post, power="intake", organ=post.organ, matter_id=None, on=on):
                return post.organ.actor_id
    raise Refusal(
        "case.not_the_applicant",
        "Only the applicant, or a window on the applicant's behalf, can hand this in. Please sign in as one of them.",
    )


def posts_held(actor: str, *, on: date) -> list[Post]:
    """Return the posts that the actor holds on that day; none for the public and the platform."""
    person = _person_id(actor)
    return posts_held_by(person, on=on) if person and account_is_open(person) else []


def is_active(actor: str) -> bool:
    """Tell whether an actor id is that of a person who may act."""
    person = _person_id(actor)
    return bool(person and account_is_open(person))


def _person_id(actor: str) -> int | None:
    kind, _, number = actor.partition("/")
    written = number.isascii() and number.isdecimal() and not number.startswith("0")
    return int(number) if kind == "person" and written else None


def _organ(organ_id: int) -> Organ:
    organ = organ_by_id(organ_id)
    if organ is None:
        raise LookupError(organ_id)
    return organ
