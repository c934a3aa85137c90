"""办件事件: the closed set of what can happen to a case. Types are only ever added."""

from typing import Any, TypeAlias, get_args

from tongban.kernel.cases.events.flow import (
    ActedFor,
    ApprovalAsked,
    ApprovalGiven,
    Circulated,
    FlowEvent,
    ItemCompleted,
    ItemTransferred,
    MessageCame,
    Moved,
    RoundClosed,
    RoundOpened,
)
from tongban.kernel.cases.events.handling import (
    Corrected,
    Extended,
    HandlingEvent,
    Heard,
    HearingAsked,
    SpecialArranged,
    SpecialConcluded,
    SpecialLapsed,
    SpecialOpened,
    Terminated,
)
from tongban.kernel.cases.events.intake import (
    Accepted,
    Declined,
    IntakeEvent,
    MaterialChecked,
    MaterialsTaken,
    Mended,
    PreReviewed,
    ReceiptDayMoved,
    Received,
    Returned,
    Submitted,
    Supplemented,
    SupplementRequested,
    Voided,
    Withdrawn,
)
from tongban.kernel.cases.events.limits import (
    LimitEnded,
    LimitEvent,
    LimitExtended,
    LimitRecounted,
    LimitStarted,
    Paused,
    Resumed,
    TimerEnded,
    TimerMoved,
    TimerSet,
)
from tongban.kernel.cases.events.parts import (
    Event,
    ItemData,
    NodeClock,
    Original,
    Reference,
    Rule,
    TakenMaterial,
    TokenData,
)
from tongban.kernel.cases.events.results import (
    Archived,
    CertificateGiven,
    Closed,
    Decided,
    Delivered,
    Erased,
    HandoverOffered,
    HandoverSigned,
    OriginalsTaken,
    PaperIssued,
    ResultEvent,
)
from tongban.kernel.cases.events.working import (
    ItemClaimed,
    ItemFilled,
    ItemHandedOver,
    ItemReleased,
    ItemsAdded,
    ItemsOpened,
    ItemsRemoved,
    Jumped,
    MeetingHeld,
    RoundOverdue,
    RoundSkipped,
    SentBack,
    TakenBack,
    Urged,
    WorkingEvent,
)

__all__ = [
    "TYPES", "Accepted", "ActedFor", "ApprovalAsked", "ApprovalGiven", "Archived", "CaseEvent", "CertificateGiven", "Circulated", "Closed",
    "Corrected", "Decided", "Declined", "Delivered", "Erased", "Event", "Extended", "FlowEvent", "HandlingEvent",
    "HandoverOffered", "HandoverSigned", "Heard", "HearingAsked", "IntakeEvent", "ItemClaimed", "ItemCompleted", "ItemData",
    "ItemFilled", "ItemHandedOver", "ItemReleased", "ItemTransferred", "ItemsAdded", "ItemsOpened", "ItemsRemoved", "Jumped", "LimitEnded", "LimitEvent",
    "LimitExtended", "LimitRecounted", "LimitStarted", "MaterialChecked", "MaterialsTaken", "MeetingHeld", "Mended", "MessageCame", "Moved",
    "NodeClock", "Original", "OriginalsTaken", "PaperIssued", "Paused", "PreReviewed", "ReceiptDayMoved", "Received",
    "Reference", "ResultEvent", "Resumed", "Returned", "RoundClosed", "RoundOpened", "RoundOverdue", "RoundSkipped", "Rule",
    "SentBack", "SpecialArranged", "SpecialConcluded", "SpecialLapsed", "SpecialOpened", "Submitted", "SupplementRequested",
    "Supplemented", "TakenBack", "TakenMaterial", "Terminated", "TimerEnded", "TimerMoved", "TimerSet", "TokenData", "Urged",
    "Voided", "Withdrawn", "WorkingEvent", "parsed",
]  # fmt: skip

CaseEvent: TypeAlias = (
    IntakeEvent | FlowEvent | WorkingEvent | LimitEvent | HandlingEvent | ResultEvent
)

TYPES: dict[str, type[CaseEvent]] = {kind.type: kind for kind in get_args(CaseEvent)}


def parsed(kind: str, data: dict[str, Any]) -> CaseEvent:
    """Return the event that the log stored under `kind`."""
    return TYPES[kind].read(data)
