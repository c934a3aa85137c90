"""找事项: which matters a keeper keeps, and which of them the list shows."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import pgettext_lazy

from tongban.kernel.catalogue.completeness import CHECKS
from tongban.kernel.catalogue.keeper.queries import kept_versions, versions_of
from tongban.kernel.catalogue.queries import MatterVersion, PowerType, Status
from tongban.kernel.identity.queries import Person
from tongban.portal.moments import today
from tongban.portal.staff.entry import kept_organs

BANDS: Final = {"low": (0, 39), "middle": (40, 69), "high": (70, 100)}
STATES: Final = {
    "draft": pgettext_lazy("matter", "Being drafted"),
    "waiting": pgettext_lazy("matter", "Waiting for review"),
    "agreed": pgettext_lazy("matter", "Agreed, to be published"),
    "prepared": pgettext_lazy("matter", "Prepared for a later day"),
    "over": pgettext_lazy("matter", "Not in force"),
}
LABELS: Final = {check.name: check.label for check in CHECKS}


@dataclass(frozen=True, slots=True)
class Wanted:
    """所找: what the list is narrowed to."""

    name: str = ""
    band: str = ""
    missing: str = ""
    state: str = ""
    organ: int = 0
    power_type: int = 0

    @property
    def narrowed(self) -> bool:
        """Tell whether anything is left out."""
        return self != Wanted()


def wanted_of(query: QueryDict) -> Wanted:
    """Return what the address asks for; what is unknown counts as nothing."""

    def known(name: str, among: object) -> str:
        text = query.get(name, "")
        return text if text in among else ""  # type: ignore[operator]  # mappings and sets of names

    def number(name: str) -> int:
        text = query.get(name, "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0

    return Wanted(
        name=query.get("q", "").strip()[:60],
        band=known("band", BANDS),
        missing=known("missing", LABELS),
        state=known("state", STATES),
        organ=number("department"),
        power_type=number("type") if number("type") in PowerType.values else 0,
    )


def found(person: Person, wanted: Wanted) -> QuerySet[MatterVersion]:
    """Return the matters that the person keeps and that are wanted, the least complete first."""
    rows = kept_versions([organ.pk for organ in kept_organs(person)], on=today())
    if wanted.name:
        rows = rows.filter(name__icontains=wanted.name)
    if wanted.band:
        rows = rows.filter(completeness__range=BANDS[wanted.band])
    if wanted.missing:
        rows = rows.filter(lacking__contains=[wanted.missing])
    if wanted.organ:
        rows = rows.filter(organ=wanted.organ)
    if wanted.power_type:
        rows = rows.filter(power_type=wanted.power_type)
    return _in_state(rows, wanted.state).order_by("completeness", "sort_key", "pk")


def _in_state(rows: QuerySet[MatterVersion], state: str) -> QuerySet[MatterVersion]:
    if state == "draft":
        return rows.filter(status=Status.DRAFT)
    if state == "over":
        return rows.filter(Q(("in_force", False)))
    return rows.filter(**{state: True}) if state else rows


def kept_matter(person: Person, matter_id: int) -> list[MatterVersion]:
    """Return the versions of a matter that the person keeps, the newest first; any other does not exist."""
    rows = list(versions_of(matter_id))
    if not rows or rows[0].matter.organ_id not in {organ.pk for organ in kept_organs(person)}:
        raise Http404
    return rows
