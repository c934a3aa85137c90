"""维修单: the repair orders of the reader's cars, and one of them from quote to acceptance, as it is printed."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.domains.vehicles.doors import act_of, for_staff, reader_of, spoken, today
from tongban.domains.vehicles.models import RepairOrder
from tongban.domains.vehicles.outlays.queries import may_book
from tongban.domains.vehicles.pages import posted
from tongban.domains.vehicles.pages.account import car_of
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.repairs import actions
from tongban.domains.vehicles.repairs.actions import Bill, Quote
from tongban.domains.vehicles.repairs.queries import order_visible_to, orders_visible_to
from tongban.kernel import Refusal
from tongban.kernel.identity.queries import may_use, names_of
from tongban.kernel.identity.rules import Power
from tongban.ui.pieces import Crumb

SHOWN = 200


@for_staff
@require_safe
def repairs(request: HttpRequest) -> HttpResponse:
    """Show the repair orders, those that wait first."""
    rows = orders_visible_to(reader_of(request), on=today())
    context = {"orders": rows[:SHOWN], "tabs": tabs("repairs")}
    return render(request, "vehicles/repairs.html", context)


@for_staff
@require_POST
def ask(request: HttpRequest, vehicle_id: int) -> HttpResponse:
    """报修: ask for a repair of the car by the quote in the form."""
    car = car_of(request, vehicle_id)
    try:
        quote = Quote(
            request.POST.get("garage", ""),
            request.POST.get("work", ""),
            posted.needed(request, "quote"),
            posted.amount(request, "odometer"),
        )
        made = actions.ask(car.pk, quote, act_of(request, organ=car.organ_id))
        return HttpResponseRedirect(reverse("vehicles:repair", args=[made.pk]))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
        return HttpResponseRedirect(reverse("vehicles:account", args=[car.pk]))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def repair(request: HttpRequest, order_id: int) -> HttpResponse:
    """Show one order; approve, refuse or accept it."""
    order = order_visible_to(reader_of(request), order_id, on=today())
    if order is None:
        raise Http404
    car, reader = car_of(request, order.vehicle_id), reader_of(request)
    if request.method == "POST":
        _done(request, order)
        return HttpResponseRedirect(reverse("vehicles:repair", args=[order.pk]))
    people = names_of({order.asked_by, order.answered_by, order.accepted_by} - {""})
    context = {
        "order": order,
        "car": car,
        "asked_by": people.get(order.asked_by, ""),
        "answered_by": people.get(order.answered_by, ""),
        "accepted_by": people.get(order.accepted_by, ""),
        "may_decide": order.state == RepairOrder.State.QUOTED
        and reader.actor_id != order.asked_by
        and may_use(reader.actor_id, Power.DECIDE, car.organ, on=today()),
        "may_accept": order.state == RepairOrder.State.APPROVED
        and may_book(reader.actor_id, car, on=today()),
        "key": uuid4().hex,
        "tabs": tabs("repairs"),
        "crumbs": [
            Crumb(gettext("Repair orders"), reverse("vehicles:repairs")),
            Crumb(car.key),
        ],
    }
    return render(request, "vehicles/repair.html", context)


def _done(request: HttpRequest, order: RepairOrder) -> None:
    told = request.POST
    act = act_of(request, organ=order.vehicle.organ_id)
    try:
        if told.get("do") == "accept":
            bill = Bill(
                posted.needed(request, "amount"),
                told.get("invoice", ""),
                posted.amount(request, "odometer"),
            )
            actions.accept(order.pk, act, bill)
        else:
            approved = told.get("do") == "approve"
            actions.answer(order.pk, act, approved=approved, opinion=told.get("opinion", ""))
        messages.success(request, gettext("Recorded."))
    except Refusal as refusal:
        messages.error(request, spoken(refusal))
