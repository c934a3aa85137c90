"""值班表: who has which duty in a week, with post B beside post A; the duty manager plans it and notes who is absent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tongban.domains.hall.actions import rota as actions
from tongban.domains.hall.doors import (
    act_of,
    chosen,
    day_of_text,
    for_staff,
    halls_worked,
    number_of,
    reader_of,
    today,
)
from tongban.domains.hall.labels import DUTIES
from tongban.domains.hall.models import Hall, Turn
from tongban.domains.hall.pages.posting import done
from tongban.domains.hall.pages.tabs import tabs
from tongban.domains.hall.queries.places import (
    managed_halls,
    open_windows,
    staff_of,
    turns_of,
    works_on,
)
from tongban.domains.hall.rules import rota as rules
from tongban.kernel.identity.queries import names_of


@dataclass(frozen=True, slots=True)
class Line:
    """值班一行: a turn with the names of A and B."""

    turn: Turn
    duty: object
    first: str
    deputy: str


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def rota(request: HttpRequest) -> HttpResponse:
    """Show a week; to the duty manager with the forms that change it."""
    halls, asked = halls_worked(request), request.POST or request.GET
    hall = chosen(halls, asked.get("hall", ""))
    day = day_of_text(asked.get("day", ""), today())
    monday = day - timedelta(days=day.weekday())
    manages = hall in managed_halls(reader_of(request), on=today())
    if request.method == "POST":
        if not manages:
            raise Http404
        return _changed(request, hall, monday)
    days = [monday + timedelta(days=each) for each in range(7)]
    context = {
        "tabs": tabs(request, "rota"),
        "halls": halls,
        "hall": hall,
        "monday": monday,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "days": _days(hall, days),
        "today": today(),
        "manages": manages,
        "duties": DUTIES.items(),
        "windows": open_windows(hall),
        "people": staff_of(hall, on=today()) if manages else [],
        "key": uuid4().hex,
    }
    return render(request, "hall/rota.html", context)


def _days(hall: Hall, days: Sequence[date]) -> list[tuple[date, bool, list[Line]]]:
    """Return each day of a week, whether it is a working day, and its turns; days off without turns are left out."""
    turns = turns_of(hall, days)
    names = names_of({who for one in turns for who in (one.first, one.deputy) if who})
    found = []
    for day in days:
        lines = [
            Line(one, DUTIES[one.duty], names.get(one.first, ""), names.get(one.deputy, ""))
            for one in turns
            if one.day == day
        ]
        if lines or works_on(hall, day):
            found.append((day, works_on(hall, day), lines))
    return found


def _changed(request: HttpRequest, hall: Hall, monday: date) -> HttpResponse:
    told, act = request.POST, act_of(request, organ=hall.organ_id)
    turn, do = number_of(told.get("turn", "")) or 0, told.get("do", "")
    to = f"{reverse('hall:rota')}?hall={hall.pk}&day={monday:%Y-%m-%d}"
    if do == "remove":
        return done(request, lambda: actions.take_away(turn, act), to)
    if do in {"absent", "back"}:
        return done(request, lambda: actions.mark(turn, act, absent=do == "absent"), to)
    first, last = (
        day_of_text(told.get("from", ""), today()),
        day_of_text(told.get("to", ""), today()),
    )
    span = min(max((last - first).days, 0), actions.MOST_DAYS)
    days = [first + timedelta(days=each) for each in range(span + 1)]
    duty = told.get("duty", "")
    new = rules.Turn(
        rules.Duty(duty) if duty in DUTIES else rules.Duty.GUIDE,
        told.get("first", "")[:40],
        told.get("deputy", "")[:40],
        number_of(told.get("window", "")),
    )
    return done(request, lambda: actions.plan(hall.pk, days, new, act), to)
