"""首页: what this is, what can be done here, and the visitor's own cases."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.kernel.bundles.queries import editions_in_force
from tongban.kernel.catalogue import queries as catalogue
from tongban.kernel.catalogue.narrowing import audiences, themes
from tongban.portal.moments import now
from tongban.portal.place import home as county
from tongban.portal.place import is_demo
from tongban.portal.public.entrance import personas
from tongban.portal.public.list_words import theme_name
from tongban.portal.public.mine import Own, own_cases
from tongban.portal.public.promises import counted
from tongban.portal.visitors import visitor

OPEN_SHOWN = 6
HOME_SHOWN = 4
DEPARTMENTS_SHOWN = 11
THEMES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Theme:
    """主题入口: a theme, and how many matters stand under it on the list by theme."""

    value: str
    name: str
    matters: int


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search, the roles to try (in a demonstration only), own cases, and the ways into the catalogue."""
    at = now()
    day = at.date()
    person = visitor(request)
    listed = catalogue.search("", on=day, size=OPEN_SHOWN).rows
    departments = catalogue.departments(day)
    promised = counted(at)
    by_theme = _themes(day)
    context = {
        "figures": catalogue.figures(day),
        "open": [row for row in listed if row.online],
        "personas": personas(day) if is_demo() else None,
        "own": own_cases(person, at=at, most=HOME_SHOWN) if person else Own(),
        "departments": departments[:DEPARTMENTS_SHOWN],
        "more_departments": max(0, len(departments) - DEPARTMENTS_SHOWN),
        "power_types": catalogue.power_types(day),
        "audiences": audiences(catalogue.versions_in_force(day)),
        "themes": by_theme[:THEMES_SHOWN],
        "themes_in_all": len(by_theme),
        "departments_in_all": len(departments),
        "bundles": editions_in_force(day).count(),
        "counted": promised,
        "whole": promised.whole,
    }
    return render(request, "portal/public/home.html", context)


def _themes(day: date) -> list[Theme]:
    """Return the themes of this county's matters, those with most first."""
    counts = themes(catalogue.versions_in_force(day).filter(matter__home=county()))
    return [Theme(theme, theme_name(theme), matters) for theme, matters in counts.most_common()]
