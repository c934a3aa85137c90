"""工作台的门: who may come in, and what every page of the staff shows in its bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import wraps
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponseBase

from tongban.kernel import Act
from tongban.kernel.allowances import labels as allowance_labels
from tongban.kernel.bookings import labels as booking_labels
from tongban.kernel.cases.lists import inbox_count
from tongban.kernel.identity.queries import (
    Organ,
    Person,
    PersonKind,
    Post,
    mandate_for,
    organs_in_reach,
    posts_of,
)
from tongban.kernel.identity.rules import ADMINISTRATORS, Duty, Power, excludes
from tongban.kernel.overview.queries import OVERSEERS
from tongban.kernel.registers.queries import registers_of
from tongban.kernel.registers.registry import brought
from tongban.portal.moments import today
from tongban.portal.visitors import Rest, View, act_of, behind_the_door, signed_in
from tongban.ui.doors import Door, doors


@dataclass(frozen=True, slots=True)
class Bar:
    """工作台顶栏: how much there is to do, and which further doors are open to the reader."""

    open: int
    counter: bool
    system: bool
    keeper: bool
    overseer: bool
    manager: bool
    administrator: bool
    bookings: bool
    allowances: bool
    registers: bool
    doors: tuple[Door, ...]


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


def for_the_system(view: View[Rest]) -> View[Rest]:
    """Let only those see `view` whose post may run the system; to others it does not exist."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if system_post(signed_in(request)) is None:
            raise Http404
        return view(request, *args, **kwargs)

    return for_staff(guarded)


def for_the_keeper(view: View[Rest]) -> View[Rest]:
    """Let only those see `view` whose post may keep the catalogue; to others it does not exist."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if not kept_organs(signed_in(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return for_staff(guarded)


def kept_organs(person: Person) -> list[Organ]:
    """Return the organs for which the person may keep the catalogue, superiors first."""
    return organs_in_reach(person, Power.KEEP_CATALOGUE, on=today())


def kept_organ(person: Person, organ_id: int) -> Organ | None:
    """Return the organ if the person keeps the catalogue for it."""
    return next((organ for organ in kept_organs(person) if organ.pk == organ_id), None)


def _keeping(posts: Iterable[Post]) -> list[Post]:
    return [post for post in posts if _post_with(Power.KEEP_CATALOGUE, [post]) is not None]


def intake_post(person: Person) -> Post | None:
    """Return the post from which the person may take applications in, or `None`."""
    return _post_with(Power.INTAKE, posts_of(person, on=today()))


def system_post(person: Person) -> Post | None:
    """Return the post from which the person may run the system, or `None`."""
    return _post_with(Power.RUN_SYSTEM, _near_the_system(posts_of(person, on=today())))


def _near_the_system(posts: Iterable[Post]) -> list[Post]:
    """Leave out the duties that an administrator's excludes: they can have no part in his power, so none is looked for."""
    return [post for post in posts if not excludes(Duty(post.duty), Duty.SYSTEM_ADMIN)]


def _post_with(power: Power, posts: Iterable[Post]) -> Post | None:
    """Return the first of the posts that may use the power for all matters of its organ."""
    on = today()
    for post in posts:
        if mandate_for(post=post, power=power, organ=post.organ, matter_id=None, on=on):
            return post
    return None


def bar_of(person: Person, *, total: int | None = None) -> Bar:
    """Return what the bar shows; `total` is how much there is to do, where that was counted already."""
    posts = posts_of(person, on=today())
    kinds = {each.kind for each in registers_of(person, on=today())} if brought() else set()
    duties = {post.duty for post in posts}
    return Bar(
        open=inbox_count(person, on=today()) if total is None else total,
        counter=_post_with(Power.INTAKE, posts) is not None,
        system=_post_with(Power.RUN_SYSTEM, _near_the_system(posts)) is not None,
        keeper=any(post.duty == Duty.KEEPER for post in posts) and bool(_keeping(posts)),
        overseer=any(post.duty in OVERSEERS for post in posts),
        manager=any(post.duty == Duty.DUTY_MANAGER for post in posts),
        administrator=any(post.duty in ADMINISTRATORS for post in posts),
        bookings=bool(booking_labels.KINDS),
        allowances=bool(allowance_labels.KINDS),
        registers=bool(kinds),
        doors=tuple(
            one
            for one in doors()
            if (not one.register or one.register in kinds)
            and (not one.duties or one.duties & duties)
        ),
    )


def counter_act(request: HttpRequest, *, key: str = "") -> Act:
    """Return the clerk's act in the name of the hall at whose counter the post stands."""
    person = signed_in(request)
    post = intake_post(person)
    organ = f"organ/{post.organ_id}" if post else ""
    key = key or request.POST.get("key", "")[:100] or uuid4().hex
    return act_of(person, key=key, organ=organ)
