"""概览的门: who may come in, and what the address asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy, pgettext_lazy

from tongban.kernel.identity.queries import Organ
from tongban.kernel.overview.queries import FLOWS, Asked, organs_overseen
from tongban.portal.moments import today
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import signed_in

Rest = ParamSpec("Rest")
View: TypeAlias = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

SPANS = {
    "today": pgettext_lazy("overview", "Today"),
    "week": pgettext_lazy("overview", "This week"),
    "month": pgettext_lazy("overview", "This month"),
}
NAMES = {
    "received": pgettext_lazy("overview", "Received"),
    "accepted": pgettext_lazy("overview", "Accepted"),
    "decided": pgettext_lazy("overview", "Decided"),
    "delivered": pgettext_lazy("overview", "Delivered"),
    "in_hand": pgettext_lazy("overview", "In hand"),
    "soon": gettext_lazy("Due within 3 working days"),
    "late": pgettext_lazy("overview", "Past the promise"),
}
TONES = {"soon": "soon", "late": "late"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """概览所选: a span of days, and perhaps one organ, matter, level or day of it."""

    span: str
    organ: int | None = None
    matter: int | None = None
    level: int | None = None
    day: date | None = None


def for_overseers(view: View[Rest]) -> View[Rest]:
    """Let only leaders, duty managers and supervisors see `view`; to others it does not exist."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if not overseen(request):
            raise Http404
        return view(request, *args, **kwargs)

    return for_staff(guarded)


def overseen(request: HttpRequest) -> tuple[Organ, ...]:
    """Return the organs whose cases the reader oversees."""
    return organs_overseen(signed_in(request), on=today())


def chosen_of(request: HttpRequest) -> Chosen:
    """Read the address; what cannot be read does not exist, an unknown span is today."""
    span = request.GET.get("span", "")
    return Chosen(
        span=span if span in SPANS else "today",
        organ=_number(request, "organ"),
        matter=_number(request, "matter"),
        level=_number(request, "level"),
        day=_day(request.GET.get("day", "")),
    )


def asked_of(request: HttpRequest, chosen: Chosen) -> Asked:
    """Return the organs and days that were chosen; an organ or a level that the reader does not oversee does not exist."""
    organs = overseen(request)
    if chosen.organ is not None:
        organs = tuple(one for one in organs if one.pk == chosen.organ)
    if chosen.level is not None:
        organs = tuple(one for one in organs if one.level == chosen.level)
    if not organs:
        raise Http404
    first, last = days_of(chosen.span, today())
    if chosen.day is not None:
        first = last = chosen.day
    return Asked(organs, first, last, today())


def days_of(span: str, on: date) -> tuple[date, date]:
    """Return the first and the last day of a span: the day itself, its week from Monday on, its month."""
    if span == "week":
        first = on - timedelta(days=on.weekday())
        return first, first + timedelta(days=6)
    if span == "month":
        first = on.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return on, on


def figure_of(request: HttpRequest) -> str:
    """Return the figure that the address names; only those of days can be asked for one day."""
    figure = request.GET.get("figure", "")
    if figure not in NAMES or (request.GET.get("day") and figure not in FLOWS):
        raise Http404
    return figure


def _number(request: HttpRequest, name: str) -> int | None:
    text: Any = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404 from None
