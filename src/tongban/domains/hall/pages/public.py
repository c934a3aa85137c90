"""网上预约: the halls, a slot for an appointment, and the appointment of who holds its number and code."""

from datetime import datetime
from uuid import uuid4

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tongban.domains.hall.actions import booking
from tongban.domains.hall.doors import (
    act_of,
    day_of_text,
    home,
    now,
    number_of,
    spoken,
    today,
    visitor_of,
)
from tongban.domains.hall.models import Appointment, Hall
from tongban.domains.hall.queries.appointments import (
    code_of,
    days_open,
    free_slots,
    looked_up,
    own_appointments,
    shown,
    slot_of,
)
from tongban.domains.hall.queries.places import (
    hall_by_id,
    halls_of,
    matters_named,
    offered,
    open_now,
)
from tongban.domains.hall.queries.tickets import board
from tongban.domains.hall.rules.telling import Asked
from tongban.kernel import Refusal
from tongban.kernel.clock import SHANGHAI
from tongban.ui.pieces import Crumb, Fault, Square

FIELDS = {
    "hall.name": "name",
    "hall.phone": "phone",
    "hall.slot_full": "slots",
    "hall.no_slot": "slots",
}
SHOWN = 20


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the halls of the place: their hours, how many wait now, and the way to an appointment."""
    at, person = now(), visitor_of(request)
    halls = [(one, open_now(one, at=at), board(one, at=at).waiting) for one in halls_of(home())]
    mine = shown(list(own_appointments(person)[:SHOWN])) if person else []
    rows = [(one, code_of(one.row)) for one in mine]
    return render(request, "hall/front.html", {"halls": halls, "mine": rows, "now": at})


@sensitive_post_parameters("name", "phone")
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, hall_id: int) -> HttpResponse:
    """Ask for what, on which day, in which slot and who comes; then show number and code."""
    hall, asked = hall_by_id(hall_id), request.POST or request.GET
    if hall is None:
        raise Http404
    matter = number_of(asked.get("matter", ""))
    if request.method != "POST":
        return _form(request, hall, matter, [])
    try:
        start = _instant(asked.get("slot", ""))
        wish = Asked(matter, start, asked.get("name", ""), asked.get("phone", ""))
        row = booking.book(hall.pk, wish, act_of(request))
    except Refusal as refusal:
        fault = Fault(FIELDS.get(refusal.code, ""), spoken(refusal))
        return _form(request, hall, matter, [fault], status=422)
    return _appointment(request, row, [], fresh=True)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest) -> HttpResponse:
    """Open an appointment by number and code; cancel or move it. They are posted, so that no log or history keeps them."""
    told = request.POST
    if request.method != "POST":
        return _sought(request, [])
    row = looked_up(told.get("number", ""), told.get("code", ""))
    if row is None:
        words = pgettext("hall", "Number and code do not belong together. Look at both again.")
        return _sought(request, [Fault("number", words)], status=404)
    act, version = act_of(request), number_of(told.get("version", "")) or 0
    code, faults = code_of(row), []
    try:
        if told.get("do") == "cancel":
            row = booking.cancel(row.pk, version, act, code=code)
        elif told.get("do") == "move":
            row = booking.move(row.pk, version, _instant(told.get("slot", "")), act, code=code)
    except Refusal as refusal:
        faults = [Fault("", spoken(refusal))]
    return _appointment(request, row, faults)


def _form(
    request: HttpRequest,
    hall: Hall,
    matter: int | None,
    faults: list[Fault],
    *,
    status: int = 200,
) -> HttpResponse:
    asked, at = request.POST or request.GET, now()
    days = days_open(hall, on=today())
    day = day_of_text(asked.get("day", ""), days[0] if days else today())
    choices = offered(hall, on=today())
    named = matters_named([matter], on=today()) if matter else {}
    if matter and matter not in dict(choices):
        choices = [*named.items(), *choices]
    known = matter if matter in dict(choices) else None
    person = visitor_of(request)
    context = {
        "hall": hall,
        "matter": known,
        "choices": choices,
        "day": day,
        "days": days,
        "slots": free_slots(hall, known, day, at=at),
        "slot": asked.get("slot", ""),
        "name": asked.get("name", person.name if person else "")[:40],
        "phone": asked.get("phone", "")[:20],
        "faults": faults,
        "key": asked.get("key") or uuid4().hex,
        "crumbs": [_home(), Crumb(hall.name)],
    }
    return _unkept(render(request, "hall/book.html", context, status=status))


def _appointment(
    request: HttpRequest, row: Appointment, faults: list[Fault], *, fresh: bool = False
) -> HttpResponse:
    at, day = now(), day_of_text(request.POST.get("day", ""), row.day)
    is_open = row.state == Appointment.State.BOOKED and row.ends_at > at
    moving = is_open and not fresh
    context = {
        "one": shown([row])[0],
        "hall": row.hall,
        "slot": slot_of(row),
        "code": code_of(row),
        "square": square(row.number),
        "fresh": fresh,
        "is_open": is_open,
        "matter": matters_named([row.matter], on=today()).get(row.matter) if row.matter else None,
        "day": day,
        "days": days_open(row.hall, on=today()) if moving else [],
        "slots": free_slots(row.hall, row.matter, day, at=at) if moving else [],
        "faults": faults,
        "key": uuid4().hex,
        "crumbs": [_home(), Crumb(row.number)],
    }
    status = 422 if faults else 200
    return _unkept(render(request, "hall/appointment.html", context, status=status))


def _sought(request: HttpRequest, faults: list[Fault], *, status: int = 200) -> HttpResponse:
    words = pgettext("hall", "Your appointment")
    context = {
        "faults": faults,
        "number": (request.POST.get("number") or request.GET.get("number", ""))[:40],
        "crumbs": [_home(), Crumb(words)],
    }
    return _unkept(render(request, "hall/sought.html", context, status=status))


def square(text: str) -> Square:
    """二维码: return the square of a number, as the machine at the entrance reads it."""
    rows = segno.make(text, error="m", micro=False).matrix
    return Square(size=len(rows), rows=tuple(bytes(row) for row in rows))


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text[:40])
    except ValueError:
        raise Refusal("hall.slot_missing", "Choose one of the free slots.") from None
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _home() -> Crumb:
    return Crumb(pgettext("nav", "Appointments"), reverse("hall:front"))


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer
