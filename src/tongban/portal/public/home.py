"""首页: what this is, what can be done here, and the visitor's own cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue import queries as catalogue
from tongban.portal.moments import now
from tongban.portal.place import is_demo
from tongban.portal.public.entrance import personas
from tongban.portal.public.mine import cards
from tongban.portal.visitors import visitor

OPEN_SHOWN = 6
HOME_SHOWN = 4
DEPARTMENTS_SHOWN = 11


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search, the roles to try (in a demonstration only), own cases, and the ways into the catalogue."""
    at = now()
    day = at.date()
    person = visitor(request)
    listed = catalogue.search("", on=day, size=OPEN_SHOWN).rows
    departments = catalogue.departments(day)
    context = {
        "figures": catalogue.figures(day),
        "open": [row for row in listed if row.online],
        "personas": personas(day) if is_demo() else [],
        "cards": cards(person, at=at, most=HOME_SHOWN) if person else [],
        "departments": departments[:DEPARTMENTS_SHOWN],
        "more_departments": max(0, len(departments) - DEPARTMENTS_SHOWN),
        "power_types": catalogue.power_types(day),
    }
    return render(request, "portal/public/home.html", context)
