"""What can happen to a dispatch. Instants are text in UTC, kilometres text; no name, place or reason stands in the log."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class DispatchAsked:
    """申请用车: a case asks for a car from `start` to `end`, for so many people; `sealed` where cars stay in on that day."""

    type: ClassVar[str] = "dispatch.asked"
    number: str
    organ: int
    start: str
    end: str
    people: int
    sealed: bool


@dataclass(frozen=True, slots=True)
class DispatchApproved:
    """批准用车: a car may be sent."""

    type: ClassVar[str] = "dispatch.approved"


@dataclass(frozen=True, slots=True)
class DispatchReopened:
    """退回审批: the case went back to who approves; no car may be sent until it comes to who sends cars again."""

    type: ClassVar[str] = "dispatch.reopened"


@dataclass(frozen=True, slots=True)
class DispatchAssigned:
    """派车: a car and perhaps a driver are booked; a later one takes the place of the one before (改派)."""

    type: ClassVar[str] = "dispatch.assigned"
    car: int
    driver: int | None
    car_booking: int
    driver_booking: int | None


@dataclass(frozen=True, slots=True)
class DispatchLeft:
    """出车: the car left, with what its odometer showed."""

    type: ClassVar[str] = "dispatch.left"
    km: str


@dataclass(frozen=True, slots=True)
class DispatchReturned:
    """收车: the car came back, with what its odometer showed, and whether it was damaged."""

    type: ClassVar[str] = "dispatch.returned"
    km: str
    damaged: bool


@dataclass(frozen=True, slots=True)
class DispatchCorrected:
    """里程更正: a reading, at leaving or at coming back, was mistyped; what it was and what it is."""

    type: ClassVar[str] = "dispatch.corrected"
    leaving: bool
    was: str
    km: str


@dataclass(frozen=True, slots=True)
class DispatchCancelled:
    """取消用车: it comes to nothing: refused or withdrawn (`ended`), or cancelled by who sends cars (`cancelled`)."""

    type: ClassVar[str] = "dispatch.cancelled"
    ground: str


Happening: TypeAlias = (
    DispatchAsked
    | DispatchApproved
    | DispatchReopened
    | DispatchAssigned
    | DispatchLeft
    | DispatchReturned
    | DispatchCorrected
    | DispatchCancelled
)


def instant(at: datetime) -> str:
    """Return an instant as these events write it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def entry(event: Happening, act: Act, *, home: int, stream: str) -> Entry:
    """Return the log entry of `event` in the stream of its dispatch."""
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
