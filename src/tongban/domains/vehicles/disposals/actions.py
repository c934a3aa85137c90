"""申请处置、处置完成: the verbs on a car that goes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from tongban.domains.vehicles.disposals.events import DisposalAsked, DisposalDone, entry
from tongban.domains.vehicles.labels import MANNERS
from tongban.domains.vehicles.models import Disposal, PlanLine, Vehicle
from tongban.domains.vehicles.outlays.actions.booking import locked
from tongban.domains.vehicles.places.actions import unseat
from tongban.domains.vehicles.places.queries import REGISTER, law_of, seat_of
from tongban.domains.vehicles.rules.establishment import Standing
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.actions import append
from tongban.kernel.registers import actions
from tongban.kernel.registers.actions import Written


@dataclass(frozen=True, slots=True)
class Proceeds:
    """处置收入: what came in, in yuan, and the number of the treasury's receipt; nothing came in at 0."""

    amount: Decimal
    receipt: str = ""


def ask(vehicle_id: int, manner: str, approval: str, act: Act) -> Disposal:
    """申请处置: let a car in use await its disposal by an approved manner; by the place's rule it keeps its place until it is struck off."""
    with transaction.atomic():
        vehicle = locked(vehicle_id, act)
        before = Disposal.objects.filter(vehicle=vehicle).first()
        if before is not None:
            raise Refusal(
                "vehicles.disposal_open",
                "{plate} was put up for disposal on {day} already, by {approval}. Strike it off by that document once it has gone.",
                plate=vehicle.key,
                day=before.asked_on,
                approval=before.approval,
            )
        if vehicle.standing != Standing.IN_USE:
            raise Refusal(
                "vehicles.not_in_use",
                "{plate} is not in use. Only a car in use is put up for disposal.",
                plate=vehicle.key,
            )
        if manner not in MANNERS or not approval.strip():
            raise Refusal(
                "vehicles.disposal_incomplete",
                "Choose the manner of disposal and name the document that approves it.",
                field="approval",
            )
        _stand(vehicle, Standing.AWAITING_DISPOSAL, day_of(act.at), approval, act)
        if law_of(day_of(act.at), vehicle.home)("disposal_car_holds_slot").value is not True:
            _leave(vehicle, act, approval.strip()[:60])
        event = DisposalAsked(manner, day_of(act.at).isoformat())
        append([entry(event, act, home=vehicle.home, vehicle_id=vehicle.pk)])
        return Disposal.objects.create(
            vehicle=vehicle, manner=manner, approval=approval.strip()[:60],
            asked_on=day_of(act.at), asked_by=act.by,
        )  # fmt: skip


def finish(vehicle_id: int, on: date, proceeds: Proceeds, act: Act) -> Disposal:
    """处置完成: strike a car off and close its file; its proceeds are with the treasury, its place is free."""
    with transaction.atomic():
        vehicle = locked(vehicle_id, act)
        row = Disposal.objects.select_for_update().filter(vehicle=vehicle, done_on=None).first()
        if row is None:
            raise Refusal(
                "vehicles.no_disposal",
                "{plate} does not await disposal. Put it up for disposal first.",
                plate=vehicle.key,
            )
        if proceeds.amount < 0 or (proceeds.amount > 0 and not proceeds.receipt.strip()):
            raise Refusal(
                "vehicles.proceeds_unaccounted",
                "Proceeds belong to the treasury. Enter what came in, and the number of the treasury's receipt.",
                field="receipt",
            )
        if not row.asked_on <= on <= day_of(act.at):
            raise Refusal(
                "vehicles.disposal_day",
                "{day} does not lie between {first}, when the disposal was approved, and today. Correct the day.",
                day=on,
                first=row.asked_on,
                field="on",
            )
        struck = _stand(vehicle, Standing.STRUCK_OFF, on, row.approval, act)
        closing = Act(act.by, act.organ, act.at, f"{act.key[:90]}/close", act.behalf)
        actions.close(REGISTER, vehicle.pk, closing, version=struck, on=on, reason=row.approval)
        _leave(vehicle, act, row.approval)
        event = DisposalDone(on.isoformat(), str(proceeds.amount))
        append([entry(event, act, home=vehicle.home, vehicle_id=vehicle.pk)])
        row.done_on, row.done_by = on, act.by
        row.proceeds, row.receipt = proceeds.amount, proceeds.receipt.strip()[:60]
        row.save()
        return row


def _leave(vehicle: Vehicle, act: Act, reason: str) -> None:
    """Give the place of a car back; one that is to be replaced leaves it to its successor, for whom it is frozen at once."""
    if seat_of(vehicle) is None:
        return
    heirs = PlanLine.objects.filter(replaces=vehicle, state=PlanLine.State.FROZEN)
    unseat(vehicle, act, reason=reason, heirs=[one.cause for one in heirs])


def _stand(vehicle: Vehicle, standing: Standing, on: date, reason: str, act: Act) -> int:
    """Let the register say how the car stands from that day on; return the version of its file."""
    mine = Act(act.by, act.organ, act.at, f"{act.key[:90]}/{standing}", act.behalf)
    written = Written(on, reason, {"standing": standing.value})
    return actions.amend(
        REGISTER, vehicle.pk, mine, version=vehicle.version, written=written
    ).version
