"""证件到期: which papers of cars and drivers lapse within three months, or have, the most urgent first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.doors import for_staff, reader_of, today
from tongban.domains.vehicles.labels import PAPERS
from tongban.domains.vehicles.models import Driver, Vehicle
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.rules.expiries import Expiry, Paper, expiries
from tongban.kernel.registers.queries import entries_visible_to

AHEAD = 90


@dataclass(frozen=True, slots=True)
class Line:
    """到期一行: whose paper lapses when; `tone` says how urgent it is."""

    name: str
    url: str
    organ: str
    paper: object
    expiry: Expiry

    @property
    def tone(self) -> str:
        """Return the colour of the days left."""
        return (
            "late" if self.expiry.days_left < 0 else "soon" if self.expiry.days_left <= 30 else ""
        )


@for_staff
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Show the papers that lapse."""
    on = today()
    lines = [*_cars(request, on), *_drivers(request, on)]
    ranked = sorted(lines, key=lambda one: (one.expiry.days_left, one.name))
    context = {"lines": ranked, "ahead": AHEAD, "tabs": tabs("papers")}
    return render(request, "vehicles/papers.html", context)


def _cars(request: HttpRequest, on: date) -> Iterator[Line]:
    for one in entries_visible_to(reader_of(request), "vehicles.vehicle", on=on):
        if not isinstance(one, Vehicle):
            continue
        days = {
            Paper.COMPULSORY_INSURANCE: one.compulsory_until,
            Paper.INSURANCE: one.insured_until,
            Paper.INSPECTION: one.inspected_until,
        }
        known = {paper: day for paper, day in days.items() if day is not None}
        url = reverse("registers:entry", args=["vehicles.vehicle", one.pk])
        for each in expiries(known, on=on, ahead=AHEAD):
            yield Line(one.key, url, one.organ.short_name, PAPERS[each.paper], each)


def _drivers(request: HttpRequest, on: date) -> Iterator[Line]:
    for one in entries_visible_to(reader_of(request), "vehicles.driver", on=on):
        if not isinstance(one, Driver) or one.licence_until is None:
            continue
        url = reverse("registers:entry", args=["vehicles.driver", one.pk])
        for each in expiries({Paper.LICENCE: one.licence_until}, on=on, ahead=AHEAD):
            yield Line(one.name or one.key, url, one.organ.short_name, PAPERS[each.paper], each)
