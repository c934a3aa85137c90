"""同一事项: the same matter as other organs have it, by its name or by the code of the basic catalogue."""

from datetime import date

from django.db.models import Q

from tongban.kernel.catalogue.models import MatterCode, MatterVersion
from tongban.kernel.catalogue.queries import versions_in_force

_MOST = 60


def basic_code(code: str) -> str:
    """Return the part of a code that the basic catalogue gave, empty where there is none.

    It stands alone in twelve digits, before the first dash, or behind credit code and level (SX-05, SX-06).
    """
    first, dash, _rest = code.partition("-")
    if dash and len(first) >= 12:
        return first
    if len(code) == 12 and code.isdecimal():
        return code
    return code[19:31] if len(code) in (31, 33) else ""


def same_matters(version: MatterVersion, *, on: date) -> list[MatterVersion]:
    """Return what other organs have in force on that day under the same name or basic code, with their organs."""
    codes = MatterCode.objects.filter(matter=version.matter_id).values_list("value", flat=True)
    basics = {basic for code in codes if (basic := basic_code(code))}
    matching = Q(name=version.name)
    for basic in basics:
        matching |= Q(matter__in=_bearing(basic))
    rows = versions_in_force(on).filter(matching).exclude(matter=version.matter_id)
    found = rows.exclude(organ=version.organ_id).select_related("organ", "matter")
    return list(found.prefetch_related("bases", "materials").order_by("organ__path", "pk")[:_MOST])


def _bearing(basic: str) -> list[int]:
    rows = MatterCode.objects.filter(value__contains=basic).values_list("matter_id", "value")
    return [matter for matter, value in rows if basic_code(value) == basic]
