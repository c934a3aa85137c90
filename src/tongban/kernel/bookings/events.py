"""What can happen to a thing that can be booked and to a booking. Instants are text in UTC."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class ThingAdded:
    """登记可预约物: something can be booked from now on; `turnaround` and `grace` are seconds."""

    type: ClassVar[str] = "thing.added"
    kind: str
    key: str
    keeper: int
    turnaround: int
    grace: int | None


@dataclass(frozen=True, slots=True)
class ThingChanged:
    """变更可预约物: its name (which the log does not hold), keeper, turnaround or grace changed; what is booked stays as it was."""

    type: ClassVar[str] = "thing.changed"
    keeper: int
    turnaround: int
    grace: int | None


@dataclass(frozen=True, slots=True)
class ThingRetired:
    """停止预约: it cannot be booked any more; what is booked stays."""

    type: ClassVar[str] = "thing.retired"


@dataclass(frozen=True, slots=True)
class BookingAsked:
    """申请预约: a thing is held from `start` to `end`, and to `occupied_until` for its turnaround, until `due_at` without an answer."""

    type: ClassVar[str] = "booking.asked"
    thing: int
    start: str
    end: str
    occupied_until: str
    organ: int
    person: str
    cause: str
    series: int | None
    due_at: str | None


@dataclass(frozen=True, slots=True)
class BookingApproved:
    """同意预约: the thing is promised; not taken by `due_at` it is released."""

    type: ClassVar[str] = "booking.approved"
    due_at: str | None


@dataclass(frozen=True, slots=True)
class BookingDeclined:
    """不同意预约: the thing is free again."""

    type: ClassVar[str] = "booking.declined"


@dataclass(frozen=True, slots=True)
class BookingCancelled:
    """取消预约: who asked needs it no more."""

    type: ClassVar[str] = "booking.cancelled"


@dataclass(frozen=True, slots=True)
class BookingReleased:
    """释放占用: it was let go, as nobody answered in time (`unanswered`) or came (`not_taken`), or as its cause ended (`ended`)."""

    type: ClassVar[str] = "booking.released"
    ground: str


@dataclass(frozen=True, slots=True)
class BookingMoved:
    """改期: the same booking has another thing or period now."""

    type: ClassVar[str] = "booking.moved"
    thing: int
    start: str
    end: str
    occupied_until: str
    due_at: str | None


@dataclass(frozen=True, slots=True)
class BookingTaken:
    """取用: the thing was handed out."""

    type: ClassVar[str] = "booking.taken"


@dataclass(frozen=True, slots=True)
class BookingReturned:
    """归还: the thing came back, and is free for others."""

    type: ClassVar[str] = "booking.returned"


ThingEvent: TypeAlias = ThingAdded | ThingChanged | ThingRetired
BookingEvent: TypeAlias = (
    BookingAsked
    | BookingApproved
    | BookingDeclined
    | BookingCancelled
    | BookingReleased
    | BookingMoved
    | BookingTaken
    | BookingReturned
)


def instant(at: datetime) -> str:
    """Return an instant as these events write it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def entry(event: ThingEvent | BookingEvent, act: Act, *, home: int, stream: str) -> Entry:
    """Return the log entry of `event` in the stream of its thing or booking."""
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
