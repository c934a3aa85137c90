"""变更清单: what a county changed in matters that an upper list delivered, for sending up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from tongban.kernel.catalogue.actions.storing import content_of
from tongban.kernel.catalogue.content import Content
from tongban.kernel.catalogue.differing import diff
from tongban.kernel.catalogue.exchange.changes import label, shown
from tongban.kernel.catalogue.exchange.ground import Ground
from tongban.kernel.catalogue.exchange.queries.standing import places
from tongban.kernel.catalogue.models import Matter, MatterVersion
from tongban.kernel.catalogue.vocabulary import Handling, Status

_DELIVERED: Final = ("name", "main_item", "power_type", "organ_id")
_LEFT_OUT: Final = ("dossier_digest", "unverified", "level")


@dataclass(frozen=True, slots=True)
class LocalChange:
    """变更一行: one field of a matter that the county changed. `delivered` is `None` where the upper list says nothing of it."""

    matter_id: int
    code: str
    name: str
    organ: str
    field: str
    label: str
    delivered: str | None
    ours: str
    by: str
    on: date
    reason: str


def local_changes(organ_ids: Collection[int], *, since: date, until: date) -> list[LocalChange]:
    """Return what was changed here from the day `since` to the day `until`, both included, and still differs on the last.

    Of what was delivered, what differs from it; of what was not, what differs from the day before.
    """
    upper = Q(delivered__isnull=False) | Q(versions__handling__in=_elsewhere())
    begun = Q(versions__valid__startswith__range=(since, until))
    matters = (
        Matter.objects.filter(upper, begun, organ__in=organ_ids, versions__status=Status.PUBLISHED)
        .distinct()
        .prefetch_related("codes")
        .order_by("organ__path", "pk")
    )
    found = {matter.pk: matter for matter in matters}
    ground = places()
    return [
        change
        for matter_id, versions in _versions(found, until).items()
        for change in _changes(found[matter_id], versions, ground, since)
    ]


def _elsewhere() -> list[str]:
    return [each.value for each in Handling if each is not Handling.OWN]


def _versions(matter_ids: Iterable[int], until: date) -> dict[int, list[MatterVersion]]:
    """Return the published versions of the matters that began by that day, the oldest first."""
    rows = (
        MatterVersion.objects.filter(matter__in=list(matter_ids), status=Status.PUBLISHED)
        .filter(valid__startswith__lte=until)
        .select_related("organ")
        .prefetch_related("bases", "materials")
        .order_by("matter", "valid")
    )
    found: dict[int, list[MatterVersion]] = {}
    for version in rows:
        found.setdefault(version.matter_id, []).append(version)
    return found


def _changes(
    matter: Matter, versions: Sequence[MatterVersion], ground: Ground, since: date
) -> list[LocalChange]:
    contents = [content_of(version) for version in versions]
    ours = contents[-1]
    found: list[LocalChange] = []
    for field in _fields(contents, versions, since):
        at = _introduced(field, contents)
        version = versions[at]
        if not version.edited_by or version.valid is None or version.valid.lower < since:
            continue
        value, told = _delivered(matter.delivered, field, ours, ground)
        if told and value is None:
            continue
        found.append(
            LocalChange(
                matter.pk,
                next((code.value for code in matter.codes.all()), ""),
                ours.name,
                versions[-1].organ.name,
                field,
                label(field),
                value if told else None,
                shown(field, getattr(ours, field), ground),
                version.edited_by,
                version.valid.lower,
                version.reason,
            )
        )
    return found


def _fields(
    contents: Sequence[Content], versions: Sequence[MatterVersion], since: date
) -> list[str]:
    """Return the fields of the delivery, and those that differ from what was in force before `since`."""
    eve = since - timedelta(days=1)
    before = [
        content
        for content, version in zip(contents, versions, strict=True)
        if version.valid is not None and version.valid.lower <= eve
    ]
    start = before[-1] if before else Content(name="", power_type=0, organ_id=0, level=0)
    differing = [each.field for each in diff(start, contents[-1])]
    fields = dict.fromkeys((*_DELIVERED, *differing))
    return [field for field in fields if field not in _LEFT_OUT]


def _introduced(field: str, contents: Sequence[Content]) -> int:
    """Return the place of the version that first said what the last one says of the field."""
    at = len(contents) - 1
    while at and getattr(contents[at - 1], field) == getattr(contents[at], field):
        at -= 1
    return at


def _delivered(
    row: Mapping[str, Any] | None, field: str, ours: Content, ground: Ground
) -> tuple[str | None, bool]:
    """Return what was delivered of the field, and whether it was; `None` where ours is the same."""
    if row is None or field not in _DELIVERED:
        return None, False
    if field == "organ_id":
        organ = ground.places.get(ours.organ_id)
        same = organ is not None and row.get("department") in (organ.name, organ.short_name)
        return (None if same else str(row.get("department", ""))), True
    same = row.get(field) == getattr(ours, field)
    return (None if same else shown(field, row.get(field), ground) or _("Empty")), True
