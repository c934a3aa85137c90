"""延续申请: a case asks for a renewal, and ends without one. Called by the commands of the case."""

from datetime import date

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.certificates import rules
from tongban.kernel.certificates.actions.rows import newest, refuse
from tongban.kernel.certificates.days import reminder_days, renewal_days
from tongban.kernel.certificates.events import RenewalAsked, RenewalClosed, entry
from tongban.kernel.certificates.models import Certificate
from tongban.kernel.certificates.renewals import Request, renewal_standing
from tongban.kernel.certificates.rules import State
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.actions import append


@transaction.atomic
def ask_renewal(
    certificate_id: int,
    act: Act,
    *,
    case_number: str,
    asked_on: date | None,
    claimed_on: date | None = None,
) -> Certificate:
    """申请延续: put on file that a case asks for renewal, made on a day; it says itself how it stands to the end.

    In time, the certificate goes on beyond its last day until there is an answer; asked on paper and entered late, it
    stands again. Later than the last admissible day it is refused; earlier, never as late. A day that is but claimed
    keeps the request from being refused as late and does nothing else; asked again on the day agreed to, it counts.
    """
    row = newest(certificate_id)
    if row.request is not None and row.request_case != case_number:
        raise Refusal(
            "certificate.asked_already",
            "A renewal of this certificate is being handled already. Wait for its answer.",
        )
    claimed, last = _standing(row, claimed_on or asked_on)
    refuse(rules.may_ask(row.life, claimed, last=last))
    request, _last = _standing(row, asked_on)
    settled = row.request in (request, Request.IN_TIME)
    if asked_on is None or request is Request.TOO_LATE or settled:
        return row
    if row.state == State.EXPIRED and request is Request.IN_TIME:
        row.state, row.state_on = State.VALID.value, day_of(act.at)
    row.request, row.request_case = request.value, case_number
    _saved(row, act)
    event = RenewalAsked(row.pk, case_number, asked_on.isoformat(), request.value)
    append([entry(event, act, home=row.home)])
    return row


def _standing(row: Certificate, on: date | None) -> tuple[Request, date | None]:
    """Return how a request made on a day stands, and the last day on which it is heard."""
    if row.valid_to is None or on is None:
        return Request.TOO_LATE, row.valid_to
    days = renewal_days(row.home, row.valid_to, on=on)
    return renewal_standing(on, days), days.admissible_by


@transaction.atomic
def close_renewal(certificate_id: int, act: Act, *, case_number: str) -> Certificate:
    """延续申请了结: the case ended without a renewal (refused, withdrawn, terminated); the certificate ends as printed."""
    row = newest(certificate_id)
    if row.request_case != case_number:
        return row
    row.request, row.request_case = None, ""
    _saved(row, act)
    append([entry(RenewalClosed(row.pk, case_number), act, home=row.home)])
    return row


def _saved(row: Certificate, act: Act) -> None:
    row.next_due = rules.next_due(row.life, reminder_days(row.home, on=day_of(act.at)))
    row.save(update_fields=["state", "state_on", "request", "request_case", "next_due"])
