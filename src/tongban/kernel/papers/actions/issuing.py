"""出具文书: a paper gets its number and its code; later it may be superseded, revoked, or scanned back with its stamp.

Whether somebody may issue it, the verb of the case has asked before.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.documents.actions import let_go, use
from tongban.kernel.documents.queries import document_used_by
from tongban.kernel.identity.queries import organ_by_id
from tongban.kernel.ledger.actions import append
from tongban.kernel.papers.actions.numbering import numbered
from tongban.kernel.papers.events import (
    PaperIssued,
    PaperRevoked,
    PaperScanned,
    PaperSuperseded,
    entry,
)
from tongban.kernel.papers.models import Paper
from tongban.kernel.papers.rules import State, kind_of

SCANS = frozenset({"application/pdf", "image/jpeg", "image/png"})


@dataclass(frozen=True, slots=True)
class NewPaper:
    """新文书: the kind, what it belongs to (`case/NUMBER`), the organ that issues it, and its day."""

    kind: str
    subject: str
    organ_id: int
    home: int
    on: date


@transaction.atomic(savepoint=False)
def issue(plan: NewPaper, act: Act) -> Paper:
    """出具文书: give the paper the next number of its organ and an unguessable code, inside the caller's transaction."""
    kind, organ = kind_of(plan.kind), organ_by_id(plan.organ_id)
    if organ is None:
        raise Refusal(
            "papers.no_organ", "There is no such organ. Name the organ that issues the paper."
        )
    series, running, number = numbered(organ, kind, plan.on.year)
    row = Paper.objects.create(
        kind=kind.value, subject=plan.subject, home=plan.home, organ=organ,
        series=series, year=plan.on.year, running=running, number=number,
        code=base64.b32encode(secrets.token_bytes(10)).decode(),
        issued_on=plan.on, issued_by=act.by, issued_at=act.at, state_at=act.at,
    )  # fmt: skip
    event = PaperIssued(row.pk, row.kind, row.number, organ.pk, row.subject)
    append([entry(event, act, home=row.home)])
    return row


@transaction.atomic
def supersede(paper_id: int, act: Act, *, by: int | None) -> Paper:
    """替代文书: another paper, or a later act, takes its place. Refuses for one that was revoked."""
    row = locked(paper_id)
    if row.state == State.SUPERSEDED:
        return row
    _refuse_revoked(row)
    successor = None if by is None else locked(by)
    if successor is not None and (successor.pk == row.pk or successor.subject != row.subject):
        raise Refusal(
            "papers.wrong_successor",
            "A paper is superseded by another paper of the same case. Name that one.",
        )
    row.successor = successor
    _put(row, State.SUPERSEDED, act)
    append([entry(PaperSuperseded(row.pk, by), act, home=row.home)])
    return row


@transaction.atomic
def revoke(paper_id: int, act: Act) -> Paper:
    """撤回文书: the paper no longer holds. Doing it again changes nothing."""
    row = locked(paper_id)
    if row.state == State.REVOKED:
        return row
    row.successor = None
    _put(row, State.REVOKED, act)
    append([entry(PaperRevoked(row.pk), act, home=row.home)])
    return row


@transaction.atomic
def attach_scan(paper_id: int, document_id: int, act: Act) -> Paper:
    """文书回扫: keep the stamped print, a file that `act.by` has uploaded; its digest verifies too. The last one counts."""
    row = locked(paper_id)
    _refuse_revoked(row)
    use([document_id], act, subject=row.subject)
    document = document_used_by(row.subject, document_id)
    if document.media_type not in SCANS:
        raise Refusal(
            "papers.not_a_scan",
            "A scanned paper is a PDF or a picture. Scan the stamped print and attach that.",
        )
    if row.scan_id not in (None, document.pk):
        let_go(row.scan_id, subject=row.subject)
    if row.scan_id != document.pk:
        row.scan, row.scan_sha256 = document, document.sha256
        row.save(update_fields=["scan", "scan_sha256"])
        append([entry(PaperScanned(row.pk, document.pk, document.sha256), act, home=row.home)])
    return row


def locked(paper_id: int) -> Paper:
    """Return a paper under its lock; refuses one that does not exist."""
    row = (
        Paper.objects.select_for_update(of=("self",))
        .select_related("organ")
        .filter(pk=paper_id)
        .first()
    )
    if row is None:
        raise Refusal("papers.not_found", "There is no such paper. Look for it by its case.")
    return row


def _put(row: Paper, state: State, act: Act) -> None:
    row.state, row.state_at = state.value, act.at
    row.save(update_fields=["state", "state_at", "successor"])


def _refuse_revoked(row: Paper) -> None:
    if row.state == State.REVOKED:
        raise Refusal(
            "papers.revoked", "Paper {number} was revoked. Issue a new one.", number=row.number
        )
