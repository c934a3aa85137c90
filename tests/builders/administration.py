"""A district with its three administrators, a bureau with an officer, and a neighbour with administrators of its own."""

from dataclasses import dataclass
from datetime import date

from builders.identity import a_clerk, a_post, an_act, an_organ
from tongban.kernel import Act
from tongban.kernel.identity.queries import Organ, Person, Post

ROLES = ("system", "security", "audit")
DAY = date(2026, 2, 14)
PASSWORD = "Correct-horse-7"


@dataclass(frozen=True)
class House:
    """The district; `admins` by role; `foreign` those of the neighbour."""

    government: Organ
    bureau: Organ
    neighbour: Organ
    admins: dict[str, Person]
    foreign: dict[str, Person]
    officer: Person
    post: Post
    vacant: Post

    def act(self, role: str, *, on: date = DAY) -> Act:
        """An act of the administrator of that role."""
        return an_act(by=self.admins[role].actor_id, organ=self.government.actor_id, on=on)


def a_house() -> House:
    """Everybody in office since the first of January 2026."""
    government = an_organ("广安区人民政府")
    bureau = an_organ("区住建局", parent=government)
    neighbour = an_organ("前锋区人民政府", division="511603")
    officer, post = a_clerk(bureau, "officer")
    return House(
        government=government,
        bureau=bureau,
        neighbour=neighbour,
        admins={role: a_clerk(government, f"{role}_admin")[0] for role in ROLES},
        foreign={role: a_clerk(neighbour, f"{role}_admin")[0] for role in ROLES},
        officer=officer,
        post=post,
        vacant=a_post(bureau, "reviewer", name="审查岗"),
    )


def with_password(person: Person, password: str = PASSWORD) -> Person:
    """Give the person a password that was set on the day before."""
    person.set_password(password)
    person.password_at = an_act(on=date(2026, 2, 13)).at
    person.save()
    return person
