"""What can happen in the book of a car. Amounts and quantities are text; suppliers and reasons stay out of the log."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class OutlayBooked:
    """费用入账: a car cost `amount` yuan; `flags` are the codes of its doubts, `reverses` the event that it takes back."""

    type: ClassVar[str] = "outlay.booked"
    kind: str
    at: str
    amount: str
    quantity: str | None = None
    carrier: str = ""
    full: bool = False
    odometer: str | None = None
    flags: Sequence[str] = ()
    reverses: int | None = None
    statement: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class OutlayConfirmed:
    """疑点确认: somebody looked at the doubts of the record booked by the event `n`, and it stands."""

    type: ClassVar[str] = "outlay.confirmed"
    n: int


OutlayEvent: TypeAlias = OutlayBooked | OutlayConfirmed


def stream_of(vehicle_id: int) -> str:
    """Return the stream of a car's book."""
    return f"car/{vehicle_id}"


def entry(event: OutlayEvent, act: Act, *, home: int, vehicle_id: int) -> Entry:
    """Return the log entry of `event` in the car's stream."""
    data = asdict(event)
    if isinstance(event, OutlayBooked):
        data["flags"] = list(event.flags)
    return Entry(home=home, stream=stream_of(vehicle_id), type=event.type, data=data, act=act)
