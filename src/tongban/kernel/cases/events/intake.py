"""收件与受理: from the receipt to acceptance, or to its refusal."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel.cases.events.parts import Event, Reference, TakenMaterial


@dataclass(frozen=True, slots=True)
class Submitted(Event):
    """提交: somebody asks for a matter. `happened` is the day the materials were received, ISO.

    `purpose` is `new`, `change`, `renewal` or `cancellation`; `certificate` is the one it is about. `earlier` is the
    number of the case that ended without a result and that this one takes up, empty as a rule.
    """

    type: ClassVar[str] = "case.submitted"
    number: str
    matter: int
    version: int
    title: str
    procedure: str
    organ: int
    party: int
    channel: str
    happened: str
    form: Reference
    purpose: str = "new"
    certificate: int | None = None
    delivery: str = "window"
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptDayMoved(Event):
    """收件日更正: the materials came on an earlier day than they were entered; approved by the duty manager."""

    type: ClassVar[str] = "case.receipt_day_moved"
    before: str
    happened: str
    ground: str


@dataclass(frozen=True, slots=True)
class Received(Event):
    """收到代办件: what an agent took in reached the organ on that day; an agent's receipt is not the organ's."""

    type: ClassVar[str] = "case.received"
    happened: str


@dataclass(frozen=True, slots=True)
class PreReviewed(Event):
    """预审: the window says beforehand what it sees; neither the day of receipt nor any limit moves."""

    type: ClassVar[str] = "case.pre_reviewed"
    words: Reference


@dataclass(frozen=True, slots=True)
class Mended(Event):
    """当场更正: a small error is put right on the spot (XK-01); the form as it was stays among the contents."""

    type: ClassVar[str] = "case.mended"
    before: int
    form: Reference


@dataclass(frozen=True, slots=True)
class MaterialChecked(Event):
    """核验原件: one material was compared with its original, and how it came out."""

    type: ClassVar[str] = "case.material_checked"
    material: str
    verdict: str


@dataclass(frozen=True, slots=True)
class MaterialsTaken(Event):
    """收取材料: how the window took each material in: on paper, its original seen, to follow later, or known already."""

    type: ClassVar[str] = "case.materials_taken"
    taken: tuple[TakenMaterial, ...]


@dataclass(frozen=True, slots=True)
class SupplementRequested(Event):
    """补正告知: everything that is missing, at once, to be supplied by the day `until`.

    `again` marks a second demand, `fresh` how many of its points the first did not have: its reason stands in the demand.
    """

    type: ClassVar[str] = "case.supplement_requested"
    until: str
    again: bool
    fresh: int
    demand: Reference


@dataclass(frozen=True, slots=True)
class Supplemented(Event):
    """补正: the applicant supplied what was asked for; `missing` counts the points that are still open."""

    type: ClassVar[str] = "case.supplemented"
    happened: str
    missing: int
    before: int
    form: Reference


@dataclass(frozen=True, slots=True)
class Declined(Event):
    """不予受理: not needed, not competent, or not supplied as asked (XK-01); the reasons name the right organ."""

    type: ClassVar[str] = "case.declined"
    outcome: str
    happened: str
    reasons: Reference


@dataclass(frozen=True, slots=True)
class Returned(Event):
    """退回: what was asked for never came; the papers go back and a new application is free."""

    type: ClassVar[str] = "case.returned"
    happened: str


@dataclass(frozen=True, slots=True)
class Accepted(Event):
    """受理: the organ takes the application on. `happened` is the day of acceptance, ISO.

    `deemed`: nobody answered within the time, so it counts as accepted on the day the materials came (XK-02).
    """

    type: ClassVar[str] = "case.accepted"
    happened: str
    deemed: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn(Event):
    """撤回申请: the applicant takes the application back."""

    type: ClassVar[str] = "case.withdrawn"
    reason: Reference | None


@dataclass(frozen=True, slots=True)
class Voided(Event):
    """作废: a receipt that was entered wrongly is void; a second person agreed."""

    type: ClassVar[str] = "case.voided"


IntakeEvent: TypeAlias = (
    Submitted | ReceiptDayMoved | Received | PreReviewed | Mended | MaterialChecked | MaterialsTaken
    | SupplementRequested | Supplemented | Declined | Returned | Accepted | Withdrawn | Voided
)  # fmt: skip
