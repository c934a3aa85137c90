"""证照经过: what has happened to a certificate over all its prints, as its page tells it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongban.kernel.certificates.events import CertificateIssued, stream_of
from tongban.kernel.certificates.queries import Certificate, prints_of, proposals_of, words_of
from tongban.kernel.identity.queries import names_of
from tongban.kernel.ledger.queries import events_of


@dataclass(frozen=True, slots=True)
class Told:
    """证照经过一条: one event; `words` are the reasons or words of a proposal, empty for who may not read them."""

    type: str
    at: datetime
    by: str
    data: dict[str, Any]
    words: str


def story_of(certificate: Certificate, *, with_words: bool) -> list[Told]:
    """Return what has happened to any print of the certificate, the newest first.

    The issue of a further print is told by the change or renewal that brought it.
    """
    records = [
        record
        for row in prints_of(certificate)
        for record in events_of(row.home, stream_of(row.pk))
        if record.type != CertificateIssued.type or record.data["predecessor"] is None
    ]
    records.sort(key=lambda record: (record.at, record.n), reverse=True)
    names = names_of(record.by for record in records)
    words = _words(certificate) if with_words else {}
    return [
        Told(
            record.type,
            record.at,
            names.get(record.by, ""),
            dict(record.data),
            words.get((record.type, record.data.get("proposal")), ""),
        )
        for record in records
    ]


def _words(certificate: Certificate) -> dict[tuple[str, Any], str]:
    """Return the reasons and words of all proposals, by the event that refers to them."""
    found: dict[tuple[str, Any], str] = {}
    for one in proposals_of(certificate):
        found["certificate.revocation_proposed", one.pk] = words_of(one.reasons_sealed)
        outcome = "confirmed" if one.agreed else "declined"
        found[f"certificate.revocation_{outcome}", one.pk] = words_of(one.words_sealed)
    return found
