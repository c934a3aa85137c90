"""Reading drafts: one's own, and nobody else's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from tongban.kernel import Refusal
from tongban.kernel.forms.models import Draft
from tongban.kernel.forms.shapes import Filled, Json
from tongban.kernel.forms.sheet import opened

__all__ = ["OpenDraft", "draft_of", "idle_drafts", "open_drafts", "own_rows"]


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """草稿: a draft as its owner sees it, with the answers as they were typed."""

    id: int
    owner: str
    purpose: str
    step: str
    case_id: int | None
    updated_at: datetime
    closed: bool
    values: dict[str, Json]
    filled: Mapping[str, Filled] = field(default_factory=dict)


def draft_of(owner: str, draft_id: int) -> OpenDraft:
    """Return the draft. Raises `Refusal` when there is none; the draft of another does not exist."""
    row = own_rows(owner).filter(pk=draft_id).first()
    if row is None:
        raise Refusal(
            "forms.no_draft",
            "There is no draft with the number {draft}. Start a new application, or open one from your list.",
            draft=draft_id,
        )
    return shown_draft(row)


def open_drafts(owner: str) -> list[OpenDraft]:
    """Return the drafts that `owner` has not closed, the last touched first."""
    rows = own_rows(owner).filter(closed_at__isnull=True).order_by("-updated_at", "-pk")
    return [shown_draft(row) for row in rows]


def idle_drafts(before: datetime) -> list[int]:
    """Return the open drafts that nobody has touched since `before`, oldest first, for clearing away."""
    rows = Draft.objects.filter(closed_at__isnull=True, updated_at__lt=before)
    return list(rows.order_by("updated_at", "pk").values_list("pk", flat=True))


def own_rows(owner: str) -> QuerySet[Draft]:
    """Return the rows of `owner`, from which every reading and writing of drafts starts."""
    return Draft.objects.filter(owner=owner) if owner else Draft.objects.none()


def shown_draft(row: Draft) -> OpenDraft:
    """Return a row with its answers opened."""
    sheet = opened(bytes(row.sealed), owner=row.owner, purpose=row.purpose)
    return OpenDraft(
        id=row.pk,
        owner=row.owner,
        purpose=row.purpose,
        step=row.step,
        case_id=row.case_id,
        updated_at=row.updated_at,
        closed=row.closed_at is not None,
        values=dict(sheet.values),
        filled=sheet.filled,
    )
