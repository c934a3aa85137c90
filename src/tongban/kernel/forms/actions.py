"""Keeping drafts: started, kept as typed, tied to a case, closed. The owner is who acts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from tongban.kernel import Act, Refusal
from tongban.kernel.forms.models import Draft
from tongban.kernel.forms.queries import OpenDraft, own_rows, shown_draft
from tongban.kernel.forms.shapes import Filled, Values
from tongban.kernel.forms.sheet import Sheet, opened, sealed

NOTHING: Mapping[str, Filled] = MappingProxyType({})


def start_draft(
    act: Act,
    *,
    purpose: str,
    values: Values | None = None,
    step: str = "",
    filled: Mapping[str, Filled] = NOTHING,
) -> OpenDraft:
    """Begin a draft for `purpose`, with what is known already. The same key again returns the first draft while it is open.

    `filled` says by path which of the values are known from where.
    """
    with transaction.atomic():
        ended = Draft.objects.filter(owner=act.by, key=act.key, closed_at__isnull=False)
        ended.update(key=Concat(Value("closed/"), Cast("pk", CharField())))
        row, _ = Draft.objects.get_or_create(
            owner=act.by,
            key=act.key,
            defaults={
                "purpose": purpose,
                "step": step,
                "sealed": sealed(Sheet(values or {}, filled), owner=act.by, purpose=purpose),
                "created_at": act.at,
                "updated_at": act.at,
            },
        )
    return shown_draft(row)


def keep_draft(draft_id: int, act: Act, *, values: Values, step: str) -> OpenDraft:
    """Keep what was typed, valid or not, and the step it was typed on."""
    with _held(draft_id, act) as row:
        whose = {"owner": row.owner, "purpose": row.purpose}
        row.sealed = sealed(Sheet(values, opened(bytes(row.sealed), **whose).filled), **whose)
        row.step = step
    return shown_draft(row)


def reserve_case(draft_id: int, act: Act, *, case_id: int) -> int:
    """Tie the draft to the case it will become; the first reservation stays, and is returned."""
    with _held(draft_id, act) as row:
        row.case_id = row.case_id or case_id
        return row.case_id


def close_draft(draft_id: int, act: Act) -> None:
    """Close a draft that was submitted or given up, and erase its answers. Closing it again changes nothing."""
    with transaction.atomic():
        row = _locked(draft_id, act)
        if row.closed_at is None:
            row.sealed = b""
            row.closed_at = row.updated_at = max(act.at, row.updated_at)
            row.save()


def clear_idle(before: datetime) -> int:
    """Delete the open drafts that nobody has touched since `before`; return how many. Reserved ones stay."""
    rows = Draft.objects.filter(closed_at__isnull=True, updated_at__lt=before, case_id__isnull=True)
    return rows.delete()[0]


@contextmanager
def _held(draft_id: int, act: Act) -> Iterator[Draft]:
    with transaction.atomic():
        row = _locked(draft_id, act)
        if row.closed_at is not None:
            raise Refusal(
                "forms.draft_closed",
                "The draft {draft} is closed: it was submitted or given up. Start a new application.",
                draft=draft_id,
            )
        yield row
        row.updated_at = max(act.at, row.updated_at)
        row.save()


def _locked(draft_id: int, act: Act) -> Draft:
    row = own_rows(act.by).select_for_update().filter(pk=draft_id).first()
    if row is None:
        raise Refusal(
            "forms.no_draft",
            "There is no draft with the number {draft}. Start a new application, or open one from your list.",
            draft=draft_id,
        )
    return row
