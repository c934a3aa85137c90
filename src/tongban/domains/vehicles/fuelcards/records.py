"""What becomes of a row of a statement: a record with measured figures, or a fault that says why there is none."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from tongban.domains.vehicles.fuelcards import measures
from tongban.domains.vehicles.fuelcards.measures import Measure, Order
from tongban.domains.vehicles.fuelcards.reading import Row, Statement
from tongban.kernel import Refusal

_GALLONS = ("ga", "gal", "加仑")
_FULL = ("是", "满", "加满", "充满", "y", "yes", "true", "1")


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
    """加油记录: one row, measured. `at` is the local time of the statement; figures that the file lacks are `None`.

    `full` says that the tank was full after it, where the file says so.
    """

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
    full: bool = False


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


_READ_AS: Final = {
    "number": "{column}: “{text}” is no number, such as 45.20. Correct it in the file, and import the row again.",
    "from_zero": "{column}: {text} lies below 0. Correct it in the file, and import the row again.",
    "instant": "{column}: “{text}” is no date and time, such as 2026-03-01 08:30. Correct it in the file, and import the row again.",
    "hour": "{column}: “{text}” is no time of day, such as 08:30. Correct it in the file, and import the row again.",
    "unit": "{column}: “{text}” is no unit: l, GA (gallon), kWh or EA (piece). Correct it in the file, and import the row again.",
}


def record(row: Row, statement: Statement, manner: Manner, *, miles: bool) -> Record:
    """Return the measured record of a row; raises `Unusable`."""
    return _Reader(row, statement, manner, measures.KM_A_MILE if miles else Decimal(1)).record()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the cells of one row; `per` is how many km a unit of distance has."""

    row: Row
    statement: Statement
    manner: Manner
    per: Decimal

    def record(self) -> Record:
        row = self.row
        what, factor = self._measure()
        tank = self._optional("tank")
        return Record(
            line=row.line,
            id=row["id"],
            item=row["item"],
            vehicle=self._vehicle(),
            at=self._instant(),
            posted=self._posted(),
            product=row["product"] or row["class"],
            kind=row["class"],
            quantity=self._number("quantity") * factor,
            measure=what,
            amount=self._number("amount"),
            odometer=self._distance("adjusted") or self._distance("odometer"),
            distance=self._distance("distance"),
            tank=tank * factor if tank else None,
            fuel=row["fuel"],
            full=row["full"].lower() in _FULL,
        )

    def _vehicle(self) -> str:
        name = self.row["vehicle"]
        if not name:
            raise self._missing("vehicle")
        if self.manner.known is not None and name not in self.manner.known:
            refusal = Refusal(
                "vehicles.fuel_vehicle_unknown",
                "There is no car {vehicle}. Correct it in the file, or register the car first.",
                vehicle=name,
            )
            raise Unusable(Fault(self.row.line, "vehicle", refusal))
        return name

    def _instant(self) -> datetime:
        fact = "at" if self.row["at"] else "day"
        if not self.row[fact]:
            raise self._missing("at" if "at" in self.statement.titles else "day")
        found = measures.instant(self.row[fact], self.manner.order)
        if found is None:
            raise self._unreadable(fact, "instant")
        if fact == "at" or not self.row["hour"]:
            return found
        hour = measures.hour(self.row["hour"])
        if hour is None:
            raise self._unreadable("hour", "hour")
        return datetime.combine(found.date(), hour)

    def _posted(self) -> date | None:
        found = measures.instant(self.row["posted"], self.manner.order)
        return found.date() if found is not None else None

    def _measure(self) -> tuple[Measure, Decimal]:
        if not measures.known_unit(self.row["unit"]):
            raise self._unreadable("unit", "unit")
        return measures.measure(self.row["unit"], self.statement.title("quantity"))

    def _number(self, fact: str) -> Decimal:
        if not self.row[fact]:
            raise self._missing(fact)
        found = measures.number(self.row[fact])
        if found is None:
            raise self._unreadable(fact, "number")
        return found

    def _optional(self, fact: str) -> Decimal | None:
        return self._number(fact) if self.row[fact] else None

    def _distance(self, fact: str) -> Decimal | None:
        found = self._optional(fact)
        if found is not None and found < 0:
            raise self._unreadable(fact, "from_zero")
        return found * self.per if found is not None else None

    def _missing(self, fact: str) -> Unusable:
        refusal = Refusal(
            "vehicles.fuel_cell_missing",
            "The row has no {column}. Add it in the file, and import the row again.",
            column=self.statement.title(fact),
        )
        return Unusable(Fault(self.row.line, fact, refusal))

    def _unreadable(self, fact: str, kind: str) -> Unusable:
        refusal = Refusal(
            "vehicles.fuel_cell_unreadable",
            _READ_AS[kind],
            column=self.statement.title(fact),
            text=self.row[fact][:60],
        )
        return Unusable(Fault(self.row.line, fact, refusal))
