"""What can happen to a car that goes. Numbers of documents stay out of the log."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class DisposalAsked:
    """申请处置: from this day on the car awaits its disposal, in this manner."""

    type: ClassVar[str] = "disposal.asked"
    manner: str
    on: str


@dataclass(frozen=True, slots=True)
class DisposalDone:
    """处置完成: the car went on this day, and so many yuan came in and went to the treasury."""

    type: ClassVar[str] = "disposal.done"
    on: str
    proceeds: str


DisposalEvent: TypeAlias = DisposalAsked | DisposalDone


def stream_of(vehicle_id: int) -> str:
    """Return the stream of a car's disposal."""
    return f"disposal/{vehicle_id}"


def entry(event: DisposalEvent, act: Act, *, home: int, vehicle_id: int) -> Entry:
    """Return the log entry of `event`."""
    return Entry(
        home=home, stream=stream_of(vehicle_id), type=event.type, data=asdict(event), act=act
    )
