"""用车任务: one trip with all that is known of it, and what its reader may do: send, send another, cancel."""

from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tongban.domains.vehicles.dispatches.actions import sending
from tongban.domains.vehicles.dispatches.actions.standing import drives
from tongban.domains.vehicles.dispatches.advising import advised
from tongban.domains.vehicles.dispatches.odometers.queries import corrections_of
from tongban.domains.vehicles.dispatches.queries import (
    Dispatch,
    State,
    dispatch_visible_to,
    drivers_for,
    may_call,
    out_on_sealed_days,
    sends,
)
from tongban.domains.vehicles.doors import (
    act_of,
    for_staff,
    now,
    reader_of,
    spoken,
    today,
    version_of,
)
from tongban.kernel import Act, Refusal
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.documents.actions import hand_out
from tongban.kernel.documents.queries import documents_used_by, open_document
from tongban.kernel.documents.rules import shown_headers
from tongban.kernel.identity.queries import Person, names_of
from tongban.kernel.parties.rules import masked_phone

TO_SEND = (State.APPROVED, State.PLANNED)
MOST = 6


@for_staff
@require_safe
def trip(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Show a trip; who sends cars sees which may go and why."""
    return render(request, "vehicles/trip.html", _context(request, seen(request, dispatch_id)))


@for_staff
@require_safe
def sheet(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """派车单: the sheet that goes along in the car, to be printed."""
    row = seen(request, dispatch_id)
    if row.car is None:
        raise Http404
    people = names_of([row.asked_by])
    return render(request, "vehicles/sheet.html", {"row": row, "asked_by": people.get(row.asked_by, "")})  # fmt: skip


@for_staff
@require_POST
def assign(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Send a car: the one chosen, with the driver chosen or the one that is advised with it."""
    row = seen(request, dispatch_id)
    try:
        sending.assign(
            row.pk, act_of(request), version=version_of(request), choice=_choice(request, row)
        )
    except Refusal as refusal:
        return refused(request, dispatch_id, refusal)
    messages.success(request, gettext("The car is sent. The asker and the driver see it."))
    return HttpResponseRedirect(reverse("vehicles:trip", args=[dispatch_id]))  # fmt: skip


@for_staff
@require_POST
def cancel(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Let a trip go that has not left."""
    row = seen(request, dispatch_id)
    try:
        sending.cancel(row.pk, act_of(request), version=version_of(request))
    except Refusal as refusal:
        return refused(request, dispatch_id, refusal)
    messages.success(request, gettext("Cancelled. Car and driver are free for others."))
    return HttpResponseRedirect(reverse("vehicles:trip", args=[dispatch_id]))


@for_staff
@require_safe
def photo(request: HttpRequest, dispatch_id: int, document_id: int) -> HttpResponse | FileResponse:
    """Show a photograph of a trip; the log keeps who looked."""
    row = seen(request, dispatch_id)
    act = Act(reader_of(request).actor_id, "", now(), uuid4().hex)
    try:
        kept = hand_out(document_id, act, subject=row.stream, home=row.home)
        content = open_document(kept)
    except Refusal:
        raise Http404 from None
    answer = FileResponse(content)
    given = shown_headers(name=kept.name, media_type=kept.media_type, size=kept.size)
    for name, value in given.items():
        answer[name] = value
    return answer


def seen(request: HttpRequest, dispatch_id: int) -> Dispatch:
    """Return the trip if the reader may see it; to others it does not exist."""
    row = dispatch_visible_to(reader_of(request), dispatch_id, on=today())
    if row is None:
        raise Http404
    return row


def refused(request: HttpRequest, dispatch_id: int, refusal: Refusal) -> HttpResponse:
    """Show the trip as it stands now with what was refused."""
    row = seen(request, dispatch_id)
    context = {**_context(request, row), "fault": spoken(refusal)}
    return render(request, "vehicles/trip.html", context, status=422)


def _context(request: HttpRequest, row: Dispatch) -> dict[str, object]:
    reader, at = reader_of(request), now()
    corrections = corrections_of(row)
    people = names_of({row.asked_by, *(one.by for one in corrections)})
    sending_ = sends(reader, row, on=today())
    choosing = sending_ and row.stands in TO_SEND
    return {
        "tab": "",
        "row": row,
        "asked_by": people.get(row.asked_by, ""),
        "corrections": [(one, people.get(one.by, "")) for one in corrections],
        "mobile": _mobile(reader, row),
        "phone": row.phone if _meets(reader, row) or sending_ else masked_phone(row.phone),
        "case_open": case_by_number(row.number, reader, on=today()) is not None,
        "sends": sending_,
        "drives": (drives(reader, row) or sending_) and row.stands in {State.PLANNED, State.OUT},
        "may_cancel": row.stands is State.PLANNED and (sending_ or row.asked_by == reader.actor_id),
        "advised": advised(reader, row, at=at) if choosing else None,
        "drivers": drivers_for(reader, row, on=today()) if choosing else (),
        "photos": documents_used_by(row.stream),
        "sealed_days": out_on_sealed_days([row], at=at).get(row.pk, []),
        "key": uuid4().hex,
    }


def _meets(reader: Person, row: Dispatch) -> bool:
    return row.asked_by == reader.actor_id or drives(reader, row)


def _mobile(reader: Person, row: Dispatch) -> str:
    """Return the driver's number, masked for who need not call him."""
    known = (row.driver.mobile or "") if row.driver else ""
    return known if not known or may_call(reader, row, on=today()) else masked_phone(known)


def _choice(request: HttpRequest, row: Dispatch) -> sending.Choice:
    car, driver = _number(request, "car"), _number(request, "driver")
    if driver is None and row.wants_driver:
        found = advised(reader_of(request), row, at=now()).proposed
        with_it = next((one.driver for one in found if one.car.pk == car), None)
        driver = with_it.pk if with_it is not None else None
    return sending.Choice(car or 0, driver)


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else None
