"""待领结果: the cases of the hall that are decided and not yet delivered, for whoever stands at the counter."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tongban.kernel.cases.labels import MODES
from tongban.kernel.cases.lists import Line, lines
from tongban.kernel.identity.queries import Person
from tongban.portal.moments import now
from tongban.portal.staff.applicants import meant
from tongban.portal.staff.entry import for_the_counter
from tongban.portal.staff.queue import RESULTS, cases_in, figures
from tongban.portal.staff.wording import Standing, result_of
from tongban.portal.visitors import signed_in

PAGE = 50
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Ready:
    """待领一行: one decided case, what was decided, and how the applicant wants to get it."""

    line: Line
    result: Standing | None
    mode: str


@for_the_counter
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest) -> HttpResponse:
    """Show what is to be handed out, the longest decided first; a line finds those of a case number or an applicant.

    The line is posted: an identity number stands in no address, and so in no log of a server.
    """
    line = request.POST.get("line", "").strip()[:LONGEST]
    ready = cases_in(RESULTS, signed_in(request), at=now())
    if line:
        ready = ready.filter(_found(line, signed_in(request)))
    pages = Paginator(ready, PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "rows": [
            Ready(
                line, result_of(line.case), str(MODES.get(line.case.delivery, line.case.delivery))
            )
            for line in lines(page.object_list, at=now())
        ],
        "line": line,
        "figures": figures(signed_in(request), at=now()),
        "count": pages.count,
        "page": page,
        "pages": pages,
    }
    return render(request, "portal/staff/results.html", context)


def _found(line: str, clerk: Person) -> Q:
    """Return the condition that a case has the number, or part of it, or is that of whom a card or a name means."""
    digits = line.replace(" ", "")
    numbered = Q(number__contains=digits) if digits.isdecimal() else Q(pk__in=[])
    return numbered | Q(party__in=[party.pk for party in meant(line, clerk)])
