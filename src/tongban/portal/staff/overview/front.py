"""概览: how many cases came and went, are in hand, due or late, each figure a link to its cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.kernel.overview.queries import tallies
from tongban.portal.staff.overview.asking import NAMES, SPANS, asked_of, chosen_of, for_overseers
from tongban.portal.staff.overview.chart import chart_of
from tongban.portal.staff.overview.figures import figures, groups, total


@for_overseers
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """概览: the figures of today, this week or this month, in all and by organ, matter and level."""
    chosen = chosen_of(request)
    asked = asked_of(request, chosen)
    found = tallies(asked)
    context = {
        "asked": asked,
        "span": chosen.span,
        "spans": [(name, label, name == chosen.span) for name, label in SPANS.items()],
        "figures": figures(total(found.values()), {"span": chosen.span}),
        "groups": groups(found, asked, chosen.span),
        "labels": list(NAMES.values()),
        "chart": chart_of(asked),
    }
    return render(request, "portal/staff/overview/front.html", context)
