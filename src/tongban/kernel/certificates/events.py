"""What can happen to certificates. No event holds personal data: terms and reasons are sealed, the log has digests."""

from dataclasses import asdict, dataclass
from typing import ClassVar, TypeAlias

from tongban.kernel import Act
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class CertificateIssued:
    """颁发证照: a certificate got its number, or a further print of it. `terms` is the salted digest of what it permits.

    Days are dates; `valid_to` is the last valid day, null for long-term.
    """

    type: ClassVar[str] = "certificate.issued"
    certificate: int
    predecessor: int | None
    organ: int
    matter: int
    version: int
    party: int
    title: str
    number: str
    edition: int
    case: str
    issued_on: str
    valid_from: str
    valid_to: str | None
    terms: str


@dataclass(frozen=True, slots=True)
class CertificateChanged:
    """变更证照: a successor with the same number replaces it."""

    type: ClassVar[str] = "certificate.changed"
    certificate: int
    successor: int
    case: str
    on: str


@dataclass(frozen=True, slots=True)
class CertificateRenewed:
    """延续证照: a successor continues it for a new period; `deemed` where silence renewed it."""

    type: ClassVar[str] = "certificate.renewed"
    certificate: int
    successor: int
    case: str
    on: str
    deemed: bool


@dataclass(frozen=True, slots=True)
class RenewalAsked:
    """申请延续: the holder asked for renewal, `in_time` for deemed renewal or merely `late_but_admissible`."""

    type: ClassVar[str] = "certificate.renewal_asked"
    certificate: int
    case: str
    asked_on: str
    standing: str


@dataclass(frozen=True, slots=True)
class RenewalClosed:
    """延续申请了结: the request ended without a renewal."""

    type: ClassVar[str] = "certificate.renewal_closed"
    certificate: int
    case: str


@dataclass(frozen=True, slots=True)
class RevocationProposed:
    """提议取消证照: somebody proposed to revoke, withdraw, rescind or cancel it; `reasons` is their salted digest."""

    type: ClassVar[str] = "certificate.revocation_proposed"
    certificate: int
    proposal: int
    kind: str
    ground: str
    reasons: str


@dataclass(frozen=True, slots=True)
class RevocationConfirmed:
    """核准取消证照: a second person decided as proposed; `words` is the salted digest of what was said."""

    type: ClassVar[str] = "certificate.revocation_confirmed"
    certificate: int
    proposal: int
    kind: str
    ground: str
    words: str


@dataclass(frozen=True, slots=True)
class RevocationDeclined:
    """不同意取消证照: a second person decided against the proposal."""

    type: ClassVar[str] = "certificate.revocation_declined"
    certificate: int
    proposal: int
    kind: str
    ground: str
    words: str


@dataclass(frozen=True, slots=True)
class CertificateCancelled:
    """注销证照: its registration was cancelled on one of the closed grounds."""

    type: ClassVar[str] = "certificate.cancelled"
    certificate: int
    ground: str
    case: str
    on: str


@dataclass(frozen=True, slots=True)
class CertificateExpired:
    """证照到期: its last valid day passed; `on` is the first day without it."""

    type: ClassVar[str] = "certificate.expired"
    certificate: int
    on: str


@dataclass(frozen=True, slots=True)
class CertificateReminded:
    """到期提醒: the holder is to be told that it ends in so many `days` at most."""

    type: ClassVar[str] = "certificate.reminded"
    certificate: int
    days: int
    valid_to: str


Happening: TypeAlias = (
    CertificateIssued
    | CertificateChanged
    | CertificateRenewed
    | RenewalAsked
    | RenewalClosed
    | RevocationProposed
    | RevocationConfirmed
    | RevocationDeclined
    | CertificateCancelled
    | CertificateExpired
    | CertificateReminded
)


def stream_of(certificate: int) -> str:
    """Return the name of a certificate's stream in the log."""
    return f"certificate/{certificate}"


def entry(event: Happening, act: Act, *, home: int) -> Entry:
    """Return the log entry of `event`, in the stream of its certificate."""
    return Entry(
        home=home,
        stream=stream_of(event.certificate),
        type=event.type,
        data=asdict(event),
        act=act,
    )
