"""油卡对账单入账: bring a statement, look at what it would do, book it whole, take it back whole."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from django.db import IntegrityError, transaction

from tongban.domains.vehicles.dispatches.odometers.queries import readings_by_car
from tongban.domains.vehicles.fuelcards import reading
from tongban.domains.vehicles.fuelcards.measures import Measure
from tongban.domains.vehicles.fuelcards.records import Fault, Manner, Record
from tongban.domains.vehicles.fuelcards.sorting import Sorted, sort
from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.outlays.actions.booking import (
    NewOutlay,
    Origin,
    locked,
    reverse,
    store,
)
from tongban.domains.vehicles.outlays.queries import may_book
from tongban.domains.vehicles.rules.accounts import Cost, CostKind
from tongban.domains.vehicles.rules.bounds import odometer_fault, quantity_fault
from tongban.domains.vehicles.rules.limits import USUAL
from tongban.domains.vehicles.rules.odometer import Reading, check
from tongban.domains.vehicles.rules.remarks import Remark, remark
from tongban.domains.vehicles.rules.sealing import SealedDays
from tongban.domains.vehicles.tables.costs import FuelFile, Outlay
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.identity.queries import Organ, may_use
from tongban.kernel.identity.rules import Power
from tongban.kernel.law.queries import calendar

_TENTH_OF_KM, _THOUSANDTH = Decimal("0.1"), Decimal("0.001")
_LARGEST = Decimal(10_000_000)
ODOMETER = ("odometer_backwards", "odometer_jump")


@dataclass(frozen=True, slots=True)
class Ready:
    """待入账: one row that would be booked, on which car, with its doubts."""

    line: int
    vehicle: int
    plate: str
    new: NewOutlay
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """对账单预览: what a statement would do: rows to book, those of them with doubts, and rows that cannot be booked."""

    rows: int
    ready: tuple[Ready, ...]
    rejected: tuple[Fault, ...]
    miles: bool

    @property
    def flagged(self) -> list[Ready]:
        """Return the rows with doubts."""
        return [one for one in self.ready if one.remarks]

    @property
    def amount(self) -> Decimal:
        """Return what all rows to book cost together, in yuan."""
        return sum((one.new.amount for one in self.ready), Decimal(0))


def bring(name: str, content: bytes, act: Act, *, organ: Organ, full: bool) -> FuelFile:
    """导入对账单: keep a file to be looked at; `full` says that every fill in it filled the car up. Nothing is booked yet."""
    if not may_use(act.by, Power.KEEP_REGISTERS, organ, on=day_of(act.at)):
        raise Refusal(
            "vehicles.may_not_book",
            "You may not keep the books of {organ}'s cars. Ask a security administrator to grant it.",
            organ=organ.name,
        )
    read = reading.read(name, content)
    return FuelFile.objects.create(
        home=organ.home, organ=organ, by=act.by, at=act.at, name=name[:255], full=full,
        digest=hashlib.sha256(content).hexdigest(), content=content, counts={"rows": len(read.rows)},
    )  # fmt: skip


def preview(file: FuelFile, *, on: date) -> Preview:
    """Return what the file would do if it were booked on that day by who brought it."""
    statement = reading.read(file.name, bytes(file.content or b""))
    cars = _cars_of(file, on)
    plates = {row["vehicle"] for row in statement.rows}
    sealed = SealedDays(calendar(str(file.home)))
    done = sort(statement, Manner(known=plates & cars.keys()), sealed=sealed)
    return _sifted(file, done, cars)


def book_file(file_id: int, act: Act) -> FuelFile:
    """对账单入账: book every row that can be, all or none; rows that cannot are kept with their reasons. A file is booked once."""
    try:
        with transaction.atomic():
            file = _locked_file(file_id, act, FuelFile.State.BROUGHT)
            _lock_cars(file, day_of(act.at))
            seen = preview(file, on=day_of(act.at))
            for vehicle_id, rows in _by_car(seen.ready).items():
                vehicle = locked(vehicle_id, act)
                for one in rows:
                    mine = replace(act, key=f"statement/{file.pk}/{one.line}")
                    store(vehicle, one.new, mine, Origin(file, one.line, one.remarks))
            file.state, file.content = FuelFile.State.BOOKED, None
            file.counts = {
                "rows": seen.rows,
                "booked": len(seen.ready),
                "flagged": len(seen.flagged),
                "rejected": len(seen.rejected),
            }
            file.errors = [_told(one) for one in seen.rejected]
            file.save()
            return file
    except IntegrityError as error:
        raise Refusal(
            "vehicles.statement_booked",
            "The same statement is booked already. Look at the statements that were brought, or choose another file.",
        ) from error


def take_back(file_id: int, act: Act, *, reason: str) -> FuelFile:
    """撤销入账: take every record of the statement back that still stands; the file may be brought again."""
    with transaction.atomic():
        file = _locked_file(file_id, act, FuelFile.State.BOOKED)
        rows = Outlay.objects.filter(statement=file, reverses=None, reversed_by=None)
        for row in rows.order_by("vehicle", "n"):
            reverse(row.pk, replace(act, key=f"statement/{file.pk}/-{row.line}"), reason=reason)
        file.state = FuelFile.State.UNDONE
        file.save(update_fields=["state"])
        return file


def discard(file_id: int, act: Act) -> None:
    """放弃导入: drop a file of which nothing was booked."""
    with transaction.atomic():
        _locked_file(file_id, act, FuelFile.State.BROUGHT).delete()


def _cars_of(file: FuelFile, on: date) -> dict[str, Vehicle]:
    """Return the cars of the organ, and of those below it, whose books the bringer keeps, by plate."""
    rows = Vehicle.objects.filter(
        organ__path__startswith=file.organ.path, closed_on=None, struck=False
    )
    return {
        one.key: one
        for one in rows.select_related("organ")
        if isinstance(one, Vehicle) and may_book(file.by, one, on=on)
    }


def _lock_cars(file: FuelFile, on: date) -> None:
    """Lock the cars before it is asked what is booked on them: of two statements with one row, the second finds it booked."""
    mine = [one.pk for one in _cars_of(file, on).values()]
    list(Vehicle.objects.select_for_update(of=("self",)).filter(pk__in=mine).order_by("pk"))


def _sifted(file: FuelFile, done: Sorted, cars: Mapping[str, Vehicle]) -> Preview:
    """Part what can be booked from what cannot: a sum that is none, or a transaction that is booked already."""
    known, read = _documents(cars), readings_by_car(one.pk for one in cars.values())
    ready: list[Ready] = []
    rejected = list(done.rejected)
    found = [(one, ()) for one in done.accepted] + list(done.flagged)
    for record, remarks in sorted(found, key=lambda one: one[0].line):
        car = cars[record.vehicle]
        new = _new(record, remarks, full=file.full)
        refusal = _fault(new, known=(car.pk, new.document) in known)
        if refusal is None:
            found_ = (*remarks, *_contradicted(new, remarks, read[car.pk]))
            ready.append(Ready(record.line, car.pk, car.key, new, found_))
        else:
            rejected.append(Fault(record.line, str(refusal.facts.get("field", "amount")), refusal))
    ranked = sorted(rejected, key=lambda one: one.line)
    return Preview(done.rows, tuple(ready), tuple(ranked), done.miles)


def _new(record: Record, remarks: Sequence[Remark], *, full: bool) -> NewOutlay:
    kind = _kind(record, remarks)
    measured = kind is not CostKind.OTHER
    km = record.odometer
    return NewOutlay(
        kind=kind,
        at=record.at.replace(tzinfo=SHANGHAI),
        amount=record.amount,
        quantity=record.quantity.quantize(_THOUSANDTH, ROUND_HALF_UP) if measured else None,
        full=measured and (record.full or full),
        odometer=km.quantize(_TENTH_OF_KM, ROUND_HALF_UP) if km else None,
        document=f"{record.id}-{record.item}" if record.item else record.id,
        reason=record.product,
    )


def _kind(record: Record, remarks: Sequence[Remark]) -> CostKind:
    if record.measure is Measure.EACH or any(one.code == "not_fuel" for one in remarks):
        return CostKind.OTHER
    return CostKind.FUEL if record.measure is Measure.LITRES else CostKind.ELECTRICITY


def _documents(cars: Mapping[str, Vehicle]) -> set[tuple[int, str]]:
    """Return the transactions that stand booked, by car."""
    rows = Outlay.objects.filter(
        vehicle__in=[one.pk for one in cars.values()], reverses=None, reversed_by=None
    )
    return set(rows.exclude(document="").values_list("vehicle", "document"))


def _fault(new: NewOutlay, *, known: bool) -> Refusal | None:
    if known:
        return Refusal(
            "vehicles.transaction_booked",
            "The transaction {document} is booked already. Leave the row away.",
            document=new.document,
        )
    if max(abs(new.amount), abs(new.quantity or Decimal(0))) >= _LARGEST:
        return Refusal(
            "vehicles.row_out_of_range",
            "{amount} yuan cannot be. Correct it in the file, and import the row again.",
            amount=str(new.amount),
        )
    try:
        Cost(new.at.date(), new.kind, new.amount)
    except Refusal as refusal:
        return refusal
    return _beyond(new)


def _beyond(new: NewOutlay) -> Refusal | None:
    """Say which figure cannot be; a refund has quantity and amount below zero, both."""
    if new.quantity is not None:
        refund = new.quantity < 0 and new.amount < 0
        refusal = quantity_fault(-new.quantity if refund else new.quantity)
        if refusal is not None:
            return refusal
    return None if new.odometer is None else odometer_fault(new.odometer)


def _contradicted(
    new: NewOutlay, remarks: Sequence[Remark], known: Sequence[Reading]
) -> list[Remark]:
    """Doubt an odometer that contradicts what the car showed on its trips and in its book, where the file itself does not."""
    if new.odometer is None or any(one.code in ODOMETER for one in remarks):
        return []
    refusal = check(Reading(new.at, new.odometer), known, per_day=USUAL.km_per_day)
    if refusal is None:
        return []
    facts = refusal.facts
    ours = "later" if facts["later_at"] == new.at else "earlier"
    other = "earlier" if ours == "later" else "later"
    beside = {"before": facts[other], "day": day_of(cast("datetime", facts[f"{other}_at"]))}
    most = {"most": facts["most"]} if "most" in facts else {}
    return [remark(refusal.code.removeprefix("vehicles."), km=new.odometer, **beside, **most)]


def _by_car(ready: Sequence[Ready]) -> dict[int, list[Ready]]:
    found: dict[int, list[Ready]] = {}
    for one in sorted(ready, key=lambda each: (each.vehicle, each.line)):
        found.setdefault(one.vehicle, []).append(one)
    return found


def _locked_file(file_id: int, act: Act, state: FuelFile.State) -> FuelFile:
    rows = FuelFile.objects.select_for_update(of=("self",)).select_related("organ")
    file = rows.filter(pk=file_id, by=act.by, state=state).first()
    if file is None:
        raise Refusal(
            "vehicles.no_such_statement",
            "The statement was booked or discarded already. Choose the file again.",
        )
    return file


def _told(fault: Fault) -> dict[str, object]:
    """Return a fault as a row can keep it: its words, and its facts as text."""
    refusal = fault.refusal
    facts = {name: str(fact) for name, fact in refusal.facts.items()}
    return {
        "line": fault.line,
        "code": refusal.code,
        "words": refusal.words,
        "facts": facts,
    }
