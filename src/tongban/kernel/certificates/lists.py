"""证照列表: certificates as lists show them, each with its holder masked and how it stands today."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from django.db.models import Q, QuerySet

from tongban.kernel.certificates import rules
from tongban.kernel.certificates.days import reminder_days, renewal_days
from tongban.kernel.certificates.queries import (
    Certificate,
    certificates_visible_to,
    ending,
    stands_as,
    waiting_proposals,
)
from tongban.kernel.certificates.renewals import RenewalDays
from tongban.kernel.certificates.rules import State, normal_number
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person, posts_of
from tongban.kernel.law.queries import LawInForce, in_force
from tongban.kernel.parties.queries import MaskedParty, parties_masked, party_of

PAGE = 50
GROUPS = ("proposed", "asked", "ending", "expired")
"""待核准, 延续办理中, 将到期, 已到期: what somebody has to look at; a certificate may be in several."""
Rows: TypeAlias = QuerySet[Certificate]


@dataclass(frozen=True, slots=True)
class Line:
    """证照一行: one certificate, its holder masked, how it stands, and by when to ask for renewal (none for long-term)."""

    certificate: Certificate
    holder: MaskedParty | None
    state: State
    left: int | None
    renewal: RenewalDays | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """证照筛选: what the reader looks for: one group, one state, a part of the number; nothing is everything."""

    group: str = ""
    state: str = ""
    number: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """证照一页: one page of what the reader may see, how many there are in each group, and what 将到期 means in days."""

    rows: Sequence[Line]
    counts: Mapping[str, int]
    found: int
    number: int
    total: int
    days: int


def certificate_page(reader: Person, *, at: datetime, wanted: Wanted) -> CertificatePage:
    """Return a page of the newest prints that the reader may see as one of the staff, his own left out."""
    on = day_of(at)
    posts, party = posts_of(reader, on=on), party_of(reader)
    days = max(reminder_days(posts[0].home if posts else 0, on=on))
    seen = certificates_visible_to(reader, on=on).exclude(party=party.pk if party else None)
    newest = seen.exclude(state=State.SUPERSEDED)
    groups = _groups(on, days)
    counts = {name: groups[name](newest).count() for name in GROUPS}
    rows = _narrowed(seen if wanted.state == State.SUPERSEDED else newest, wanted, on)
    if wanted.group in groups:
        rows = groups[wanted.group](rows)
    found = rows.count()
    total = max(1, -(-found // PAGE))
    number = min(max(wanted.page, 1), total)
    kept = _ordered(rows, wanted)[(number - 1) * PAGE : number * PAGE]
    return CertificatePage(lines(kept, on=on), counts, found, number, total, days)


def own_certificates(reader: Person, *, on: date) -> list[Line]:
    """Return the newest prints of what the reader holds, those that stand first, then the newest."""
    party = party_of(reader)
    if party is None:
        return []
    own = certificates_visible_to(reader, on=on).filter(party=party.pk)
    rows = lines(own.exclude(state=State.SUPERSEDED).order_by("-issued_on", "-pk"), on=on)
    return sorted(rows, key=lambda line: line.state is not State.VALID)


def lines(certificates: Iterable[Certificate] | Rows, *, on: date) -> list[Line]:
    """Return list rows for certificates that the reader was already found to see, in a constant number of queries."""
    if isinstance(certificates, QuerySet):
        certificates = certificates.select_related("organ")
    kept, law = list(certificates), in_force()
    holders = parties_masked(row.party_id for row in kept)
    return [line_of(row, holders.get(row.party_id), on=on, law=law) for row in kept]


def line_of(row: Certificate, holder: MaskedParty | None, *, on: date, law: LawInForce) -> Line:
    """Return one certificate as lists show it."""
    renewal = None
    if row.valid_to is not None:
        renewal = renewal_days(row.home, row.valid_to, on=on, law=law)
    return Line(row, holder, rules.standing(row.life, on=on), row.days_left(on), renewal)


def _groups(on: date, days: int) -> Mapping[str, Callable[[Rows], Rows]]:
    return {
        "proposed": waiting_proposals,
        "asked": lambda rows: rows.filter(request__isnull=False),
        "ending": lambda rows: ending(rows, on=on, days=days),
        "expired": lambda rows: rows.filter(stands_as(State.EXPIRED, on=on)),
    }


def _narrowed(rows: Rows, wanted: Wanted, on: date) -> Rows:
    conditions = Q()
    if wanted.state in set(State):
        conditions &= stands_as(State(wanted.state), on=on)
    if wanted.number:
        conditions &= Q(number__icontains=normal_number(wanted.number))
    return rows.filter(conditions)


def _ordered(rows: Rows, wanted: Wanted) -> Rows:
    by_end = wanted.group in ("ending", "asked", "expired")
    return rows.order_by("valid_to", "pk") if by_end else rows.order_by("-issued_on", "-pk")
