"""报修、审批、验收: the verbs on a repair order."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction

from tongban.domains.vehicles.dispatches.odometers.queries import fault
from tongban.domains.vehicles.models import RepairOrder
from tongban.domains.vehicles.outlays.actions.booking import NewOutlay, book, locked
from tongban.domains.vehicles.repairs.events import (
    RepairAccepted,
    RepairAnswered,
    RepairEvent,
    RepairQuoted,
    entry,
)
from tongban.domains.vehicles.rules.accounts import Cost, CostKind
from tongban.domains.vehicles.rules.limits import USUAL
from tongban.domains.vehicles.rules.odometer import Reading, check
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import may_use
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.actions import append

_MOST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Quote:
    """维修报价: what which garage is to do, for how many yuan, at which odometer."""

    garage: str
    work: str
    amount: Decimal
    odometer: Decimal | None = None


def ask(vehicle_id: int, quote: Quote, act: Act) -> RepairOrder:
    """报修: ask for a repair by a garage's quote."""
    with transaction.atomic():
        vehicle = locked(vehicle_id, act)
        done = RepairOrder.objects.filter(asked_by=act.by, key=act.key).first()
        if done is not None:
            return done
        Cost(day_of(act.at), CostKind.REPAIR, quote.amount)
        if not (quote.garage.strip() and quote.work.strip() and 0 < quote.amount < _MOST):
            raise Refusal(
                "vehicles.quote_incomplete",
                "Name the garage, the work and its quote in yuan.",
                field="quote",
            )
        refusal = fault(vehicle.pk, act.at, quote.odometer)
        if refusal is not None:
            raise refusal
        order = RepairOrder.objects.create(
            vehicle=vehicle, garage=quote.garage.strip()[:80], work=quote.work.strip()[:200],
            quote=quote.amount, odometer=quote.odometer, asked_by=act.by, asked_at=act.at,
            key=act.key,
        )  # fmt: skip
        _record(order, RepairQuoted(vehicle.pk, str(quote.amount)), act)
        return order


def answer(order_id: int, act: Act, *, approved: bool, opinion: str) -> RepairOrder:
    """维修审批: approve a repair or refuse it with the reason; by who may decide for the organ, never by who asked."""
    with transaction.atomic():
        order = _locked(order_id, RepairOrder.State.QUOTED)
        organ = order.vehicle.organ
        if act.by == order.asked_by or not may_use(act.by, Power.DECIDE, organ, on=day_of(act.at)):
            raise Refusal(
                "vehicles.may_not_answer_repair",
                "Who asked for a repair does not approve it. Let somebody decide who may for {organ}.",
                organ=organ.name,
            )
        if not approved and not opinion.strip():
            raise Refusal("vehicles.no_reason", "Say why. Write a few words.", field="opinion")
        _record(order, RepairAnswered(approved), act)
        order.state = RepairOrder.State.APPROVED if approved else RepairOrder.State.REFUSED
        order.answered_by, order.answered_at = act.by, act.at
        order.opinion = opinion.strip()[:200]
        order.save()
        return order


@dataclass(frozen=True, slots=True)
class Bill:
    """维修账单: how many yuan by which invoice, and what the odometer shows as the car is fetched."""

    amount: Decimal
    invoice: str = ""
    odometer: Decimal | None = None


def accept(order_id: int, act: Act, bill: Bill) -> RepairOrder:
    """维修验收: accept the work, and book the bill; refused beyond the approved quote, or with an odometer that cannot be."""
    with transaction.atomic():
        order = _locked(order_id, RepairOrder.State.APPROVED)
        locked(order.vehicle_id, act)
        if bill.amount > order.quote:
            raise Refusal(
                "vehicles.bill_beyond_quote",
                "The bill of {amount} yuan is beyond the approved quote of {quote}. Have the difference quoted and approved first.",
                amount=str(bill.amount),
                quote=str(order.quote),
                field="amount",
            )
        _fits(order, bill, act)
        new = NewOutlay(
            kind=CostKind.REPAIR,
            at=act.at,
            amount=bill.amount,
            odometer=bill.odometer,
            supplier=order.garage,
            document=bill.invoice.strip(),
            reason=order.work,
        )
        outlay = book(order.vehicle_id, new, replace(act, key=f"repair/{order.pk}"))
        _record(order, RepairAccepted(str(bill.amount), outlay.n), act)
        order.state, order.outlay = RepairOrder.State.ACCEPTED, outlay
        order.accepted_by, order.accepted_at = act.by, act.at
        order.save()
        return order


def _fits(order: RepairOrder, bill: Bill, act: Act) -> None:
    """Refuse an odometer below what the garage read when it quoted."""
    if bill.odometer is None or order.odometer is None:
        return
    quoted = Reading(order.asked_at, order.odometer)
    refusal = check(Reading(act.at, bill.odometer), [quoted], per_day=USUAL.km_per_day)
    if refusal is not None:
        raise refusal


def _record(order: RepairOrder, event: RepairEvent, act: Act) -> None:
    append([entry(event, act, home=order.vehicle.home, order=order.pk)])


def _locked(order_id: int, state: RepairOrder.State) -> RepairOrder:
    rows = RepairOrder.objects.select_for_update(of=("self",)).select_related("vehicle__organ")
    order = rows.filter(pk=order_id, state=state).first()
    if order is None:
        raise Refusal(
            "vehicles.repair_elsewhere",
            "The repair order has gone on meanwhile. Load the page again to see what can be done now.",
        )
    return order
