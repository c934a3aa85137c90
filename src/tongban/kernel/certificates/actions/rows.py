"""证照的行: the newest print under its lock, the next number, and what is sealed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from django.db import connection

from tongban.kernel import Refusal
from tongban.kernel.certificates.models import Certificate
from tongban.kernel.certificates.queries import TERMS, WORDS, prints_of, terms_of
from tongban.kernel.certificates.rules import State
from tongban.kernel.ledger.contents import Sealed, digest_of, sealed
from tongban.kernel.ledger.events import Value


def sealed_terms(terms: Mapping[str, object]) -> Sealed:
    """Return what a certificate permits, sealed, in the order given; refuses what is not plain JSON."""
    return sealed(_listed(terms.items()), purpose=TERMS)


def sealed_words(words: str) -> Sealed:
    """Return reasons or words, sealed."""
    return sealed(words, purpose=WORDS)


def terms_digest(row: Certificate) -> str:
    """Return the digest that the log holds for what a print permits."""
    return digest_of(_listed(terms_of(row)), bytes(row.terms_salt))


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
    # What is no JSON, `sealed` refuses.
    return [[name, cast(Value, value)] for name, value in terms]
