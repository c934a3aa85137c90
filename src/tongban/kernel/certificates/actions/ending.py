"""撤销、撤回、吊销、注销: one person proposes, a second decides; by application a case does it in one step."""

from datetime import date

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.certificates import rules
from tongban.kernel.certificates.actions.rows import newest, put, refuse, sealed_words
from tongban.kernel.certificates.days import grounds
from tongban.kernel.certificates.events import (
    CertificateCancelled,
    RevocationConfirmed,
    RevocationDeclined,
    RevocationProposed,
    entry,
)
from tongban.kernel.certificates.models import Certificate, Proposal
from tongban.kernel.certificates.powers import DECIDE, PROPOSE, need_post
from tongban.kernel.certificates.queries import open_proposal, proposals_of, words_of
from tongban.kernel.certificates.rules import APPLIED, Kind, State
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.actions import append

LONGEST_WORDS = 2000


@transaction.atomic
def cancel(
    certificate_id: int, act: Act, *, ground: str, case_number: str = "", on: date
) -> Certificate:
    """注销证照: cancel it on a closed ground, by a case; without a case two persons propose and confirm it."""
    row = newest(certificate_id)
    refuse(rules.is_ground(ground, grounds(Kind.CANCELLED, row.home, on=on)))
    if not case_number:
        raise Refusal(
            "certificate.cancel_needs_two",
            "Without an application, one person proposes the cancellation and a second confirms it. Propose it.",
        )
    refuse(rules.may_end(Kind.CANCELLED, ground, row.life, on=on))
    put(row, State.CANCELLED, on)
    event = CertificateCancelled(row.pk, ground, case_number, on.isoformat())
    append([entry(event, act, home=row.home)])
    return row


@transaction.atomic
def propose_revocation(
    certificate_id: int, act: Act, *, kind: Kind | str, ground: str, reasons: str
) -> Proposal:
    """提议取消证照: propose to revoke, withdraw, rescind or cancel it; the reasons are sealed, the log has their digest."""
    kind, on, row = Kind(kind), day_of(act.at), newest(certificate_id)
    first = proposals_of(row).filter(proposed_by=act.by, proposed_key=act.key).first()
    if first is not None:
        same = (first.kind, first.ground, words_of(first.reasons_sealed))
        if same != (kind.value, ground, reasons.strip()):
            raise _used_key()
        return first
    need_post(act.by, row, PROPOSE, on=on)
    refuse(_unsaid(reasons))
    listed = grounds(kind, row.home, on=on)
    refuse(rules.is_ground(ground, [one for one in listed if one != APPLIED]))
    refuse(rules.may_end(kind, ground, row.life, on=on))
    if open_proposal(row) is not None:
        raise Refusal(
            "certificate.proposed_already",
            "Its end was proposed already. Somebody who may decide at the organ has to confirm or decline that first.",
        )
    sealed = sealed_words(reasons.strip())
    proposal = Proposal.objects.create(
        certificate=row,
        kind=kind.value,
        ground=ground,
        reasons_sealed=sealed.body,
        reasons_salt=sealed.salt,
        proposed_by=act.by,
        proposed_at=act.at,
        proposed_key=act.key,
    )
    event = RevocationProposed(row.pk, proposal.pk, kind.value, ground, sealed.digest)
    append([entry(event, act, home=row.home)])
    return proposal


@transaction.atomic
def confirm_revocation(
    certificate_id: int, act: Act, *, proposal_id: int, agreed: bool, words: str
) -> Certificate:
    """核准取消证照: decide, as a second person, on the proposal that was read. Who declines says why."""
    row = newest(certificate_id)
    answered = proposals_of(row).filter(decided_by=act.by, decided_key=act.key).first()
    if answered is not None:
        if (answered.pk, answered.agreed) != (proposal_id, agreed):
            raise _used_key()
        return row
    proposal = open_proposal(row)
    if proposal is None or proposal.pk != proposal_id:
        raise Refusal(
            "certificate.no_proposal",
            "Nothing is proposed for this certificate. An officer of the organ has to propose it first.",
        )
    on = day_of(act.at)
    refuse(rules.second_person(act.by, proposal.proposed_by))
    need_post(act.by, row, DECIDE, on=on)
    kind = Kind(proposal.kind)
    refuse(rules.may_end(kind, proposal.ground, row.life, on=on) if agreed else _unsaid(words))
    _decided(proposal, act, agreed=agreed, words=words)
    if agreed:
        put(row, State(kind), on)
        if kind is Kind.CANCELLED:
            event = CertificateCancelled(row.pk, proposal.ground, "", on.isoformat())
            append([entry(event, act, home=row.home)])
    return row


def _decided(proposal: Proposal, act: Act, *, agreed: bool, words: str) -> None:
    sealed = sealed_words(words.strip()[:LONGEST_WORDS])
    proposal.agreed = agreed
    proposal.words_sealed, proposal.words_salt = sealed.body, sealed.salt
    proposal.decided_by, proposal.decided_at, proposal.decided_key = act.by, act.at, act.key
    proposal.save()
    happened = RevocationConfirmed if agreed else RevocationDeclined
    event = happened(
        proposal.certificate_id, proposal.pk, proposal.kind, proposal.ground, sealed.digest
    )
    append([entry(event, act, home=proposal.certificate.home)])


def _used_key() -> Refusal:
    return Refusal(
        "certificate.key",
        "This page was used for another decision already. Load it again and look how the certificate stands.",
    )


def _unsaid(words: str) -> Refusal | None:
    if 0 < len(words.strip()) <= LONGEST_WORDS:
        return None
    return Refusal(
        "certificate.reasons",
        "The reasons are missing or too long. Give them in up to {most} characters.",
        most=LONGEST_WORDS,
    )
