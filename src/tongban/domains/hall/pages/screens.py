"""大屏、窗口屏: what hangs in the hall: numbers and windows, no names. They need no signing in, and ask anew by themselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.domains.hall.doors import now
from tongban.domains.hall.queries.places import hall_by_id, open_now, window_by_id
from tongban.domains.hall.queries.tickets import at_window, board


@require_safe
def screen(request: HttpRequest, hall_id: int) -> HttpResponse:
    """大屏: show who is called where, who is served, and who is next."""
    hall, at = hall_by_id(hall_id), now()
    if hall is None:
        raise Http404
    context = {
        "hall": hall,
        "board": board(hall, at=at),
        "is_open": open_now(hall, at=at),
        "at": at,
    }
    return _unkept(render(request, "hall/screen.html", context))


@require_safe
def window_screen(request: HttpRequest, window_id: int) -> HttpResponse:
    """窗口屏: show the number that is at one window."""
    window, at = window_by_id(window_id), now()
    if window is None:
        raise Http404
    context = {"window": window, "hall": window.hall, "ticket": at_window(window, at.date())}
    return _unkept(render(request, "hall/window_screen.html", context))


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer
