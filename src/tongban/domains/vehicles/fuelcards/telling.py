"""Tells how a statement was sorted: as one object for programs, as lines for people."""

from collections.abc import Iterator
from typing import Any

from tongban.domains.vehicles.fuelcards.sorting import Sorted, average, by_reason

_SHOWN = 20


def as_object(done: Sorted) -> dict[str, Any]:
    """Return the counts, every flag with its reasons, every rejection with its remedy, and the average of what is sound."""
    mean = average(done.accepted)
    return {
        "rows": done.rows,
        "accepted": len(done.accepted),
        "flagged": len(done.flagged),
        "rejected": len(done.rejected),
        "reasons": by_reason(done.flagged),
        "flags": [
            {
                "row": one.line,
                "id": one.id,
                "vehicle": one.vehicle,
                "reasons": [{"code": each.code, "words": str(each)} for each in remarks],
            }
            for one, remarks in done.flagged
        ],
        "errors": [
            {
                "row": one.line,
                "field": one.fact,
                **told(str(one.refusal)),
                "code": one.refusal.code,
            }
            for one in done.rejected
        ],
        "average": {
            "fills": mean.fills,
            "litres": str(mean.litres),
            "km": str(mean.km),
            "litres_per_100_km": None if mean.per_100_km is None else str(mean.per_100_km),
        },
    }


def lines(done: Sorted) -> Iterator[str]:
    """Give the report for people: counts, reasons by frequency, the first rejected rows, the average."""
    yield (
        f"{done.rows} rows: {len(done.accepted)} accepted, {len(done.flagged)} flagged, {len(done.rejected)} rejected."
    )
    if done.miles:
        yield "Distances are read as miles (1.609344 km), gallons as 3.785411784 l."
    reasons = by_reason(done.flagged)
    if reasons:
        yield "Flagged (booked, kept out of averages until confirmed), by reason:"
        yield from (f"  {count:>6}  {code}" for code, count in reasons.items())
    if done.rejected:
        yield "Rejected (not booked):"
        yield from (
            f"  row {one.line}, {one.fact}: {one.refusal}" for one in done.rejected[:_SHOWN]
        )
        if len(done.rejected) > _SHOWN:
            yield f"  … and {len(done.rejected) - _SHOWN} more; --json lists all."
    mean = average(done.accepted)
    if mean.per_100_km is not None:
        yield (
            f"Accepted fills with a distance: {mean.fills}, {mean.litres} l over {mean.km} km, {mean.per_100_km} l/100 km."
        )


def told(words: str) -> dict[str, str]:
    """Part a refusal into what is wrong and what to do: its last sentence is the remedy."""
    reason, _stop, remedy = words.rstrip(".").rpartition(". ")
    return {"reason": f"{reason}." if reason else words, "remedy": f"{remedy}."}
