"""数字背后的办件: exactly the cases that a figure of the overview counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tongban.kernel.cases.lists import PAGE, Line, lines
from tongban.kernel.cases.queries import Case, cases_visible_to
from tongban.kernel.catalogue.keeper.queries import names_of_matters
from tongban.kernel.identity.queries import Level, Person
from tongban.kernel.overview.queries import OF_NOW, Asked, cases_behind
from tongban.kernel.parties.queries import party_of
from tongban.portal.dues import due_of
from tongban.portal.moments import now, today
from tongban.portal.staff.overview.asking import (
    Chosen,
    asked_of,
    chosen_of,
    figure_of,
    for_overseers,
    labels_of,
)
from tongban.portal.staff.overview.figures import halls_of
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
    chosen = chosen_of(request)
    asked = asked_of(request, chosen)
    figure = figure_of(request, asked)
    found = cases_behind(figure, asked)
    if chosen.matter is not None:
        found = found.filter(matter=chosen.matter)
    if chosen.hall is not None:
        found = found.filter(hall=chosen.hall)
    pages = Paginator(found, PAGE)
    page = pages.get_page(request.GET.get("page"))
    names = {organ.pk: organ.short_name for organ in asked.organs}
    context = {
        "title": labels_of(asked)[figure],
        "narrowed": _narrowed(chosen, asked),
        "asked": None if figure in OF_NOW or (figure == "in_hand" and not asked.past) else asked,
        "rows": _rows(signed_in(request), page.object_list, names),
        "page": page,
        "pages": pages,
        "crumbs": [
            Crumb(
                pgettext("nav", "Overview"),
                f"{reverse('staff:overview')}?{urlencode(chosen.address)}",
            )
        ],
    }
    return render(request, "portal/staff/overview/cases.html", context)


def _narrowed(chosen: Chosen, asked: Asked) -> list[str]:
    """Return what else was chosen, by name; a name that is not known is left out."""
    names = [organ.short_name for organ in asked.organs if organ.pk == chosen.organ]
    if chosen.hall is not None:
        names += [name for key, name in halls_of([chosen.hall]).items() if key == chosen.hall]
    if chosen.matter is not None:
        names += names_of_matters([chosen.matter]).values()
    if chosen.level in set(Level):
        names += [str(Level(chosen.level).label)]
    return names


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
