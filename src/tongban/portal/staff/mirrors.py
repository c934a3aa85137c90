"""上级系统办件: what other systems handle of the reader's organs or county, to be read and never acted upon."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tongban.kernel.catalogue.queries import version_in_force
from tongban.kernel.mirrors.labels import STATES
from tongban.kernel.mirrors.queries import (
    Wanted,
    narrowed,
    others_mirrors,
    query_code_of,
    systems_of,
)
from tongban.portal.mirrors import happened, shown
from tongban.portal.moments import today
from tongban.portal.staff.entry import for_staff
from tongban.portal.staff.tabs import MIRRORS, tabs_of
from tongban.portal.visitors import signed_in
from tongban.ui.pieces import Crumb

SIZE = 50
LONGEST = 60


@for_staff
@require_safe
def mirrors(request: HttpRequest) -> HttpResponse:
    """Show the cases by their promised day, those that are over last, narrowed by system, state and number."""
    reader, wanted = signed_in(request), _wanted(request)
    found = others_mirrors(reader, on=today())
    pages = Paginator(narrowed(found, wanted), SIZE)
    page = pages.get_page(request.GET.get("page"))
    tabs = tabs_of(reader, "mirrors")
    context = {
        "rows": shown(page.object_list, today=today()),
        "page": page,
        "pages": pages,
        "wanted": wanted,
        "systems": systems_of(found),
        "states": STATES,
        "tabs": tabs,
        "open_items": tabs[0].count,
    }
    return render(request, "portal/staff/mirrors.html", context)


@for_staff
@require_safe
def mirror(request: HttpRequest, mirror_id: int) -> HttpResponse:
    """Show one of them; one's own does not exist here."""
    found = others_mirrors(signed_in(request), on=today()).filter(pk=mirror_id).first()
    if found is None:
        raise Http404
    (row,) = shown([found], today=today())
    context = {
        "row": row,
        "one": found,
        "guide": version_in_force(found.matter, on=today()),
        "story": happened(found),
        "code": query_code_of(found),
        "crumbs": [Crumb(str(MIRRORS), reverse("staff:mirrors")), Crumb(found.number)],
    }
    return render(request, "portal/staff/mirror.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    """Return what the address asks for; what it does not know is left aside."""
    asked = request.GET
    state = asked.get("state", "")
    return Wanted(
        system=asked.get("system", "").replace("\0", "").strip()[:LONGEST],
        state=state if state in dict(STATES) else "",
        number=asked.get("q", "").replace("\0", "").strip()[:LONGEST],
    )
