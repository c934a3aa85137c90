"""What a place may set for itself, and how it is merged with what the state has fixed."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tongban.kernel import Refusal
from tongban.standards.calendars import Calendar
from tongban.standards.codes import divisions
from tongban.standards.parameters import NATIONAL, Confidence, Dated, Parameter, names, parameter
from tongban.standards.parameters.parameter import fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """依据: law, article, the id of the rule where there is one, and how sure it is."""

    law: str
    article: str
    confidence: Confidence
    rule: str = ""


def region_is_known(region: str) -> Refusal | None:
    """Say why a region cannot set law; `None` allows it. `NATIONAL` is the whole country."""
    if region == NATIONAL or divisions.check(region) is None:
        return None
    return Refusal(
        "law.unknown_region",
        "{region} is no division. Choose one from the list of divisions.",
        region=region,
    )


def may_set_day(region: str, *, name: str, notice: str) -> Refusal | None:
    """Say why a day cannot be set; `None` allows it."""
    if not name.strip() or not notice.strip():
        return Refusal(
            "law.day_without_notice",
            "A working day is changed by a notice only. Enter the name of the day and the number of the notice.",
        )
    return region_is_known(region)


def may_set_parameter(region: str, *, name: str, value: object, ground: Ground) -> Refusal | None:
    """Say why a legal number cannot be set; `None` allows it."""
    if name not in names():
        return Refusal(
            "law.unknown_parameter",
            "There is no legal number {name}. Choose one from the list of legal numbers.",
            name=name,
        )
    if not ground.law.strip() or not ground.article.strip():
        return Refusal(
            "law.parameter_without_source",
            "{name} cannot be set without a source. Enter the law and the article.",
            name=name,
        )
    unit = parameter(name).unit
    if not fits(value, unit):
        return Refusal(
            "law.value_does_not_fit",
            "{value} is no value of {name}, which is counted in {unit}. Enter a value of that kind.",
            value=str(value),
            name=name,
            unit=str(unit),
        )
    return region_is_known(region)


def canonical(region: str) -> str:
    """Return the one form of a region's code: 6 digits down to the county, 9 for a street, 12 for a village."""
    return region and divisions.lineage(region)[0]


def places(region: str) -> tuple[str, ...]:
    """Return the regions whose law reaches into `region`, the widest first."""
    return (NATIONAL, *reversed(divisions.lineage(region) if region else ()))


def merged(standard: Parameter, local: Mapping[str, Iterable[Dated]]) -> Parameter:
    """Return a parameter with what places have set; on the same day and place their value goes first."""
    regions = dict(standard.regions)
    for region, own in local.items():
        series = {dated.since: dated for dated in (*regions.get(region, ()), *own)}
        regions[region] = tuple(series[since] for since in sorted(series))
    return replace(standard, regions=regions)


def amended(calendar: Calendar, region: str, days: Mapping[date, bool]) -> Calendar:
    """Return a calendar with a region's days, named in its edition by a digest; without days it is the same one."""
    if not days:
        return calendar
    lines = "\n".join(f"{day} {int(works)}" for day, works in sorted(days.items()))
    edition = f"{calendar.edition}+{region or 'national'}-{short_digest(lines)}"
    return calendar.amended(days, edition)


def short_digest(text: str) -> str:
    """Return the first eight hex digits of SHA-256: enough to tell editions apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]
