"""我的用车: what one asked for and how it stands, and asking for a car."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.dispatches.pages.tabs import tabs_of
from tongban.domains.vehicles.dispatches.queries import State, asking_matters, own_dispatches
from tongban.domains.vehicles.doors import for_staff, reader_of, today
from tongban.kernel.identity.queries import posts_of

MOST = 60
OPEN = (State.ASKED, State.APPROVED, State.PLANNED, State.OUT)


@for_staff
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead to the page that is most the reader's: the board, the road, or his own requests."""
    tabs = tabs_of(request)
    name = "schedule" if tabs["sends"] else "driving" if tabs["drives"] else "own"
    return HttpResponseRedirect(reverse(f"vehicles:{name}"))


@for_staff
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show one's own requests, those that are open first, and the matters by which one asks for a car."""
    reader = reader_of(request)
    mine = own_dispatches(reader)
    homes = {post.organ.division[:6] for post in posts_of(reader, on=today())}
    matters = [one for one in asking_matters(today()) if one.organ.division[:6] in homes]
    context = {
        "tab": "own",
        "open": mine.filter(state__in=OPEN).order_by("period")[:MOST],
        "over": mine.exclude(state__in=OPEN)[:MOST],
        "matters": matters,
    }
    return render(request, "vehicles/own.html", context)
