"""叫号台: the page of who sits at a window: who is there, who is next, and the one button that is right now."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from tongban.domains.hall.actions import calling
from tongban.domains.hall.doors import (
    act_of,
    for_staff,
    halls_worked,
    now,
    number_of,
    reader_of,
    spoken,
    today,
)
from tongban.domains.hall.models import Ticket, Window
from tongban.domains.hall.pages.tabs import tabs
from tongban.domains.hall.queries.appointments import shown
from tongban.domains.hall.queries.places import (
    managed_halls,
    managed_organs,
    matters_named,
    open_windows,
    own_windows,
)
from tongban.domains.hall.queries.tickets import at_window, line_of
from tongban.kernel import Refusal

STEPS = {
    "again": calling.call_again,
    "pass": calling.pass_over,
    "begin": calling.begin,
    "finish": calling.finish,
}
MOST = 12


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """Show the reader's window; call, pass over, begin, finish and send on."""
    reader = reader_of(request)
    if managed_organs(reader, on=today()) and not managed_halls(reader, on=today()):
        return HttpResponseRedirect(reverse("hall:windows"))
    halls = halls_worked(request)
    mine = own_windows(reader, on=today())
    asked = request.POST.get("window") or request.GET.get("window", "")
    window = next((one for one in mine if str(one.pk) == asked), mine[0] if mine else None)
    if request.method == "POST":
        if window is None:
            raise Http404
        return _done(request, window)
    context = {"tabs": tabs(request, "counter"), "hall": halls[0], "mine": mine, "window": window}
    if window is not None:
        context |= _seen(window)
    return render(request, "hall/counter.html", context)


def _done(request: HttpRequest, window: Window) -> HttpResponse:
    """Do what the button says; go on to the intake where the service begins."""
    told, act = request.POST, act_of(request, organ=window.hall.organ_id)
    ticket, do = number_of(told.get("ticket", "")) or 0, told.get("do", "")
    try:
        if do == "next":
            calling.call_next(window.pk, act)
        elif do == "send":
            calling.send_on(ticket, number_of(told.get("to", "")) or 0, act)
        elif do in STEPS:
            row = STEPS[do](ticket, act)
            if do == "begin":
                return HttpResponseRedirect(_intake(row))
            if do == "pass" and row.state == Ticket.State.LAPSED:
                messages.info(request, pgettext("hall", "The ticket has lapsed."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return HttpResponseRedirect(f"{reverse('hall:counter')}?window={window.pk}")


def _intake(row: Ticket) -> str:
    """Return the address of the intake screen, with the matter that the ticket is for."""
    named = matters_named([row.matter], on=today()).get(row.matter, "") if row.matter else ""
    matter = f"&q={named[:60]}&matter={row.matter}" if named else ""
    return f"{reverse('staff:counter')}?ticket={row.number}{matter}"


def _seen(window: Window) -> dict[str, object]:
    at = now()
    line = line_of(window, at=at)
    row = at_window(window, at.date())
    appointment = row.appointment if row else None
    wanted = {one.matter for one in [*line, *([row] if row else [])] if one.matter}
    return {
        "ticket": row,
        "comes": shown([appointment])[0] if appointment else None,
        "line": line[:MOST],
        "waiting": len(line),
        "matters": matters_named(wanted, on=at.date()),
        "others": [one for one in open_windows(window.hall) if one.pk != window.pk],
        "intake": _intake(row) if row else "",
        "key": uuid4().hex,
    }
