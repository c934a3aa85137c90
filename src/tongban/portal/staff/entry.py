"""工作台的门: who may come in, and what every page of the staff shows in its bar."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponseBase

from tongban.kernel import Act
from tongban.kernel.cases.lists import inbox_count
from tongban.kernel.identity.queries import Person, PersonKind, Post, mandate_for, posts_of
from tongban.kernel.identity.rules import Power
from tongban.portal.moments import today
from tongban.portal.visitors import act_of, behind_the_door, signed_in

Rest = ParamSpec("Rest")
View: TypeAlias = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Bar:
    """工作台顶栏: how much there is to do, and whether the counter is open to the reader."""

    open: int
    counter: bool


def for_staff(view: View[Rest]) -> View[Rest]:
    """Let only the staff see `view`; to the public it does not exist."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if signed_in(request).kind != PersonKind.STAFF:
            raise Http404
        return view(request, *args, **kwargs)

    return behind_the_door(guarded)


def for_the_counter(view: View[Rest]) -> View[Rest]:
    """Let only those see `view` whose post may take applications in; to others it does not exist."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if intake_post(signed_in(request)) is None:
            raise Http404
        return view(request, *args, **kwargs)

    return for_staff(guarded)


def intake_post(person: Person) -> Post | None:
    """Return the post from which the person may take applications in, or `None`."""
    on = today()
    for post in posts_of(person, on=on):
        if mandate_for(post=post, power=Power.INTAKE, organ=post.organ, matter_id=None, on=on):
            return post
    return None


def bar_of(person: Person, *, total: int | None = None) -> Bar:
    """Return what the bar shows; `total` is how much there is to do, where that was counted already."""
    return Bar(
        open=inbox_count(person, on=today()) if total is None else total,
        counter=intake_post(person) is not None,
    )


def counter_act(request: HttpRequest, *, key: str = "") -> Act:
    """Return the clerk's act in the name of the hall at whose counter the post stands."""
    person = signed_in(request)
    post = intake_post(person)
    organ = f"organ/{post.organ_id}" if post else ""
    key = key or request.POST.get("key", "")[:100] or uuid4().hex
    return act_of(person, key=key, organ=organ)
