"""Who is at the door: the signed-in person, typed, and the act that a click of theirs is."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest

from tongban.kernel import Act
from tongban.kernel.identity.queries import Person
from tongban.portal.moments import now

behind_the_door = login_required(login_url="public:enter")


def visitor(request: HttpRequest) -> Person | None:
    """Return the signed-in person, or `None` for the public."""
    return request.user if isinstance(request.user, Person) else None


def signed_in(request: HttpRequest) -> Person:
    """Return the person behind a page that needs signing in."""
    return cast(Person, request.user)


def act_of(person: Person, *, key: str, organ: str = "") -> Act:
    """Return the act of this person at this instant; `key` makes a repeated click the same act."""
    return Act(by=person.actor_id, organ=organ, at=now(), key=key)
