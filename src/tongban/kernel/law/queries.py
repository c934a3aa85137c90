"""Reading the law of a place: what the state has fixed, merged with what was set here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from tongban.kernel.law import rules
from tongban.kernel.law.models import LocalDay, LocalParameter, LocalYear
from tongban.kernel.remembering import remembered
from tongban.standards import parameters
from tongban.standards.calendars import Calendar, national, read_year
from tongban.standards.parameters import (
    NATIONAL,
    Confidence,
    Dated,
    Parameter,
    Reference,
    Value,
)
from tongban.standards.parameters.parameter import frozen


@dataclass(frozen=True, slots=True)
class LawInForce:
    """现行规定: the merged law under one edition; each part is read from the tables when first asked for.

    Pages that ask for many cases take it once (`in_force`), which costs one statement, and then ask it.
    """

    mark: str
    _calendars: dict[str, Calendar] = field(default_factory=dict)
    _parameters: dict[str, Parameter] = field(default_factory=dict)

    def calendar(self, region: str = NATIONAL) -> Calendar:
        """Return the working days of a region: the national table, then what each place above and it have set."""
        place = rules.canonical(region)
        if place not in self._calendars:
            self._calendars[place] = _calendar(place)
        return self._calendars[place]

    def parameter(self, name: str, *, on: date, region: str = NATIONAL) -> Value:
        """Return a legal number on a day in a region; a `Fault` where there is none of the name or none yet."""
        if name not in self._parameters:
            self._parameters[name] = rules.merged(parameters.parameter(name), _own_values(name))
        return self._parameters[name].on(on, region=region)


_latest: list[LawInForce] = [LawInForce("")]


@remembered
def in_force() -> LawInForce:
    """Return the law in force now. Kept per process until any process changes the edition's mark."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM law_lawedition WHERE id = 1")
        row = cursor.fetchone()
    mark = row[0] if row else ""
    law = _latest[0]
    if law.mark != mark:
        law = _latest[0] = LawInForce(mark)
    return law


def calendar(region: str = NATIONAL) -> Calendar:
    """Return the working days of a region, one statement a call; see `LawInForce.calendar`."""
    return in_force().calendar(region)


def parameter(name: str, *, on: date, region: str = NATIONAL) -> Value:
    """Return a legal number on a day in a region, one statement a call; see `LawInForce.parameter`."""
    return in_force().parameter(name, on=on, region=region)


def local_days(region: str) -> QuerySet[LocalDay]:
    """Return what has been set for the days of one region, the newest first."""
    return LocalDay.objects.filter(region=rules.canonical(region)).order_by("-id")


def local_parameters(region: str) -> QuerySet[LocalParameter]:
    """Return what has been set for the legal numbers of one region, the newest first."""
    return LocalParameter.objects.filter(region=rules.canonical(region)).order_by("-id")


def _calendar(region: str) -> Calendar:
    merged = national()
    for row in LocalYear.objects.order_by("id"):
        table = read_year(row.table, source=str(row.year))
        merged = merged.with_year(
            table, f"{merged.edition}+{row.year}-{rules.short_digest(row.table)}"
        )
    for place in rules.places(region):
        rows = LocalDay.objects.filter(region=place).order_by("id")
        merged = rules.amended(merged, place, dict(rows.values_list("day", "working")))
    return merged


def _own_values(name: str) -> dict[str, list[Dated]]:
    values: dict[str, list[Dated]] = {}
    for region, dated in _dated(name):
        values.setdefault(region, []).append(dated)
    return values


def _dated(name: str) -> Iterator[tuple[str, Dated]]:
    for row in LocalParameter.objects.filter(name=name).order_by("id"):
        ground = Reference(row.law, row.article, row.rule, Confidence(row.confidence))
        yield row.region, Dated(row.since, frozen(row.value), (ground,))
