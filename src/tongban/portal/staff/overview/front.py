"""概览: how many cases came and went, are in hand, due or late, each figure a link to its cases."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongban.kernel.overview.queries import Asked, tallies
from tongban.portal.staff.overview.asking import (
    KINDS,
    SPANS,
    Chosen,
    asked_of,
    chosen_of,
    for_overseers,
    labels_of,
)
from tongban.portal.staff.overview.chart import chart_of
from tongban.portal.staff.overview.figures import figures, groups, total


@for_overseers
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """概览: the figures of a day, a week or a month, in all and by organ, window, matter and level."""
    chosen = chosen_of(request)
    asked = asked_of(request, chosen)
    found, labels = tallies(asked), labels_of(asked)
    context = {
        "asked": asked,
        "spans": [
            (name, label, name == chosen.span and not asked.past) for name, label in SPANS.items()
        ],
        "kinds": KINDS,
        "span": chosen.span,
        "on": chosen.on or asked.today,
        "week": asked.first.isocalendar() if chosen.span == "week" else None,
        "period": urlencode(chosen.address),
        "earlier": _beside(chosen, asked, days=-1),
        "later": _beside(chosen, asked, days=1) if asked.past else "",
        "figures": figures(total(found.values()), labels, chosen.address),
        "groups": groups(found, asked, chosen),
        "labels": list(labels.values()),
        "chart": chart_of(asked),
    }
    return render(request, "portal/staff/overview/front.html", context)


def _beside(chosen: Chosen, asked: Asked, *, days: int) -> str:
    """Return the address of the period before or after."""
    edge = asked.first if days < 0 else asked.last
    return urlencode(Chosen(chosen.span, edge + timedelta(days=days)).address)
