"""批量结果: how many went through, and what was refused with its remedy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongban.kernel.catalogue.actions import Outcome
from tongban.portal.refusals import spoken


def outcome_page(request: HttpRequest, outcome: Outcome, back: str) -> HttpResponse:
    """Return the page that lists what was refused; the rest has been done."""
    context = {
        "done": outcome.done,
        "refused": [(one, spoken(one.refusal)) for one in outcome.refused],
        "back": back,
    }
    return render(request, "portal/staff/catalogue/outcome.html", context)
