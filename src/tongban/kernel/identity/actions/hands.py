"""Who may do what: keep organs, posts and people, assign rights, secure accounts."""

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.models import Organ, Person
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import PLATFORM, PersonKind, may_use
from tongban.kernel.identity.queries.reach import homes_of, organs_of_posts
from tongban.kernel.identity.rules import Power, own_hand

# Who belongs to no organ is the platform's own to keep.
NOBODYS: tuple[Organ | None, ...] = (None,)


def may_assign(act: Act, organ: Organ | None) -> None:
    """Refuse an actor without the power to assign rights in that organ (AQ-02)."""
    if organ is not None and may_use(act.by, Power.ASSIGN_RIGHTS, organ, on=day_of(act)):
        return
    if act.by == PLATFORM:
        return
    raise Refusal(
        "identity.may_not_assign",
        "Only a security administrator of {organ}, or of an organ above it, may do this. Ask one of them.",
        organ=organ.name if organ is not None else "",
    )


def may_keep(act: Act, organ: Organ | None) -> None:
    """Refuse an actor without the power to run the system in that organ (AQ-02); a root is founded by the platform."""
    if may_use(act.by, Power.RUN_SYSTEM, organ, on=day_of(act)):
        return
    if organ is None:
        raise Refusal(
            "identity.root_by_platform",
            "Only the platform itself founds an organ without a superior. Name its superior organ.",
        )
    raise Refusal(
        "identity.may_not_keep",
        "Only a system administrator of {organ}, or of an organ above it, may do this. Ask one of them.",
        organ=organ.name,
    )


def may_secure(act: Act, person: Person) -> None:
    """Refuse who does not assign rights in all organs that the person works for, and who would do it to himself."""
    refusal = own_hand(act.by, [person.actor_id])
    if refusal is not None:
        raise refusal
    _of_the_staff(act, person)
    for organ in organs_of_posts(person, on=day_of(act)) or homes_of(person) or NOBODYS:
        may_assign(act, organ)


def may_keep_account(act: Act, person: Person) -> None:
    """Refuse who does not run the system in all organs that answer for the account."""
    _of_the_staff(act, person)
    for organ in homes_of(person) or NOBODYS:
        may_keep(act, organ)


def _of_the_staff(act: Act, person: Person) -> None:
    if person.kind != PersonKind.STAFF.value and act.by != PLATFORM:
        raise Refusal(
            "identity.account_of_the_public",
            "Accounts of the public are not kept by administrators. Choose one of the staff.",
        )
