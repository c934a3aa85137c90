"""调度台: the day over all cars of one's fleets, and the requests that wait beside it."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.dispatches.pages.drawing import day_of_board, drawn
from tongban.domains.vehicles.dispatches.pages.tabs import tabs_of
from tongban.domains.vehicles.dispatches.queries import (
    Dispatch,
    State,
    dispatches_visible_to,
    fleet_cars,
)
from tongban.domains.vehicles.doors import (
    for_staff,
    now,
    reader_of,
    today,
)
from tongban.kernel.clock import SHANGHAI

ON_A_CAR = (State.PLANNED, State.OUT, State.BACK)
WAITING = (State.ASKED, State.APPROVED)


@for_staff
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show who has which car when on a day, what is out, and who waits for a car."""
    tabs = tabs_of(request)
    if not tabs["sends"]:
        raise Http404
    reader, day, at = reader_of(request), _day(request), now()
    cars = fleet_cars(reader, on=today())
    seen = dispatches_visible_to(reader, on=today())
    whole = day_of_board(day)
    trips: dict[int, list[Dispatch]] = {}
    rows = seen.filter(state__in=ON_A_CAR, car__in=[one.pk for one in cars])
    overlapping = rows.filter(period__overlap=(whole.start, whole.end))
    late = rows.filter(state=State.OUT) if day == at.date() else rows.none()
    for row in {one.pk: one for one in (*overlapping, *late)}.values():
        trips.setdefault(row.car_id or 0, []).append(row)
    waiting = list(seen.filter(state__in=WAITING))
    context = {
        "tab": "schedule",
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "board": drawn(cars, trips, day, at=at),
        "listed": sorted((row for rows in trips.values() for row in rows), key=lambda row: row.span),
        "waiting": [one for one in waiting if one.stands is State.APPROVED],
        "asked": [one for one in waiting if one.stands is State.ASKED],
        "at": at.astimezone(SHANGHAI),
    }  # fmt: skip
    return render(request, "vehicles/board.html", context)


def _day(request: HttpRequest) -> date:
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today()
    return day if 1900 <= day.year <= 2999 else today()
