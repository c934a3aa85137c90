"""预约占用图: which car or room is taken when, as a day's board, a week or a month."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.http import require_safe

from tongban.kernel.bookings.labels import KINDS
from tongban.kernel.bookings.queries import (
    Booking,
    Thing,
    bookings_of,
    bookings_visible_to,
    things_visible_to,
)
from tongban.portal.moments import day_in, today
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.resources import boarding
from tongban.portal.visitors import signed_in

MOST = 200
VIEWS = {
    "day": pgettext_lazy("calendar", "Day"),
    "week": pgettext_lazy("calendar", "Week"),
    "month": pgettext_lazy("calendar", "Month"),
}


@for_staff
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show what is booked of one kind of things: by hours of a day, or over a week or a month; one thing alone if wished."""
    reader = signed_in(request)
    every = list(things_visible_to(reader, on=today()))
    kinds = list(dict.fromkeys(thing.kind for thing in every))
    kind = request.GET.get("kind", kinds[0] if kinds else "")
    if kinds and kind not in kinds:
        raise Http404
    of_kind = [thing for thing in every if thing.kind == kind][:MOST]
    one = next((thing for thing in of_kind if str(thing.pk) == request.GET.get("thing")), None)
    things = [one] if one else of_kind
    view, day = _view(request), _day(request)
    days = boarding.days_of(view, day)
    rows = list(bookings_of([thing.pk for thing in things], boarding.within(days)))
    seen = set(
        bookings_visible_to(reader, on=today())
        .filter(pk__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    context = {
        "kinds": [(each, KINDS.get(each, each)) for each in kinds],
        "kind": kind,
        "things": of_kind,
        "thing": one,
        "views": VIEWS.items(),
        "view": view,
        "day": day,
        "days": days,
        "today": today(),
        "month": date_format(day, gettext("F Y")),
        "before": _moved(view, day, -1),
        "after": _moved(view, day, 1),
        **_drawn(view, things, rows, (day, days, seen)),
    }
    return render(request, "portal/staff/resources/board.html", context)


def _drawn(
    view: str, things: list[Thing], rows: list[Booking], shown: tuple[date, list[date], set[int]]
) -> dict[str, object]:
    """Return what the template of a view draws."""
    day, days, seen = shown
    if view == "week":
        return {"lanes": boarding.week_lanes(things, rows, days, seen)}
    if view == "month":
        return {"weeks": boarding.month_weeks(rows, days, day.month, seen)}
    return {
        "hours": boarding.hours_of(day, rows),
        "lanes": boarding.day_lanes(things, rows, day, seen),
        "slots": boarding.slots_on(rows, day, seen),
    }


def _view(request: HttpRequest) -> str:
    asked = request.GET.get("view", "day")
    return asked if asked in VIEWS else "day"


def _day(request: HttpRequest) -> date:
    try:
        return day_in(request.GET.get("day", ""))
    except ValueError:
        return today()


def _moved(view: str, day: date, by: int) -> date:
    """Return the day that the page before or after shows."""
    if view == "month":
        first = day.replace(day=1)
        return (
            (first + timedelta(days=31)).replace(day=1)
            if by > 0
            else (first - timedelta(days=1)).replace(day=1)
        )
    return day + timedelta(days=by * (7 if view == "week" else 1))
