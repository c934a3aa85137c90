"""对比: two versions of a matter, or the same matter as two organs have it, side by side, differences first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.differing import EntryDiffers, Run, diff, marked
from tongban.kernel.catalogue.exchange.changes import entry_words, label, shown
from tongban.kernel.catalogue.exchange.ground import Ground
from tongban.kernel.catalogue.exchange.lists import BY_FIELD
from tongban.kernel.catalogue.exchange.queries.same import same_matters
from tongban.kernel.catalogue.exchange.queries.standing import places
from tongban.kernel.catalogue.keeper.queries import content_of
from tongban.kernel.catalogue.queries import (
    MatterVersion,
    base_of,
    version_in_force,
    versions_visible_to,
)
from tongban.portal.moments import today
from tongban.portal.staff.entry import for_the_keeper
from tongban.portal.staff.exchange.reader import keeper_of, number_of
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Crumb

FIRST: Final = ("statutory", "promised", "materials", "visits", "visits_reason", "fee", "charges")
"""What the same matter should have alike everywhere (SX-21); it is shown first."""
LEFT_OUT: Final = ("dossier_digest",)
EXPECTED: Final = ("organ_id", "performers", "window", "contacts", "complaints", "place", "hours", "remedies", "unverified")  # fmt: skip
"""What each organ has of its own; between organs it is no difference worth telling."""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """清单差异一行: an entry of a list that was added, removed or changed, and in what."""

    fate: str
    name: str
    facts: tuple[tuple[str, tuple[Run, ...]], ...]


@dataclass(frozen=True, slots=True)
class FieldLine:
    """差异一行: a field in which the two differ; words are marked, lists told entry by entry."""

    field: str
    label: str
    runs: tuple[Run, ...]
    entries: tuple[EntryLine, ...]
    reordered: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """他处同一事项: the same matter of another organ, and in how many fields it differs."""

    version: MatterVersion
    differing: int
    limits: str


@for_the_keeper
@require_safe
def compare(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Show two versions of the matter; without a choice the draft beside what is in force, or the last two."""
    seen = _versions(request, matter_id)
    old, new = _pair(request, seen)
    lines = field_lines(content_of(old), content_of(new), places()) if old and new else []
    context = {
        "matter_id": matter_id,
        "name": seen[0].name,
        "versions": seen,
        "old": old,
        "new": new,
        "lines": lines,
        "crumbs": _crumbs(),
    }
    return render(request, "portal/staff/exchange/compare.html", context)


@for_the_keeper
@require_safe
def same(request: HttpRequest, matter_id: int) -> HttpResponse:
    """同一事项: show the matter beside the same one of other organs; with one of them chosen, field by field."""
    ours = _ours(request, matter_id)
    content, ground = content_of(ours), places()
    found = same_matters(ours, on=today())
    chosen = number_of(request.GET.get("with", ""))
    other = next((each for each in found if each.pk == chosen), None)
    if chosen is not None and other is None:
        raise Http404
    lines = _standard_first(field_lines(content, content_of(other), ground)) if other else []
    context = {
        "matter_id": matter_id,
        "ours": ours,
        "neighbours": _neighbours(content, found, ground),
        "other": other,
        "lines": [each for each in lines if each.field not in EXPECTED],
        "own": [each.label for each in lines if each.field in EXPECTED],
        "crumbs": _crumbs(),
    }
    return render(request, "portal/staff/exchange/same.html", context)


def field_lines(old: Content, new: Content, ground: Ground) -> list[FieldLine]:
    """Return the fields in which two contents differ, in words."""
    lines: list[FieldLine] = []
    for each in diff(old, new):
        if each.field in LEFT_OUT:
            continue
        entries = tuple(_entry(each.field, entry) for entry in each.entries)
        if each.field in BY_FIELD:
            lines.append(FieldLine(each.field, label(each.field), (), entries, not entries))
            continue
        words = shown(each.field, each.old, ground), shown(each.field, each.new, ground)
        alike = words[0] == words[1]
        runs = () if alike else marked(*words)
        lines.append(FieldLine(each.field, label(each.field), runs, (), reordered=alike))
    return lines


def _entry(field: str, entry: EntryDiffers) -> EntryLine:
    facts = entry.new or entry.old or {}
    sheet = BY_FIELD.get(field)
    if sheet is None:
        return EntryLine(entry.fate, str(facts.get("kind", "")), ())
    parts = {part.key: part for part in sheet.parts}
    told = tuple(
        (str(parts[fact.key].label), marked(_cell(parts[fact.key], fact.old), _cell(parts[fact.key], fact.new)))
        for fact in entry.facts
        if fact.key in parts
    )  # fmt: skip
    return EntryLine(entry.fate, entry_words(sheet, facts), told)


def _cell(part: Any, value: Any) -> str:  # noqa: ANN401 - any fact
    return "" if value in (None, "") else str(part.kind.write(value))


def _standard_first(lines: Sequence[FieldLine]) -> list[FieldLine]:
    order = {field: place for place, field in enumerate(FIRST)}
    return sorted(lines, key=lambda line: order.get(line.field, len(FIRST)))


def _neighbours(
    content: Content, found: Sequence[MatterVersion], ground: Ground
) -> list[Neighbour]:
    """Return the same matters elsewhere, those that differ most in limits, materials, visits and fees first."""
    told = [
        Neighbour(
            version,
            sum(each.field in FIRST for each in diff(content, theirs)),
            " / ".join(
                shown(field, getattr(theirs, field), ground) or "–"
                for field in ("statutory", "promised")
            ),
        )
        for version in found
        for theirs in [content_of(version)]
    ]
    return sorted(told, key=lambda each: -each.differing)


def _versions(request: HttpRequest, matter_id: int) -> list[MatterVersion]:
    """Return the versions of a matter of the kept organs, the newest first."""
    visible = versions_visible_to(signed_in(request), on=today())
    rows = visible.filter(matter=matter_id, matter__organ__in=keeper_of(request).ids)
    found = list(rows.order_by("-ordinal"))
    if not found:
        raise Http404
    return found


def _pair(
    request: HttpRequest, seen: Sequence[MatterVersion]
) -> tuple[MatterVersion | None, MatterVersion | None]:
    by_id = {version.pk: version for version in seen}
    a, b = (number_of(request.GET.get(key, "")) for key in ("a", "b"))
    for asked in (a, b):
        if asked is not None and asked not in by_id:
            raise Http404
    new = by_id[b] if b else seen[0]
    older = [version for version in seen if version.pk != new.pk]
    old = by_id[a] if a else _in_force(older, today()) or next(iter(older), None)
    return old, new


def _in_force(versions: Sequence[MatterVersion], on: date) -> MatterVersion | None:
    return next(
        (
            each
            for each in versions
            if each.status == "published" and each.valid is not None and on in each.valid
        ),
        None,
    )


def _ours(request: HttpRequest, matter_id: int) -> MatterVersion:
    """Return what the keeper compares with others: what is in force, else what is worked on."""
    kept = keeper_of(request).ids
    version = version_in_force(matter_id, on=today()) or base_of(matter_id, on=today())
    if version is None or version.matter.organ_id not in kept:
        raise Http404
    return version


def _crumbs() -> list[Crumb]:
    return [Crumb(gettext("Import and export"), reverse("staff:exchange"))]
