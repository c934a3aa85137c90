"""费用入账、冲销、疑点确认、处置: what is done in the book of a car."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tongban.domains.vehicles.disposals import actions as disposals
from tongban.domains.vehicles.disposals.actions import Proceeds
from tongban.domains.vehicles.doors import act_of, for_staff, reader_of, spoken, today
from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.outlays.actions import booking
from tongban.domains.vehicles.outlays.actions.booking import NewOutlay
from tongban.domains.vehicles.outlays.queries import outlays_visible_to
from tongban.domains.vehicles.pages import posted
from tongban.domains.vehicles.pages.account import car_of
from tongban.domains.vehicles.rules.accounts import CostKind
from tongban.kernel import Refusal


@for_staff
@require_POST
def enter(request: HttpRequest, vehicle_id: int) -> HttpResponse:
    """费用入账: record a cost that the form holds."""
    car = car_of(request, vehicle_id)
    try:
        booking.book(car.pk, _new(request), act_of(request, organ=car.organ_id))
        messages.success(request, gettext("Booked."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return _back(car)


@for_staff
@require_POST
def act(request: HttpRequest, outlay_id: int) -> HttpResponse:
    """冲销、里程更正或确认: take a record back, put its odometer right, or let a doubtful one stand."""
    row = outlays_visible_to(reader_of(request), on=today()).filter(pk=outlay_id).first()
    if row is None:
        raise Http404
    car = car_of(request, row.vehicle_id)
    by = act_of(request, organ=car.organ_id)
    try:
        if request.POST.get("do") == "confirm":
            booking.confirm(row.pk, by)
            messages.success(request, gettext("Confirmed. The record counts in averages now."))
        elif request.POST.get("do") == "correct":
            km, why = posted.needed(request, "km"), request.POST.get("reason", "")
            booking.correct(row.pk, by, km=km, reason=why)
            messages.success(
                request, gettext("The odometer is put right. What it was stays in the book.")
            )
        else:
            booking.reverse(row.pk, by, reason=request.POST.get("reason", ""))
            messages.success(request, gettext("Taken back."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return _back(car, row.on.year)


@for_staff
@require_POST
def dispose(request: HttpRequest, vehicle_id: int) -> HttpResponse:
    """车辆处置: put the car up for disposal, or record that it is gone."""
    car = car_of(request, vehicle_id)
    by, told = act_of(request, organ=car.organ_id), request.POST
    try:
        if told.get("do") == "finish":
            proceeds = Proceeds(posted.needed(request, "proceeds"), told.get("receipt", ""))
            disposals.finish(car.pk, posted.day(request, "on", today()), proceeds, by)
            messages.success(request, gettext("The car is struck off and its place is free."))
        else:
            disposals.ask(car.pk, told.get("manner", ""), told.get("approval", ""), by)
            messages.success(request, gettext("The car awaits its disposal."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
    return _back(car)


def _new(request: HttpRequest) -> NewOutlay:
    told = request.POST
    kind = told.get("kind", "")
    if kind not in set(CostKind):
        raise Refusal("vehicles.no_kind", "Choose what kind of cost it is.", field="kind")
    return NewOutlay(
        kind=CostKind(kind),
        at=posted.instant(request, "at"),
        amount=posted.needed(request, "amount"),
        quantity=posted.amount(request, "quantity"),
        full=told.get("full") == "1",
        odometer=posted.amount(request, "odometer"),
        supplier=told.get("supplier", "").strip(),
        document=told.get("document", "").strip(),
        reason=told.get("reason", "").strip(),
    )


def _back(car: Vehicle, year: int | None = None) -> HttpResponse:
    there = reverse("vehicles:account", args=[car.pk])
    return HttpResponseRedirect(f"{there}?year={year}#records" if year else there)
