"""保养到期: which cars are due for service, by km or by months, and from what that is counted; as a page and as Excel."""

from collections import Counter
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.accounts.servicing import ServiceLine, service_lines
from tongban.domains.vehicles.doors import excel, for_staff, reader_of, today
from tongban.domains.vehicles.labels import SERVICES
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.kernel.sheets.writing import workbook
from tongban.ui.templatetags.look import full_day

TONES = {"due": "late", "soon": "soon", "unknown": "", "later": ""}


@for_staff
@require_safe
def service(request: HttpRequest) -> HttpResponse:
    """Show the cars, narrowed to how they stand if wished."""
    show = request.GET.get("show", "")
    lines = service_lines(reader_of(request), on=today())
    counts = Counter(one.state for one in lines)
    context = {
        "lines": [
            (one, SERVICES[one.state], TONES[one.state])
            for one in lines
            if show not in SERVICES or one.state == show
        ],
        "figures": [
            ("", gettext("Cars"), "", len(lines)),
            *((name, label, TONES[name], counts[name]) for name, label in SERVICES.items()),
        ],
        "show": show if show in SERVICES else "",
        "tabs": tabs("service"),
    }
    return render(request, "vehicles/service.html", context)


@for_staff
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Hand out all of them as Excel."""
    lines = service_lines(reader_of(request), on=today())
    title = gettext("Services due on {day}").format(day=today().isoformat())
    content = workbook([(gettext("Services due"), _header(), [_cells(one) for one in lines])])
    return excel(content, title)


def _header() -> Sequence[str]:
    return [
        gettext("Plate"),
        gettext("Organ"),
        gettext("Last service"),
        gettext("Service every km"),
        gettext("Service every so many months"),
        pgettext("service", "Odometer now"),
        gettext("Due at km"),
        gettext("Due on"),
        pgettext("service", "km left"),
        gettext("Days left"),
        pgettext("service", "State"),
    ]


def _cells(one: ServiceLine) -> Sequence[str]:
    due = one.due
    return [
        one.vehicle.key,
        one.vehicle.organ.name,
        full_day(one.last.on) if one.last else "",
        _text(one.interval.km),
        _text(one.interval.months),
        _text(one.km),
        _text(due.at_km if due else None),
        full_day(due.on) if due else "",
        _text(due.km_left if due else None),
        _text(due.days_left if due else None),
        str(SERVICES[one.state]),
    ]


def _text(figure: object) -> str:
    return "" if figure is None else str(figure)
