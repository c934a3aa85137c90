"""取号机: the page of the machine at the entrance, with large buttons, and the slip that it prints. Its address holds a secret."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tongban.domains.hall.actions import taking
from tongban.domains.hall.doors import act_of, now, number_of, spoken, today
from tongban.domains.hall.models import Hall, Ticket
from tongban.domains.hall.queries.places import (
    hall_of_terminal,
    matters_named,
    offered,
    open_now,
)
from tongban.domains.hall.queries.tickets import before, board, ticket_by_id
from tongban.kernel import Act, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def terminal(request: HttpRequest, token: str) -> HttpResponse:
    """Offer the buttons; a click gives a number and leads to its slip."""
    hall = _hall(token)
    fault, status = "", 200
    if request.method == "POST":
        try:
            row = _given(request, hall)
            return HttpResponseRedirect(reverse("hall:slip", args=[token, row.pk]))
        except Refusal as refusal:
            fault, status = spoken(refusal), 422
    at = now()
    context = {
        "hall": hall,
        "is_open": open_now(hall, at=at),
        "waiting": board(hall, at=at).waiting,
        "matters": offered(hall, on=today()),
        "priorities": Ticket.Priority.choices,
        "fault": fault,
        "key": uuid4().hex,
    }
    return _unkept(render(request, "hall/terminal.html", context, status=status))


@require_safe
def slip(request: HttpRequest, token: str, ticket_id: int) -> HttpResponse:
    """小票: show a number of today with how many wait before it, to be printed."""
    hall, row = _hall(token), ticket_by_id(ticket_id)
    if row is None or row.hall_id != hall.pk or row.day != today():
        raise Http404
    context = {
        "hall": hall,
        "ticket": row,
        "before": before(row, at=now()),
        "matter": matters_named([row.matter], on=today()).get(row.matter) if row.matter else None,
        "back": reverse("hall:terminal", args=[token]),
    }
    return _unkept(render(request, "hall/slip.html", context))


def _given(request: HttpRequest, hall: Hall) -> Ticket:
    """Give a number; whoever stands there is nobody that the house knows."""
    told = request.POST
    click = act_of(request)
    act = Act("public", "", click.at, click.key)
    priority, number = told.get("priority", ""), told.get("number", "")
    if number.strip():
        return taking.check_in(hall.pk, number, act, priority=priority)
    return taking.take(hall.pk, act, matter=number_of(told.get("matter", "")), priority=priority)


def _hall(token: str) -> Hall:
    found = hall_of_terminal(token)
    if found is None:
        raise Http404
    return found


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer
