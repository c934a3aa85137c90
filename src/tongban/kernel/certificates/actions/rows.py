"""证照的行: the newest print under its lock, the next number, and what is sealed."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import cast

from django.db import connection

from tongban.kernel import Refusal
from tongban.kernel.certificates.models import Certificate
from tongban.kernel.certificates.queries import TERMS, WORDS, prints_of, terms_of
from tongban.kernel.certificates.rules import State
from tongban.kernel.ledger.events import Value
from tongban.kernel.ledger.rules import admitted, canonical
from tongban.kernel.sealing import seal


@dataclass(frozen=True, slots=True)
class Sealed:
    """密封内容: what was sealed, its salt, and the digest that the log holds in its place."""

    body: bytes
    salt: bytes
    digest: str


def sealed_terms(terms: Mapping[str, object]) -> Sealed:
    """Return what a certificate permits, sealed, in the order given; refuses what is not plain JSON."""
    return _sealed(_listed(terms.items()), TERMS)


def sealed_words(words: str) -> Sealed:
    """Return reasons or words, sealed."""
    return _sealed(words, WORDS)


def terms_digest(row: Certificate) -> str:
    """Return the digest that the log holds for what a print permits."""
    return digest_of(_listed(terms_of(row)), bytes(row.terms_salt))


def digest_of(body: Value, salt: bytes) -> str:
    """Return the lower-hex SHA-256 of the salt and the RFC 8785 form of `{"body": …}`."""
    return sha256(salt + canonical({"body": body})).hexdigest()


def next_number(organ_id: int, series: str, year: int) -> int:
    """Return the next number of the series. The row stays locked to the caller's commit: a rollback leaves no gap."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO certificates_numberseries (organ_id, series, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (organ_id, series, year) DO UPDATE SET last = certificates_numberseries.last + 1"
            " RETURNING last",
            [organ_id, series, year],
        )
        return int(cursor.fetchone()[0])


def newest(certificate_id: int) -> Certificate:
    """Return the newest print of a certificate, locked, whichever of its prints is named."""
    named = Certificate.objects.filter(pk=certificate_id).first()
    if named is None:
        raise Refusal(
            "certificate.not_found", "There is no such certificate. Look for it by its number."
        )
    while True:
        # Whoever waited for a lock may have waited for a print that was replaced meanwhile.
        row = prints_of(named).select_for_update(of=("self",)).select_related("organ")[0]
        if row.state != State.SUPERSEDED:
            return row


def put(row: Certificate, state: State, on: date) -> None:
    """Let a print stand in another state from a day on; nothing is due for it any more, and no request is open."""
    row.state, row.state_on, row.next_due = state.value, on, None
    row.request, row.request_case = None, ""
    row.save(update_fields=["state", "state_on", "next_due", "request", "request_case"])


def refuse(refusal: Refusal | None) -> None:
    """Raise a refusal, if there is one."""
    if refusal is not None:
        raise refusal


def _listed(terms: Iterable[tuple[str, object]]) -> Value:
    # What is no JSON, `admitted` refuses.
    return [[name, cast(Value, value)] for name, value in terms]


def _sealed(body: Value, purpose: str) -> Sealed:
    admitted({"body": body})
    salt = secrets.token_bytes(16)
    written = json.dumps(body, ensure_ascii=False).encode()
    return Sealed(seal(written, purpose=purpose), salt, digest_of(body, salt))
