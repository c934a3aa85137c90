"""Who is at the door: the signed-in person, typed, and the act that a click of theirs is."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tongban.kernel import Act
from tongban.kernel.identity.queries import Person
from tongban.portal.moments import now

Rest = ParamSpec("Rest")
View: TypeAlias = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def behind_the_door(view: View[Rest]) -> View[Rest]:
    """Let only who is signed in see `view`, and keep it out of caches: a hall's computer is used by many."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "no-store"
        return answer

    return login_required(login_url="public:enter")(guarded)


def visitor(request: HttpRequest) -> Person | None:
    """Return the signed-in person, or `None` for the public."""
    return request.user if isinstance(request.user, Person) else None


def signed_in(request: HttpRequest) -> Person:
    """Return the person behind a page that needs signing in."""
    return cast(Person, request.user)


def act_of(person: Person, *, key: str, organ: str = "", behalf: str = "") -> Act:
    """Return the act of this person at this instant; `key` makes a repeated click the same act.

    `behalf` is for whom it is done, an actor id; empty for himself.
    """
    return Act(by=person.actor_id, organ=organ, at=now(), key=key, behalf=behalf or None)
