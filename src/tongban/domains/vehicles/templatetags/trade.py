"""The bar of this trade's tabs, on each of its pages."""

from collections.abc import Sequence

from django import template
from django.template import RequestContext

from tongban.domains.vehicles.doors import reader_of, today
from tongban.domains.vehicles.pages.tabs import Tab, bar, tabs

register = template.Library()


@register.inclusion_tag("vehicles/bar.html", takes_context=True)
def trade_bar(
    context: RequestContext, books: Sequence[Tab] | None = None, trip: str = ""
) -> dict[str, object]:
    """Show the tabs that open for the reader: `books` as a page of books hands them in, `trip` the open page of trips."""
    reader = reader_of(context["request"])
    return {"bar": bar(reader, books or tabs(""), trip, on=today())}
