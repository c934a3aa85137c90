"""颁发、变更、延续: a certificate gets its number, and further prints of it. Called by the commands of a case.

Whether somebody may grant it, the decision of the case has asked before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.certificates import rules
from tongban.kernel.certificates.actions.rows import (
    newest,
    next_number,
    put,
    refuse,
    sealed_terms,
    terms_digest,
)
from tongban.kernel.certificates.days import reminder_days
from tongban.kernel.certificates.events import (
    CertificateChanged,
    CertificateIssued,
    CertificateRenewed,
    entry,
)
from tongban.kernel.certificates.models import Certificate, Proposal
from tongban.kernel.certificates.rules import State
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.actions import append
from tongban.kernel.ledger.events import Entry


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """新证照: what a granted case says of the certificate. `valid_to` is the last valid day; `None` is long-term.

    `terms` is what it permits (scope, address …) by the name that people read, in the order of the print.
    """

    home: int
    organ_id: int
    matter_id: int
    version_id: int
    party_id: int
    series: str
    title: str
    case_number: str
    issued_on: date
    valid_from: date
    valid_to: date | None
    terms: Mapping[str, object]


@transaction.atomic
def issue(plan: NewCertificate, act: Act) -> Certificate:
    """颁发证照: give the certificate the next number of its organ, word and year, without gaps."""
    refuse(
        rules.may_issue(
            plan.series,
            issued_on=plan.issued_on,
            valid_from=plan.valid_from,
            valid_to=plan.valid_to,
        )
    )
    refuse(_series_taken(plan))
    terms = sealed_terms(plan.terms)
    running = next_number(plan.organ_id, plan.series, plan.issued_on.year)
    row = Certificate(
        home=plan.home, organ_id=plan.organ_id, matter=plan.matter_id, version=plan.version_id,
        party_id=plan.party_id, series=plan.series, year=plan.issued_on.year, running=running,
        number=rules.number_text(plan.series, plan.issued_on.year, running),
        title=plan.title, case_number=plan.case_number, issued_on=plan.issued_on,
        valid_from=plan.valid_from, valid_to=plan.valid_to, state_on=plan.issued_on,
        terms_sealed=terms.body, terms_salt=terms.salt,
    )  # fmt: skip
    _stored(row, act)
    append([_issued(row, act)])
    return row


@transaction.atomic
def change(
    certificate_id: int,
    act: Act,
    *,
    case_number: str,
    terms: Mapping[str, object] | None,
    on: date,
) -> Certificate:
    """变更证照: replace the print by a successor with the same number and the same last day; `None` keeps the terms."""
    old = newest(certificate_id)
    refuse(rules.may_change(old.life, on=on))
    # While an answer to a renewal is awaited the period may be over; the change does not lengthen it.
    begin = max(old.valid_from, on if old.valid_to is None else min(on, old.valid_to))
    new = _successor(old, case_number=case_number, on=on)
    new.valid_from, new.valid_to, new.deemed = begin, old.valid_to, old.deemed
    new.request, new.request_case = old.request, old.request_case
    if terms is not None:
        sealed = sealed_terms(terms)
        new.terms_sealed, new.terms_salt = sealed.body, sealed.salt
    _replaced(old, new, act)
    event = CertificateChanged(old.pk, new.pk, case_number, on.isoformat())
    append([entry(event, act, home=old.home), _issued(new, act)])
    return new


@transaction.atomic
def renew(
    certificate_id: int,
    act: Act,
    *,
    case_number: str,
    on: date,
    valid_to: date | None,
    deemed: bool,
) -> Certificate:
    """延续证照: continue it by a successor for a new period, which begins the day after the old one ends.

    By decision, what had expired meanwhile begins on the day of the decision. By silence (`deemed`), never a gap: the
    request must have been asked in time (`ask_renewal`), and the last day must have passed.
    """
    old = newest(certificate_id)
    life, asked = old.life, old.request_case == case_number
    if deemed:
        refuse(rules.may_be_deemed(life, on=on))
    else:
        refuse(rules.may_renew(life, on=on, asked=asked))
    begin = rules.begins(life, on=on, deemed=deemed)
    refuse(rules.period_fault(begin, valid_to, today=on))
    new = _successor(old, case_number=case_number, on=on)
    new.valid_from, new.valid_to, new.deemed = begin, valid_to, deemed
    _replaced(old, new, act)
    event = CertificateRenewed(old.pk, new.pk, case_number, on.isoformat(), deemed)
    append([entry(event, act, home=old.home), _issued(new, act)])
    return new


def _successor(old: Certificate, *, case_number: str, on: date) -> Certificate:
    """Return the next print of the same number, not stored yet."""
    return Certificate(
        home=old.home, organ=old.organ, matter=old.matter, version=old.version, party_id=old.party_id,
        series=old.series, year=old.year, running=old.running, edition=old.edition + 1,
        number=old.number, title=old.title, predecessor=old, case_number=case_number,
        issued_on=on, state_on=on, terms_sealed=old.terms_sealed, terms_salt=old.terms_salt,
    )  # fmt: skip


def _replaced(old: Certificate, new: Certificate, act: Act) -> None:
    """Store the successor in the place of `old`; a proposal to end the certificate goes on with it."""
    if new.valid_to == old.valid_to:
        new.reminded = old.reminded
    put(old, State.SUPERSEDED, new.issued_on)
    _stored(new, act)
    Proposal.objects.filter(certificate=old, agreed__isnull=True).update(certificate=new)


def _stored(row: Certificate, act: Act) -> None:
    days = reminder_days(row.home, on=day_of(act.at))
    if row.reminded is None:
        row.reminded = rules.passed(row.valid_to, days, on=row.issued_on)
    row.next_due = rules.next_due(row.life, days)
    row.save(force_insert=True)


def _issued(row: Certificate, act: Act) -> Entry:
    event = CertificateIssued(
        certificate=row.pk,
        predecessor=row.predecessor_id,
        organ=row.organ_id,
        matter=row.matter,
        version=row.version,
        party=row.party_id,
        title=row.title,
        number=row.number,
        edition=row.edition,
        case=row.case_number,
        issued_on=row.issued_on.isoformat(),
        valid_from=row.valid_from.isoformat(),
        valid_to=row.valid_to.isoformat() if row.valid_to else None,
        terms=terms_digest(row),
    )
    return entry(event, act, home=row.home)


def _series_taken(plan: NewCertificate) -> Refusal | None:
    others = Certificate.objects.filter(home=plan.home, series=plan.series)
    if not others.exclude(organ=plan.organ_id).exists():
        return None
    return Refusal(
        "certificate.series_taken",
        "Another organ of this county numbers its certificates with {series}. Choose a word of the organ's own.",
        series=plan.series,
    )
