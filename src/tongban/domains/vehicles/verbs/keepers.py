"""命令经办人: for whom a command of this trade acts, and for which organ."""

from uuid import uuid4

from tongban.domains.vehicles.doors import now
from tongban.domains.vehicles.outlays.queries import kept_organs
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Organ, Person, person_by_username


def acting_for(username: str, organ: str) -> tuple[Organ, Act]:
    """Return the organ of that name, or the topmost, whose cars somebody keeps, and an act of his for it."""
    person = keeper_named(username)
    found = organ_kept(person, organ)
    return found, Act(person.actor_id, f"organ/{found.pk}", now(), uuid4().hex)


def keeper_named(username: str) -> Person:
    """Return the person for whom a command acts; refuse a name that nobody has."""
    person = person_by_username(username)
    if person is None or not person.is_active:
        raise Refusal(
            "vehicles.nobody_of_that_name",
            "There is nobody {name}. Name with --as the user name of who keeps the register of cars.",
            name=username,
        )
    return person


def organ_kept(person: Person, name: str) -> Organ:
    """Return the organ of that name, or the topmost, whose cars the person keeps."""
    organs = kept_organs(person, on=day_of(now()))
    found = next((one for one in organs if name in {"", one.name, one.short_name}), None)
    if found is None:
        raise Refusal(
            "vehicles.organ_not_kept",
            "{name} keeps no cars of {organ}. Name one of: {organs}.",
            name=person.username,
            organ=name or "any organ",
            organs=", ".join(one.short_name for one in organs[:20]) or "-",
        )
    return found
