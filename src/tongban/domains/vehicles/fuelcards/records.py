"""What becomes of a row of a statement: a record with measured figures, or a fault that says why there is none."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tongban.domains.vehicles.fuelcards import measures
from tongban.domains.vehicles.fuelcards.measures import Measure, Order
from tongban.domains.vehicles.fuelcards.reading import Row, Statement
from tongban.kernel import Refusal

_GALLONS = ("ga", "gal", "加仑")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """读法: what a file does not say of itself. `miles` is `None` where the gallons of the file decide.

    `known` holds the cars that may be booked on, as they are named in the file; `None` takes any.
    """

    order: Order = Order.MONTH_FIRST
    miles: bool | None = None
    known: Collection[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """加油记录: one row, measured. `at` is the local time of the statement; figures that the file lacks are `None`."""

    line: int
    id: str
    item: str
    vehicle: str
    at: datetime
    posted: date | None
    product: str
    kind: str
    quantity: Decimal
    measure: Measure
    amount: Decimal
    odometer: Decimal | None
    distance: Decimal | None
    tank: Decimal | None
    fuel: str


@dataclass(frozen=True, slots=True)
class Fault:
    """不能入账: why a row cannot be booked: its line, the fact that is at fault, and the refusal with its remedy."""

    line: int
    fact: str
    refusal: Refusal = field(compare=False)


def in_miles(statement: Statement, manner: Manner) -> bool:
    """Tell whether distances are miles: as was said, else if any quantity is in gallons."""
    if manner.miles is not None:
        return manner.miles
    return any(row["unit"].lower() in _GALLONS for row in statement.rows)


class Unusable(Exception):
    """Raised where a cell cannot be read; carries the fault."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        super().__init__(fault.fact)
        self.fault = fault


def record(row: Row, statement: Statement, manner: Manner, *, miles: bool) -> Record:
    """Return the measured record of a row; raises `Unusable`."""
    per = measures.KM_A_MILE if miles else Decimal(1)
    what, factor = _measure(row, statement)
    tank = _optional(row, "tank")
    return Record(
        line=row.line,
        id=row["id"],
        item=row["item"],
        vehicle=_vehicle(row, manner),
        at=_instant(row, manner.order),
        posted=_posted(row, manner.order),
        product=row["product"] or row["class"],
        kind=row["class"],
        quantity=_number(row, "quantity") * factor,
        measure=what,
        amount=_number(row, "amount"),
        odometer=_distance(row, "adjusted", per) or _distance(row, "odometer", per),
        distance=_distance(row, "distance", per),
        tank=tank * factor if tank else None,
        fuel=row["fuel"],
    )


def _vehicle(row: Row, manner: Manner) -> str:
    name = row["vehicle"]
    if not name:
        raise _missing(row, "vehicle")
    if manner.known is not None and name not in manner.known:
        raise Unusable(
            Fault(
                row.line,
                "vehicle",
                Refusal(
                    "vehicles.fuel_vehicle_unknown",
                    "There is no car {vehicle}. Correct it in the file, or register the car first.",
                    vehicle=name,
                ),
            )
        )
    return name


def _instant(row: Row, order: Order) -> datetime:
    fact = "at" if row["at"] else "day"
    if not row[fact]:
        raise _missing(row, fact)
    found = measures.instant(row[fact], order)
    hour = measures.hour(row["hour"]) if fact == "day" and row["hour"] else None
    if found is None:
        raise _unreadable(row, fact, "date and time, such as 2026-03-01 08:30")
    if fact == "day" and row["hour"] and hour is None:
        raise _unreadable(row, "hour", "time of day, such as 08:30")
    return datetime.combine(found.date(), hour) if hour is not None else found


def _posted(row: Row, order: Order) -> date | None:
    found = measures.instant(row["posted"], order)
    return found.date() if found is not None else None


def _measure(row: Row, statement: Statement) -> tuple[Measure, Decimal]:
    if not measures.known_unit(row["unit"]):
        raise _unreadable(row, "unit", "unit: l, GA (gallon), kWh or EA (piece)")
    return measures.measure(row["unit"], statement.quantity_title)


def _number(row: Row, fact: str) -> Decimal:
    if not row[fact]:
        raise _missing(row, fact)
    found = measures.number(row[fact])
    if found is None:
        raise _unreadable(row, fact, "number, such as 45.20")
    return found


def _optional(row: Row, fact: str) -> Decimal | None:
    return _number(row, fact) if row[fact] else None


def _distance(row: Row, fact: str, per: Decimal) -> Decimal | None:
    found = _optional(row, fact)
    if found is not None and found < 0:
        raise _unreadable(row, fact, "number from 0")
    return found * per if found is not None else None


def _missing(row: Row, fact: str) -> Unusable:
    refusal = Refusal(
        "vehicles.fuel_cell_missing",
        "The row has no {fact}. Add it in the file, and import the row again.",
        fact=fact,
    )
    return Unusable(Fault(row.line, fact, refusal))


def _unreadable(row: Row, fact: str, wanted: str) -> Unusable:
    refusal = Refusal(
        "vehicles.fuel_cell_unreadable",
        "“{text}” is no {wanted}. Correct it in the file, and import the row again.",
        text=row[fact][:60],
        wanted=wanted,
    )
    return Unusable(Fault(row.line, fact, refusal))
