"""Reading originals over all cases that somebody may see: open hand-over lists, and what one keeps oneself."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from tongban.kernel.cases.models import Original
from tongban.kernel.cases.queries import cases_visible_to
from tongban.kernel.identity.queries import Person

__all__ = ["OpenHandover", "Original", "open_handovers", "originals_with"]


@dataclass(frozen=True, slots=True)
class OpenHandover:
    """未签收的移交清单: a list of originals that was offered and not signed: by whom, to whom, how many papers."""

    home: int
    case_id: int
    id: int
    giver: str
    to: str
    papers: int


def open_handovers(reader: Person, *, on: date) -> list[OpenHandover]:
    """Return the hand-over lists that wait for a signature, of the cases that the reader may see, the first one first."""
    rows = _originals(reader, on=on).filter(offered_to__isnull=False)
    names = ("home", "case_id", "handover", "holder", "offered_to")
    counted = rows.order_by().values_list(*names).annotate(papers=Count("id"))
    return [OpenHandover(*row) for row in counted.order_by("case_id", "handover")]


def originals_with(reader: Person, *, on: date) -> QuerySet[Original]:
    """Return the originals that the reader keeps himself and has not offered to anybody, the longest kept first."""
    rows = _originals(reader, on=on).filter(holder=reader.actor_id, offered_to__isnull=True)
    return rows.order_by("taken_at", "case_id", "id")


def _originals(reader: Person, *, on: date) -> QuerySet[Original]:
    seen = cases_visible_to(reader, on=on).filter(home=OuterRef("home"), id=OuterRef("case_id"))
    return Original.objects.filter(Exists(seen))
