"""决定与送达: decision, papers, certificates, originals, delivery, archive."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel.cases.events.parts import Event, Original, Reference


@dataclass(frozen=True, slots=True)
class Decided(Event):
    """决定: granted, refused or answered, with the reasons, on the day `happened`; `deemed` by silence alone (XK-14)."""

    type: ClassVar[str] = "case.decided"
    outcome: str
    happened: str
    reasons: Reference | None
    deemed: bool = False


@dataclass(frozen=True, slots=True)
class Closed(Event):
    """办结: the flow has ended."""

    type: ClassVar[str] = "case.closed"


@dataclass(frozen=True, slots=True)
class PaperIssued(Event):
    """出具文书: a numbered paper, with the facts that stand on it."""

    type: ClassVar[str] = "paper.issued_in_case"
    paper: int
    kind: str
    number: str
    facts: Reference


@dataclass(frozen=True, slots=True)
class CertificateGiven(Event):
    """颁发证照: the certificate that the decision issued, changed, renewed or cancelled."""

    type: ClassVar[str] = "case.certificate_given"
    certificate: int
    number: str
    how: str


@dataclass(frozen=True, slots=True)
class OriginalsTaken(Event):
    """留存原件: original papers that the organ keeps for the time being; `by` has them in hand."""

    type: ClassVar[str] = "originals.taken"
    originals: tuple[Original, ...]
    names: Reference | None = None


@dataclass(frozen=True, slots=True)
class HandoverOffered(Event):
    """原件移交: a list of originals is handed to somebody, who has yet to sign; `to` is an actor or `party`."""

    type: ClassVar[str] = "originals.offered"
    handover: int
    originals: tuple[int, ...]
    to: str


@dataclass(frozen=True, slots=True)
class HandoverSigned(Event):
    """签收原件: the receiver signed the list and has the originals from here on."""

    type: ClassVar[str] = "originals.signed"
    handover: int
    holder: str


@dataclass(frozen=True, slots=True)
class Delivered(Event):
    """送达: the result reached the applicant or somebody for him, by window, post or electronically, with its proof."""

    type: ClassVar[str] = "case.delivered"
    mode: str
    happened: str
    proof: Reference


@dataclass(frozen=True, slots=True)
class Archived(Event):
    """归档: the file of the case is closed; `digest` is that of its index."""

    type: ClassVar[str] = "case.archived"
    digest: str
    papers: int


@dataclass(frozen=True, slots=True)
class Erased(Event):
    """清除: personal contents are gone with their salt; their digests stay, so the log can still be verified."""

    type: ClassVar[str] = "case.erased"
    contents: tuple[int, ...]
    ground: str


ResultEvent: TypeAlias = (
    Decided | Closed | PaperIssued | CertificateGiven | OriginalsTaken | HandoverOffered
    | HandoverSigned | Delivered | Archived | Erased
)  # fmt: skip
