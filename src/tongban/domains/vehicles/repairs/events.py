"""What can happen to a repair order. The garage, the work and opinions stay out of the log."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class RepairQuoted:
    """维修报价: a repair of a car was asked for at a quote in yuan."""

    type: ClassVar[str] = "repair.quoted"
    vehicle: int
    quote: str


@dataclass(frozen=True, slots=True)
class RepairAnswered:
    """维修审批: the repair was approved or refused."""

    type: ClassVar[str] = "repair.answered"
    approved: bool


@dataclass(frozen=True, slots=True)
class RepairAccepted:
    """维修验收: the work was accepted, and booked at `amount` yuan by the event `n` of the car's stream."""

    type: ClassVar[str] = "repair.accepted"
    amount: str
    n: int


RepairEvent: TypeAlias = RepairQuoted | RepairAnswered | RepairAccepted


def entry(event: RepairEvent, act: Act, *, home: int, order: int) -> Entry:
    """Return the log entry of `event` in the order's own stream, `repair/ID`."""
    return Entry(home=home, stream=f"repair/{order}", type=event.type, data=asdict(event), act=act)
