"""What can happen in a hall. No event holds a name, a telephone, a question or a finding. Streams: `hall/ID`, `appointment/ID`, `ticket/ID`, `patrol/ID`, `question/ID`."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class HallSet:
    """设置大厅: its hours, slots and rules of calling are these."""

    type: ClassVar[str] = "hall.set"
    hours: str
    slot: int
    ahead: int
    back_after: int
    most_passes: int


@dataclass(frozen=True, slots=True)
class WindowSet:
    """设置窗口: a window is open (or `closed`) with this number, what it takes and its appointments in a slot."""

    type: ClassVar[str] = "hall.window_set"
    window: int
    number: int
    general: bool
    matters: list[int]
    places: int
    closed: bool


@dataclass(frozen=True, slots=True)
class TurnSet:
    """安排值班: somebody has a duty on a day, with a deputy; `first` empty where the turn was taken away."""

    type: ClassVar[str] = "hall.turn_set"
    day: str
    duty: str
    window: int | None
    first: str
    deputy: str
    absent: bool


@dataclass(frozen=True, slots=True)
class AppointmentBooked:
    """大厅预约: a slot is given."""

    type: ClassVar[str] = "appointment.booked"
    hall: int
    start: str
    booking: int
    matter: int | None


@dataclass(frozen=True, slots=True)
class AppointmentMoved:
    """预约改期: another slot is given for it."""

    type: ClassVar[str] = "appointment.moved"
    start: str


@dataclass(frozen=True, slots=True)
class AppointmentEnded:
    """预约结束: it was `cancelled`, the holder `came` (with that ticket) or is `missed`."""

    type: ClassVar[str] = "appointment.ended"
    state: str
    ticket: int | None = None


@dataclass(frozen=True, slots=True)
class TicketTaken:
    """取号: a number was given out, with or without an appointment."""

    type: ClassVar[str] = "ticket.taken"
    hall: int
    number: str
    matter: int | None
    priority: str
    appointment: int | None


@dataclass(frozen=True, slots=True)
class TicketCalled:
    """叫号: a window called it, for the first time or `again`."""

    type: ClassVar[str] = "ticket.called"
    window: int
    again: bool


@dataclass(frozen=True, slots=True)
class TicketPassed:
    """过号: its holder did not come; it stands `behind` so many others, or has `lapsed`."""

    type: ClassVar[str] = "ticket.passed"
    window: int
    behind: int
    lapsed: bool


@dataclass(frozen=True, slots=True)
class TicketBegun:
    """开始办理: its holder is at the window."""

    type: ClassVar[str] = "ticket.begun"
    window: int


@dataclass(frozen=True, slots=True)
class TicketSentOn:
    """转窗: it waits for another window."""

    type: ClassVar[str] = "ticket.sent_on"
    window: int
    to: int


@dataclass(frozen=True, slots=True)
class TicketEnded:
    """办结离窗: it is done, or `lapsed` as its day was over."""

    type: ClassVar[str] = "ticket.ended"
    window: int | None
    lapsed: bool


@dataclass(frozen=True, slots=True)
class PatrolRecorded:
    """巡查记录: the duty manager made a round; with a finding there is a day to put it right."""

    type: ClassVar[str] = "patrol.recorded"
    hall: int
    due_on: str | None


@dataclass(frozen=True, slots=True)
class PatrolAnswered:
    """巡查整改答复: what was found was put right, in time or late."""

    type: ClassVar[str] = "patrol.answered"
    late: bool


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """首问登记: somebody was asked first, and keeps the question."""

    type: ClassVar[str] = "question.asked"
    hall: int


@dataclass(frozen=True, slots=True)
class QuestionHandedOn:
    """首问转交: somebody else keeps it from now on."""

    type: ClassVar[str] = "question.handed_on"
    to: str


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """首问办结: who kept it answered it."""

    type: ClassVar[str] = "question.answered"


HallEvent: TypeAlias = HallSet | WindowSet | TurnSet
AppointmentEvent: TypeAlias = AppointmentBooked | AppointmentMoved | AppointmentEnded
TicketEvent: TypeAlias = (
    TicketTaken | TicketCalled | TicketPassed | TicketBegun | TicketSentOn | TicketEnded
)
RecordEvent: TypeAlias = (
    PatrolRecorded | PatrolAnswered | QuestionAsked | QuestionHandedOn | QuestionAnswered
)


def entry(
    event: HallEvent | AppointmentEvent | TicketEvent | RecordEvent,
    act: Act,
    *,
    home: int,
    stream: str,
) -> Entry:
    """Return the log entry of `event` in a stream such as `ticket/12`."""
    return Entry(home=home, stream=stream, type=event.type, data=asdict(event), act=act)
