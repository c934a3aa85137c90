"""大厅今日、窗口和时间: what the duty manager sees of the day, and where windows and hours are set."""

from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tongban.domains.hall.actions.places import (
    HallTerms,
    WindowTerms,
    open_hall,
    set_hall,
    set_window,
)
from tongban.domains.hall.doors import (
    act_of,
    chosen,
    for_staff,
    halls_managed,
    now,
    number_of,
    reader_of,
    today,
)
from tongban.domains.hall.models import Hall, Ticket, Window
from tongban.domains.hall.pages.posting import done
from tongban.domains.hall.pages.tabs import tabs
from tongban.domains.hall.queries.places import (
    managed_halls,
    managed_organs,
    matters_named,
    open_now,
    open_windows,
    sitting_at,
    terminal_token,
    windows_of,
)
from tongban.domains.hall.queries.tickets import at_window, board, line_of_hall, visits_of
from tongban.domains.hall.rules.figures import Figures, by_window, figures
from tongban.kernel.identity.queries import Organ, names_of

NONE = Figures(0, 0, None, None)


@dataclass(frozen=True, slots=True)
class Row:
    """窗口今日: a window, who sits there, whom it serves, and its figures."""

    window: Window
    sits: str
    ticket: Ticket | None
    figures: Figures


@for_staff
@require_safe
def keeper(request: HttpRequest) -> HttpResponse:
    """Show how many wait, how long it takes, and each window."""
    halls, at = halls_managed(request), now()
    hall = chosen(halls, request.GET.get("hall", ""))
    visits = visits_of(hall, today())
    each, sitting = by_window(visits), sitting_at(hall, on=today())
    names = names_of(set(sitting.values()) - {""})
    line = line_of_hall(hall, at=at)
    context = {
        "tabs": tabs(request, "keeper"),
        "halls": halls,
        "hall": hall,
        "is_open": open_now(hall, at=at),
        "figures": figures(visits),
        "board": board(hall, at=at),
        "longest": max((at - one.taken_at for one in line), default=at - at).seconds // 60,
        "rows": [
            Row(
                one,
                names.get(sitting.get(one.pk, ""), ""),
                at_window(one, today()),
                each.get(one.pk, NONE),
            )
            for one in open_windows(hall)
        ],
        "terminal": reverse("hall:terminal", args=[terminal_token(hall)]),
    }
    return render(request, "hall/keeper.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def windows(request: HttpRequest) -> HttpResponse:
    """Show the hall's terms and its windows; take a change of either. Where the organ has no hall, let one be opened."""
    organs = managed_organs(reader_of(request), on=today())
    if organs and not managed_halls(reader_of(request), on=today()):
        return _opened(request, organs[0])
    halls = halls_managed(request)
    hall = chosen(halls, request.POST.get("hall") or request.GET.get("hall", ""))
    if request.method == "POST":
        return _set(request, hall)
    rows = list(windows_of(hall))
    names = matters_named([each for one in rows for each in one.matters], on=today())
    context = {
        "tabs": tabs(request, "windows"),
        "halls": halls,
        "hall": hall,
        "rows": [(one, [names.get(each, str(each)) for each in one.matters]) for one in rows],
        "next": max((one.number for one in rows), default=0) + 1,
        "key": uuid4().hex,
    }
    return render(request, "hall/windows.html", context)


def _opened(request: HttpRequest, organ: Organ) -> HttpResponse:
    if request.method == "POST":
        act, terms = act_of(request, organ=organ.pk), _hall_terms(request)
        return done(request, lambda: open_hall(organ, terms, act), reverse("hall:windows"))
    context = {
        "tabs": tabs(request, "windows"),
        "organ": organ,
        "hall": HallTerms(organ.name, "09:00-12:00 13:00-17:00"),
        "key": uuid4().hex,
    }
    return render(request, "hall/open.html", context)


def _set(request: HttpRequest, hall: Hall) -> HttpResponse:
    act = act_of(request, organ=hall.organ_id)
    to = f"{reverse('hall:windows')}?hall={hall.pk}"
    if request.POST.get("do") == "hall":
        return done(request, lambda: set_hall(hall.pk, _hall_terms(request), act), to)
    window_id = number_of(request.POST.get("window", ""))
    terms = _window_terms(request)
    return done(request, lambda: set_window(hall.pk, terms, act, window_id=window_id), to)


def _hall_terms(request: HttpRequest) -> HallTerms:
    told = request.POST
    return HallTerms(
        name=told.get("name", ""),
        hours=told.get("hours", ""),
        address=told.get("address", ""),
        slot=_whole(told.get("slot", "")),
        ahead=_whole(told.get("ahead", "")),
        back_after=_whole(told.get("back_after", "")),
        most_passes=_whole(told.get("most_passes", "")),
    )


def _window_terms(request: HttpRequest) -> WindowTerms:
    told = request.POST
    listed = told.get("matters", "").replace("，", ",").replace(",", " ").split()
    matters = {number for one in listed if (number := number_of(one))}
    known = matters_named(matters, on=today())
    return WindowTerms(
        number=_whole(told.get("number", "")),
        name=told.get("name", ""),
        area=told.get("area", "").strip(),
        general=told.get("general") == "1",
        matters=tuple(sorted(known)),
        places=_whole(told.get("places", "")),
        closed=told.get("closed") == "1",
    )


def _whole(text: str) -> int:
    """Return a whole number of the form; one that no terms allow where there is none."""
    found = number_of(text.strip())
    return found if found is not None and found < 10_000 else 10_000
