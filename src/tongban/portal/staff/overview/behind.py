"""数字背后的办件: exactly the cases that a figure of the overview counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tongban.kernel.cases.lists import PAGE, Line, lines
from tongban.kernel.cases.queries import Case, cases_visible_to
from tongban.kernel.identity.queries import Person
from tongban.kernel.overview.queries import FLOWS, cases_behind, matter_names
from tongban.kernel.parties.queries import party_of
from tongban.portal.dues import due_of
from tongban.portal.moments import now, today
from tongban.portal.staff.overview.asking import (
    NAMES,
    asked_of,
    chosen_of,
    figure_of,
    for_overseers,
)
from tongban.portal.staff.wording import Standing, standing_of
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Crumb, Due


@dataclass(frozen=True, slots=True)
class Overseen:
    """概览办件: one case behind a figure; it opens for who may also see the case itself."""

    line: Line
    organ: str
    standing: Standing
    due: Due | None
    opens: bool


@for_overseers
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases that a figure counts."""
    chosen, figure = chosen_of(request), figure_of(request)
    asked = asked_of(request, chosen)
    found = cases_behind(figure, asked)
    if chosen.matter is not None:
        found = found.filter(matter=chosen.matter)
    pages = Paginator(found, PAGE)
    page = pages.get_page(request.GET.get("page"))
    names = {organ.pk: organ.short_name for organ in asked.organs}
    narrowed = [names[chosen.organ]] if chosen.organ else []
    if chosen.matter:
        narrowed += [matter_names(asked.ids).get(chosen.matter, "")]
    context = {
        "title": NAMES[figure],
        "narrowed": narrowed,
        "asked": asked if figure in FLOWS else None,
        "rows": _rows(signed_in(request), page.object_list, names),
        "page": page,
        "pages": pages,
        "crumbs": [
            Crumb(pgettext("nav", "Overview"), f"{reverse('staff:overview')}?span={chosen.span}")
        ],
    }
    return render(request, "portal/staff/overview/cases.html", context)


def _rows(reader: Person, found: Iterable[Case], names: dict[int, str]) -> list[Overseen]:
    kept = lines(found, at=now())
    keys = [(line.case.home, line.case.id) for line in kept]
    seen, party = cases_visible_to(reader, on=today()).filter(pk__in=keys), party_of(reader)
    others = seen.exclude(party=party.pk) if party is not None else seen
    opens = set(others.values_list("number", flat=True)) if keys else set()
    return [
        Overseen(
            line,
            names.get(line.case.organ, ""),
            standing_of(line.case),
            due_of(line.deadline),
            line.case.number in opens,
        )
        for line in kept
    ]
