"""Reading certificates. Every page, list and export starts from `certificates_visible_to`."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from django.db.models import Q, QuerySet

from tongban.kernel.certificates import rules
from tongban.kernel.certificates.days import reminder_days
from tongban.kernel.certificates.models import Certificate, Proposal
from tongban.kernel.certificates.renewals import Request
from tongban.kernel.certificates.rules import State
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person, posts_of
from tongban.kernel.identity.rules import HANDLERS, Duty
from tongban.kernel.parties.queries import party_of
from tongban.kernel.sealing import unseal

__all__ = [
    "Certificate",
    "Proposal",
    "certificate_by_id",
    "certificate_by_number",
    "certificates_visible_to",
    "deemed_renewals_due",
    "due_for_sweep",
    "due_reminders",
    "ground_of",
    "held_by",
    "in_force_of",
    "next_events",
    "open_proposal",
    "prints_of",
    "stands_as",
    "terms_of",
    "upcoming",
    "valid_for",
    "waiting_proposals",
    "words_of",
]

SEES_ALL = frozenset({Duty.DUTY_MANAGER, Duty.SUPERVISOR})
TERMS, WORDS = "certificate.terms", "certificate.words"
Terms: TypeAlias = Sequence[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Timer:
    """证照时点: what is due for one certificate on which day: `reminder`, `expiry` or `answer` to a request."""

    certificate: Certificate
    on: date
    what: str


def certificates_visible_to(reader: Person, *, on: date) -> QuerySet[Certificate]:
    """Return the certificates that `reader` may see.

    The public: one's own. Who handles cases: those of the organs that one's posts belong to. Duty managers and
    supervisors: all of their county. Other duties: none.
    """
    posts, party = posts_of(reader, on=on), party_of(reader)
    organs = {post.organ_id for post in posts if post.duty in HANDLERS}
    homes = {post.home for post in posts if post.duty in SEES_ALL}
    seen = Q(home__in=homes) | Q(organ__in=organs)
    return Certificate.objects.filter(seen | Q(party=party.pk) if party is not None else seen)


def certificate_by_id(certificate_id: int) -> Certificate | None:
    """Return a print by its key, for the platform's own work; never for a page."""
    return Certificate.objects.filter(pk=certificate_id).first()


def certificate_by_number(number: str, reader: Person, *, on: date) -> Certificate | None:
    """Return the newest print of a number if the reader may see it; not found and not allowed look the same."""
    found = certificates_visible_to(reader, on=on).filter(number=rules.normal_number(number))
    return found.select_related("organ").order_by("-edition").first()


def prints_of(certificate: Certificate) -> QuerySet[Certificate]:
    """Return every print of the same number, the newest first."""
    return Certificate.objects.filter(
        organ=certificate.organ_id,
        series=certificate.series,
        year=certificate.year,
        running=certificate.running,
    ).order_by("-edition")


def stands_as(state: State, *, on: date) -> Q:
    """Return the condition that a certificate stands so on a day, whether or not the sweep has come by."""
    over = Q(state=State.VALID, valid_to__lt=on) & ~_asked_in_time()
    if state is State.EXPIRED:
        return Q(state=State.EXPIRED) | over
    return Q(state=state) & ~over if state is State.VALID else Q(state=state)


def valid_for(party_id: int, matter_id: int, *, on: date) -> QuerySet[Certificate]:
    """Return the certificates by which a party may do, on that day, what the matter permits.

    A renewal granted before the old period ends holds from its grant, on the strength of the period still running.
    """
    begun = Q(valid_from__lte=on) | Q(predecessor__valid_to__gte=on)
    rows = Certificate.objects.filter(party=party_id, matter=matter_id)
    return rows.filter(stands_as(State.VALID, on=on), begun).order_by("issued_on", "pk")


def held_by(party_id: int, *, on: date) -> QuerySet[Certificate]:
    """Return the certificates of whatever matter that a party holds and that are valid on a day."""
    rows = Certificate.objects.filter(party=party_id, valid_from__lte=on, successor__isnull=True)
    return rows.filter(stands_as(State.VALID, on=on)).order_by("issued_on", "pk")


def in_force_of(matter_id: int, *, on: date) -> QuerySet[Certificate]:
    """Return the last prints of a matter's certificates that are in force on a day."""
    rows = Certificate.objects.filter(stands_as(State.VALID, on=on), matter=matter_id)
    return rows.filter(successor__isnull=True)


def upcoming(home: int, *, on: date, days: int) -> QuerySet[Certificate]:
    """Return the valid certificates of a county whose last day is within so many days, the nearest first."""
    return ending(Certificate.objects.filter(home=home), on=on, days=days)


def ending(certificates: QuerySet[Certificate], *, on: date, days: int) -> QuerySet[Certificate]:
    """Return those that are valid and whose last day is within so many days, the nearest first."""
    within = Q(valid_to__range=(on, on + timedelta(days)))
    return certificates.filter(within, state=State.VALID).order_by("valid_to", "pk")


def next_events(reader: Person, *, on: date, most: int = 100) -> list[Timer]:
    """Return what is due when for the certificates that the reader may see, the soonest first.

    A request asked in time is due to be answered by the last valid day.
    """
    seen = certificates_visible_to(reader, on=on).filter(state=State.VALID).select_related("organ")
    swept = seen.filter(next_due__isnull=False).order_by("next_due", "pk")[:most]
    asked = seen.filter(request__isnull=False, valid_to__isnull=False)
    found = [
        *(Timer(row, row.next_due, _what(row)) for row in swept if row.next_due),
        *(
            Timer(row, row.valid_to, "answer")
            for row in asked.order_by("valid_to", "pk")[:most]
            if row.valid_to
        ),
    ]
    return sorted(found, key=lambda timer: (timer.on, timer.certificate.pk, timer.what))[:most]


def due_for_sweep(on: date, *, after: int = 0, most: int = 100) -> list[int]:
    """Return the ids of certificates with something due, in order, from the one after `after`."""
    rows = Certificate.objects.filter(next_due__lte=on, pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


def due_reminders(at: datetime, *, most: int = 100) -> list[tuple[Certificate, int]]:
    """Return which certificates are due for which reminder (in days before the end), for who wants to look ahead."""
    on = day_of(at)
    rows = Certificate.objects.filter(next_due__lte=on).order_by("next_due", "pk")[:most]
    asked = (
        (row, rules.reminder_due(row.life, reminder_days(row.home, on=on), on=on)) for row in rows
    )
    return [(row, days) for row, days in asked if days is not None]


def deemed_renewals_due(on: date, *, most: int = 100) -> list[Certificate]:
    """Return what was asked in time and not answered before its last day passed: silence has renewed it (XK-14)."""
    rows = Certificate.objects.filter(_asked_in_time(), state=State.VALID, valid_to__lt=on)
    return list(rows.order_by("valid_to", "pk")[:most])


def open_proposal(certificate: Certificate) -> Proposal | None:
    """Return the proposal that waits for a second person."""
    return Proposal.objects.filter(certificate=certificate, agreed__isnull=True).first()


def waiting_proposals(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Return those certificates on which a second person has to decide."""
    waiting = Proposal.objects.filter(agreed__isnull=True).values("certificate")
    return certificates.filter(pk__in=waiting)


def proposals_of(certificate: Certificate) -> QuerySet[Proposal]:
    """Return all proposals on any print of the certificate's number, in order."""
    return Proposal.objects.filter(certificate__in=prints_of(certificate)).order_by("pk")


def ground_of(certificate: Certificate) -> str:
    """Return the ground on which two persons ended the certificate; empty where they did not."""
    agreed = proposals_of(certificate).filter(agreed=True)
    return agreed.values_list("ground", flat=True).last() or ""


def terms_of(certificate: Certificate) -> Terms:
    """Return what the certificate permits, as (name, value) in the order given. May be personal data of the holder."""
    opened = json.loads(unseal(bytes(certificate.terms_sealed), purpose=TERMS))
    return [(str(name), value) for name, value in opened]


def words_of(sealed: bytes | memoryview | None) -> str:
    """Return the reasons or words of a proposal; nothing sealed is an empty text."""
    return str(json.loads(unseal(bytes(sealed), purpose=WORDS))) if sealed else ""


def every_certificate() -> Iterator[Certificate]:
    """Yield all prints in order, for the operator's own commands; never for a page."""
    yield from Certificate.objects.order_by("pk").iterator(chunk_size=2000)


def _asked_in_time() -> Q:
    return Q(request__isnull=False) & Q(request=Request.IN_TIME)


def _what(row: Certificate) -> str:
    over = row.valid_to is not None and row.next_due is not None and row.next_due > row.valid_to
    return "expiry" if over else "reminder"
