"""证照到期巡查: reminders and expiry, as the calendar brings them; one short transaction a certificate."""

import logging
from datetime import date, datetime

from django.db import transaction

from tongban.kernel import Act
from tongban.kernel.certificates import rules
from tongban.kernel.certificates.days import reminder_days
from tongban.kernel.certificates.events import CertificateExpired, CertificateReminded, entry
from tongban.kernel.certificates.models import Certificate
from tongban.kernel.certificates.queries import due_for_sweep
from tongban.kernel.certificates.rules import State
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.actions import append

log = logging.getLogger(__name__)


def sweep(at: datetime, *, most: int = 200) -> int:
    """证照到期巡查: do what is due by the day of `at`; return for how many certificates. Repeated, it does nothing twice.

    After a stop it catches up. What fails is told to the log and does not keep the others waiting.
    """
    done, after = 0, 0
    while done < most and (ids := due_for_sweep(day_of(at), after=after, most=most - done)):
        done += sum(_swept(each, at) for each in ids)
        after = ids[-1]
    return done


def _swept(certificate_id: int, at: datetime) -> bool:
    on = day_of(at)
    due = Certificate.objects.filter(pk=certificate_id, next_due__lte=on)
    try:
        with transaction.atomic():
            row = due.select_for_update(skip_locked=True).first()
            if row is not None:
                _step(row, at, on)
            return row is not None
    except Exception:
        log.exception("certificate/%s could not be looked after; it is tried again", certificate_id)
        return False


def _step(row: Certificate, at: datetime, on: date) -> None:
    days, end = reminder_days(row.home, on=on), row.valid_to
    act = Act("system", f"organ/{row.organ_id}", at, f"certificate/{row.pk}/{row.next_due}")
    reminder = rules.reminder_due(row.life, days, on=on)
    if end is not None and rules.standing(row.life, on=on) is State.EXPIRED:
        row.state, row.state_on = State.EXPIRED.value, rules.day_after(end)
        expired = CertificateExpired(row.pk, row.state_on.isoformat())
        append([entry(expired, act, home=row.home)])
    elif end is not None and reminder is not None:
        row.reminded = reminder
        reminded = CertificateReminded(row.pk, reminder, end.isoformat())
        append([entry(reminded, act, home=row.home)])
    row.next_due = rules.next_due(row.life, days)
    row.save(update_fields=["state", "state_on", "reminded", "next_due"])
