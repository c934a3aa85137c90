"""概览的门: who may come in, and what the address asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy, pgettext_lazy

from tongban.kernel.identity.queries import Organ
from tongban.kernel.overview.queries import Asked, organs_overseen
from tongban.portal.moments import today
from tongban.portal.staff.entry import for_staff
from tongban.portal.visitors import signed_in

Rest = ParamSpec("Rest")
View: TypeAlias = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

EARLIEST = date(2000, 1, 1)
"""No case is older: before that day there is nothing to choose."""
SPANS = {
    "day": pgettext_lazy("overview", "Today"),
    "week": pgettext_lazy("overview", "This week"),
    "month": pgettext_lazy("overview", "This month"),
}
KINDS = {
    "day": pgettext_lazy("period", "Day"),
    "week": pgettext_lazy("period", "Week"),
    "month": pgettext_lazy("period", "Month"),
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
AT_ITS_END = pgettext_lazy("overview", "In hand at its end")
TONES = {"soon": "soon", "late": "late"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """概览所选: the day, week or month that `on` lies in, or today's; perhaps one organ, hall, matter or level of it."""

    span: str
    on: date | None = None
    organ: int | None = None
    hall: int | None = None
    matter: int | None = None
    level: int | None = None

    @property
    def address(self) -> dict[str, str]:
        """Return what of the address names the period."""
        return {"span": self.span} | ({"on": self.on.isoformat()} if self.on else {})


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
    """Read the address; what cannot be read does not exist, an unknown span is a day, and a day to come is today."""
    span, on = request.GET.get("span", ""), _day(request.GET.get("on", ""))
    return Chosen(
        span=span if span in SPANS else "day",
        on=on if on and on < today() else None,
        organ=_number(request, "organ"),
        hall=_number(request, "hall"),
        matter=_number(request, "matter"),
        level=_number(request, "level"),
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
    return Asked(organs, *days_of(chosen.span, chosen.on or today()), today())


def days_of(span: str, on: date) -> tuple[date, date]:
    """Return the first and the last day of a span: the day itself, its week from Monday on, its month."""
    if span == "week":
        first = on - timedelta(days=on.weekday())
        return first, first + timedelta(days=6)
    if span == "month":
        first = on.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return on, on


def labels_of(asked: Asked) -> dict[str, object]:
    """Return the figures that the period has with what each is called."""
    labels: dict[str, object] = {name: NAMES[name] for name in asked.figures}
    return labels | {"in_hand": AT_ITS_END} if asked.past else labels


def figure_of(request: HttpRequest, asked: Asked) -> str:
    """Return the figure that the address names; one that the period does not have does not exist."""
    figure = request.GET.get("figure", "")
    if figure not in asked.figures:
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
        on = date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404 from None
    if on is not None and on < EARLIEST:
        raise Http404
    return on
