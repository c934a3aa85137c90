"""Sorts the rows of a statement: accepted, flagged with every reason, or rejected with the remedy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongban.domains.vehicles.fuelcards.doubts import doubts
from tongban.domains.vehicles.fuelcards.measures import Measure
from tongban.domains.vehicles.fuelcards.reading import Row, Statement
from tongban.domains.vehicles.fuelcards.records import (
    Fault,
    Manner,
    Record,
    Unusable,
    in_miles,
    record,
)
from tongban.domains.vehicles.rules.consumption import rounded
from tongban.domains.vehicles.rules.limits import USUAL, Limits
from tongban.domains.vehicles.rules.remarks import Remark
from tongban.domains.vehicles.rules.sealing import SealedDays
from tongban.kernel import Refusal


@dataclass(frozen=True, slots=True)
class Sorted:
    """分拣结果: every row once: sound (`accepted`), doubtful (`flagged`, booked but kept out of averages), or unusable."""

    rows: int
    accepted: tuple[Record, ...]
    flagged: tuple[tuple[Record, tuple[Remark, ...]], ...]
    rejected: tuple[Fault, ...]
    miles: bool


@dataclass(frozen=True, slots=True)
class Average:
    """平均消耗: of the accepted fills in litres that name a distance: both sums, and litres a 100 km to 2 places."""

    fills: int
    litres: Decimal
    km: Decimal
    per_100_km: Decimal | None


def sort(
    statement: Statement,
    manner: Manner,
    *,
    limits: Limits = USUAL,
    sealed: SealedDays | None = None,
) -> Sorted:
    """Sort the rows of a statement; `rows` = accepted + flagged + rejected."""
    miles = in_miles(statement, manner)
    records: list[Record] = []
    rejected: list[Fault] = []
    seen: dict[tuple[str, str], int] = {}
    for row in statement.rows:
        try:
            records.append(_once(record(row, statement, manner, miles=miles), seen))
        except Unusable as error:
            rejected.append(error.fault)
    found = doubts(records, limits, sealed)
    return Sorted(
        len(statement.rows),
        tuple(one for one in records if one.line not in found),
        tuple((one, tuple(found[one.line])) for one in records if one.line in found),
        tuple(rejected),
        miles,
    )


def average(records: Sequence[Record]) -> Average:
    """Return the consumption of the records that have both litres and km."""
    told = [one for one in records if one.measure is Measure.LITRES and one.distance]
    litres = sum((one.quantity for one in told), Decimal(0))
    km = sum((one.distance or Decimal(0) for one in told), Decimal(0))
    return Average(
        len(told), rounded(litres), rounded(km), rounded(litres * 100 / km) if km else None
    )


def by_reason(flagged: Sequence[tuple[Record, Sequence[Remark]]]) -> Mapping[str, int]:
    """Return how many records each reason was found in, the most frequent first."""
    counts: dict[str, int] = {}
    for _record, remarks in flagged:
        for code in {one.code for one in remarks}:
            counts[code] = counts.get(code, 0) + 1
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _once(one: Record, seen: dict[tuple[str, str], int]) -> Record:
    """Return the record; a second one of the same transaction and item is unusable."""
    first = seen.setdefault((one.id, one.item), one.line) if one.id else one.line
    if first == one.line:
        return one
    refusal = Refusal(
        "vehicles.fuel_row_twice",
        "The transaction {id} stands in row {first} already. Leave it away.",
        id=one.id,
        first=first,
    )
    raise Unusable(Fault(one.line, "id", refusal))


__all__ = ["Average", "Row", "Sorted", "average", "by_reason", "sort"]
