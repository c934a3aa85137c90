"""What can happen to the odometer of a car."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class MeterReplaced:
    """更换里程表: at an instant (ISO text) the old one showed `before` km, and the new one began at `after` km. The reason stays out of the log."""

    type: ClassVar[str] = "odometer.replaced"
    at: str
    before: str
    after: str


def stream_of(vehicle_id: int) -> str:
    """Return the stream of a car's odometers, under which the photographs are kept as well."""
    return f"odometer/{vehicle_id}"


def entry(event: MeterReplaced, act: Act, *, home: int, vehicle_id: int) -> Entry:
    """Return the log entry of `event`."""
    return Entry(
        home=home, stream=stream_of(vehicle_id), type=event.type, data=asdict(event), act=act
    )
