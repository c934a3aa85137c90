"""预约核对: every booking must be what its log says: its thing, its times, its state and when it is released."""

from collections.abc import Iterator

from tongban.kernel.bookings.events import instant
from tongban.kernel.bookings.queries import Booking, every_booking
from tongban.kernel.bookings.rules import State
from tongban.kernel.ledger.events import Data, Record
from tongban.kernel.ledger.queries import events_of

PLACED = ("thing", "start", "end", "occupied_until", "due_at")
WHOSE = ("organ", "person", "cause", "series")
STATES = {
    "booking.asked": State.ASKED,
    "booking.approved": State.APPROVED,
    "booking.declined": State.DECLINED,
    "booking.cancelled": State.CANCELLED,
    "booking.released": State.RELEASED,
    "booking.taken": State.TAKEN,
    "booking.returned": State.USED,
}


def differences() -> Iterator[int]:
    """Yield the bookings whose rows differ from their log."""
    for booking in every_booking():
        if folded(events_of(booking.home, booking.stream)) != _row(booking):
            yield booking.pk


def folded(records: list[Record]) -> Data:
    """Return what the log of one booking says its row must be; reads nothing but the records."""
    row: dict[str, object] = {}
    for record in records:
        data = dict(record.data)
        row |= {name: data[name] for name in (*PLACED, *WHOSE) if name in data}
        if record.type != "booking.moved":
            row["state"] = STATES[record.type].value
        if row["state"] not in {"asked", "approved"}:
            row["due_at"] = None
        row["n"] = record.n
    return row  # type: ignore[return-value]


def _row(row: Booking) -> Data:
    return {
        "thing": row.thing_id,
        "start": instant(row.period.lower),
        "end": instant(row.period.upper),
        "occupied_until": instant(row.occupied.upper),
        "due_at": instant(row.due_at) if row.due_at else None,
        "organ": row.organ_id,
        "person": row.person,
        "cause": row.cause,
        "series": row.series,
        "state": row.state,
        "n": row.n,
    }
