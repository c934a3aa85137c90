"""到期与取消的告知: which events of a certificate its holder is told of."""

from collections.abc import Mapping, Sequence
from datetime import date

from tongban.kernel.certificates.days import renewal_days
from tongban.kernel.certificates.events import (
    CertificateCancelled,
    CertificateExpired,
    CertificateReminded,
    CertificateRenewed,
    RevocationConfirmed,
    stream_of,
)
from tongban.kernel.certificates.queries import Certificate, certificate_by_id
from tongban.kernel.certificates.rules import Kind
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.events import Record
from tongban.kernel.notices.actions import tell as tell_all
from tongban.kernel.notices.queries import Notice

KINDS = {
    CertificateReminded.type: "certificate.reminded",
    CertificateExpired.type: "certificate.expired",
    CertificateRenewed.type: "certificate.renewed",
    CertificateCancelled.type: "certificate.cancelled",
    RevocationConfirmed.type: "certificate.revoked",
}


def tell(records: Sequence[Record]) -> None:
    """Leave the holder a notice of each event that matters to him; called after the command's commit."""
    told = [record for record in records if record.type in KINDS and not _told_elsewhere(record)]
    if told:
        tell_all([_notice(record) for record in told])


def _told_elsewhere(record: Record) -> bool:
    """A renewal by silence is told by its case, a cancellation by two persons by the event of the cancellation."""
    by_silence = record.type == CertificateRenewed.type and record.data["deemed"] is True
    cancels = record.type == RevocationConfirmed.type and record.data["kind"] == Kind.CANCELLED
    return by_silence or cancels


def _notice(record: Record) -> Notice:
    row = _row(record.data["certificate"])
    subject = row if record.type != CertificateRenewed.type else _row(record.data["successor"])
    return Notice(
        party=row.party_id,
        stream=record.stream,
        n=record.n,
        subject=stream_of(subject.pk),
        title=row.title,
        kind=KINDS[record.type],
        facts=_facts(record, subject),
        at=record.at,
    )


def _facts(record: Record, row: Certificate) -> Mapping[str, int | str]:
    if row.valid_to is None or record.type in (RevocationConfirmed.type, CertificateCancelled.type):
        return {}
    until: dict[str, int | str] = {"until": row.valid_to.isoformat()}
    if record.type != CertificateReminded.type:
        return until
    return {**until, **_left(row.home, row.valid_to, day_of(record.at))}


def _left(home: int, valid_to: date, on: date) -> Mapping[str, int | str]:
    """Return how many days are left, and by when to ask in time while that day has not passed."""
    by = renewal_days(home, valid_to, on=on).in_time_by
    left: dict[str, int | str] = {"days": (valid_to - on).days}
    return {**left, "apply_by": by.isoformat()} if by >= on else left


def _row(certificate_id: object) -> Certificate:
    found = certificate_by_id(certificate_id) if isinstance(certificate_id, int) else None
    if found is None:
        raise LookupError(certificate_id)
    return found
