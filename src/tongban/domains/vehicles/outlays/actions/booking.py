"""入账、冲销、确认: the verbs on a car's book. A repeated key changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from tongban.domains.vehicles.dispatches.odometers.queries import before, fault, readings_of
from tongban.domains.vehicles.labels import CARRIED
from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.outlays.events import OutlayBooked, OutlayConfirmed, entry
from tongban.domains.vehicles.outlays.queries import may_book
from tongban.domains.vehicles.rules.accounts import Cost, CostKind
from tongban.domains.vehicles.rules.bounds import odometer_fault, quantity_fault
from tongban.domains.vehicles.rules.limits import USUAL
from tongban.domains.vehicles.rules.odometer import Reading, check, far
from tongban.domains.vehicles.rules.remarks import Remark, remark
from tongban.domains.vehicles.tables.costs import FuelFile, Outlay
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.ledger.actions import append

_MOST = Decimal(10_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOutlay:
    """拟入账费用: one cost as it is written down; `at` an aware instant, amount in yuan, odometer in km.

    A quantity belongs to fuel (litres) and electricity (kWh) alone.
    """

    kind: CostKind
    at: datetime
    amount: Decimal
    quantity: Decimal | None = None
    full: bool = False
    odometer: Decimal | None = None
    supplier: str = ""
    document: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """入账来源: the statement and its line where it came in one, and the doubts that were found."""

    statement: FuelFile | None = None
    line: int = 0
    remarks: Sequence[Remark] = ()


def book(vehicle_id: int, new: NewOutlay, act: Act) -> Outlay:
    """费用入账: record a cost that somebody wrote down by hand; refuse what cannot be, such as an odometer that runs backwards.

    One whose odometer went far is doubtful until somebody confirms it.
    """
    with transaction.atomic():
        vehicle = locked(vehicle_id, act)
        if (done := Outlay.objects.filter(by=act.by, key=act.key).first()) is not None:
            return done
        _check(new, act)
        refusal = fault(vehicle.pk, new.at, new.odometer)
        if refusal is not None:
            raise refusal
        return store(vehicle, new, act, Origin(remarks=_far(vehicle, new)))


def reverse(outlay_id: int, act: Act, *, reason: str) -> Outlay:
    """费用冲销: take a record back, once, by one of the opposite amount; the right one is booked anew."""
    with transaction.atomic():
        undone = _locked_outlay(outlay_id, act)
        if not reason.strip():
            raise Refusal("vehicles.no_reason", "Say why. Write a few words.", field="reason")
        done = Outlay.objects.filter(reverses=undone).first()
        if done is not None and (done.by, done.key) == (act.by, act.key):
            return done
        if done is not None or undone.reverses_id is not None:
            raise Refusal(
                "vehicles.reversed_already",
                "This record was taken back already, or takes another back itself. Book the right one anew.",
            )
        return _take_back(undone, act, reason.strip()[:200])


def correct(outlay_id: int, act: Act, *, km: Decimal, reason: str) -> Outlay:
    """里程更正: put the odometer of a record right: it is taken back with the reason, and booked anew with the right reading.

    It must fit to the readings before, for those after come next.
    """
    with transaction.atomic():
        row = _locked_outlay(outlay_id, act)
        again = replace(act, key=f"{act.key[:90]}/again")
        done = Outlay.objects.filter(by=again.by, key=again.key).first()
        if done is not None:
            return done
        known = before(readings_of(row.vehicle_id), row.at)
        refusal = odometer_fault(km) or check(Reading(row.at, km), known, per_day=USUAL.km_per_day)
        if refusal is not None:
            raise refusal
        reverse(row.pk, act, reason=reason)
        new = NewOutlay(
            kind=CostKind(row.kind), at=row.at, amount=row.amount, quantity=row.quantity, full=row.full,
            odometer=km, supplier=row.supplier, document=row.document, reason=row.reason,
        )  # fmt: skip
        flags = [one for one in row.flags if not str(one["code"]).startswith("odometer_")]
        remarks = [Remark(one["code"], one["facts"]) for one in flags]
        return store(row.vehicle, new, again, Origin(row.statement, row.line, remarks))


def confirm(outlay_id: int, act: Act) -> Outlay:
    """疑点确认: let a flagged record stand, so that it counts in averages; to do it again does nothing."""
    with transaction.atomic():
        row = _locked_outlay(outlay_id, act)
        if row.doubtful:
            append([entry(OutlayConfirmed(row.n), act, home=row.home, vehicle_id=row.vehicle_id)])
            row.confirmed_by, row.confirmed_at = act.by, act.at
            row.save(update_fields=["confirmed_by", "confirmed_at"])
        return row


def locked(vehicle_id: int, act: Act) -> Vehicle:
    """Return the car under its lock; refuse who does not keep its book."""
    rows = Vehicle.objects.select_for_update(of=("self",)).select_related("organ")
    vehicle = rows.filter(pk=vehicle_id, struck=False).first()
    if not isinstance(vehicle, Vehicle) or not may_book(act.by, vehicle, on=day_of(act.at)):
        raise Refusal(
            "vehicles.no_such_car",
            "There is no such car whose book you keep. Choose one from your list.",
        )
    return vehicle


def store(vehicle: Vehicle, new: NewOutlay, act: Act, origin: Origin) -> Outlay:
    """Log and keep a record of a locked car."""
    carrier = CARRIED[new.kind].value if new.kind in CARRIED and new.quantity is not None else ""
    event = OutlayBooked(
        kind=new.kind.value,
        at=new.at.isoformat(),
        amount=str(new.amount),
        quantity=_text(new.quantity),
        carrier=carrier,
        full=new.full,
        odometer=_text(new.odometer),
        flags=[one.code for one in origin.remarks],
        statement=origin.statement.pk if origin.statement else None,
        line=origin.line,
    )
    [record] = append([entry(event, act, home=vehicle.home, vehicle_id=vehicle.pk)])
    return Outlay.objects.create(
        home=vehicle.home, vehicle=vehicle, n=record.n, kind=new.kind.value, at=new.at,
        on=new.at.astimezone(SHANGHAI).date(), amount=new.amount, quantity=new.quantity,
        carrier=carrier, full=new.full, odometer=new.odometer, supplier=new.supplier[:80],
        document=new.document[:60], reason=new.reason[:200], flags=[_flag(one) for one in origin.remarks],
        statement=origin.statement, line=event.line, by=act.by,
        recorded_at=act.at, key=act.key,
    )  # fmt: skip


def _take_back(row: Outlay, act: Act, reason: str) -> Outlay:
    quantity = -row.quantity if row.quantity is not None else None
    event = OutlayBooked(
        kind=row.kind, at=row.at.isoformat(), amount=str(-row.amount), quantity=_text(quantity),
        carrier=row.carrier, reverses=row.n,
    )  # fmt: skip
    [record] = append([entry(event, act, home=row.home, vehicle_id=row.vehicle_id)])
    return Outlay.objects.create(
        home=row.home, vehicle_id=row.vehicle_id, n=record.n, kind=row.kind, at=row.at, on=row.on,
        amount=-row.amount, quantity=quantity, carrier=row.carrier, supplier=row.supplier,
        document=row.document, reason=reason, statement=row.statement, line=row.line, reverses=row,
        by=act.by, recorded_at=act.at, key=act.key,
    )  # fmt: skip


def _locked_outlay(outlay_id: int, act: Act) -> Outlay:
    row = Outlay.objects.filter(pk=outlay_id).first()
    if row is None:
        raise Refusal(
            "vehicles.no_such_outlay", "There is no such record. Go back to the book of the car."
        )
    locked(row.vehicle_id, act)
    return Outlay.objects.get(pk=outlay_id)


def _check(new: NewOutlay, act: Act) -> None:
    """Refuse what is no cost: no sum of money, an instant to come, a quantity where there is nothing to measure."""
    Cost(day_of(new.at), new.kind, new.amount)
    if not 0 < new.amount < _MOST:
        raise Refusal(
            "vehicles.amount_out_of_range",
            "{amount} yuan is no cost. Enter more than 0 and less than {most}; a refund takes the record back.",
            amount=str(new.amount),
            most=f"{_MOST:,}",
            field="amount",
        )
    if new.at > act.at:
        raise Refusal(
            "vehicles.cost_ahead",
            "{at} is yet to come. Enter when the cost arose.",
            at=new.at,
            field="at",
        )
    _check_quantity(new)


def _check_quantity(new: NewOutlay) -> None:
    measured = new.kind in CARRIED
    refusal = quantity_fault(new.quantity) if measured and new.quantity is not None else None
    if refusal is not None:
        raise refusal
    if measured != (new.quantity is not None):
        raise Refusal(
            "vehicles.quantity_of_cost",
            "Fuel and charging have a quantity above 0, other costs have none. Correct the quantity or the kind.",
            field="quantity",
        )


def _far(vehicle: Vehicle, new: NewOutlay) -> list[Remark]:
    """Doubt an odometer that went far since the last reading."""
    if new.odometer is None:
        return []
    last = far(Reading(new.at, new.odometer), readings_of(vehicle.pk), USUAL)
    if last is None:
        return []
    return [remark("odometer_far", km=new.odometer, before=last.km, day=day_of(last.at))]


def _flag(one: Remark) -> Mapping[str, object]:
    return {"code": one.code, "facts": dict(one.facts)}


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
