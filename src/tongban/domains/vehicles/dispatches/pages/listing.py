"""用车台账: the trips that one may see, narrowed, as a page and as Excel (CL-07)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.dispatches.labels import STATES
from tongban.domains.vehicles.dispatches.queries import (
    Dispatch,
    dispatches_visible_to,
    out_on_sealed_days,
)
from tongban.domains.vehicles.doors import (
    for_staff,
    now,
    reader_of,
    today,
)
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import names_of
from tongban.kernel.sheets.writing import workbook
from tongban.ui.templatetags.look import full_day, moment

A_PAGE, MOST = 50, 20_000
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_staff
@require_safe
def trips(request: HttpRequest) -> HttpResponse:
    """Show the trips, the last first; those on sealed days without approval are marked."""
    rows, asked = _narrowed(request)
    pages = Paginator(rows, A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    sealed = out_on_sealed_days(page.object_list, at=now())
    context = {
        "tab": "trips",
        "lines": [(one, sealed.get(one.pk, [])) for one in page.object_list],
        "page": page,
        "pages": pages,
        "asked": asked,
        "narrowed": any(asked.values()),
        "states": STATES,
    }
    return render(request, "vehicles/trips.html", context)


@for_staff
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Hand out the same trips as Excel, by the same filter."""
    rows, _asked = _narrowed(request)
    title = gettext("Register of car use")
    content = workbook([(title, _header(), _cells(list(rows[:MOST])))])
    answer = HttpResponse(content, content_type=TYPE)
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{title}{today().isoformat()}.xlsx"
    )
    return answer


def _narrowed(request: HttpRequest) -> tuple[QuerySet[Dispatch], dict[str, str]]:
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("q", "state", "first", "last")}  # fmt: skip
    rows = dispatches_visible_to(reader_of(request), on=today()).order_by("-period", "-pk")
    if asked["state"] in dict(STATES):
        rows = rows.filter(state=asked["state"])
    if words := asked["q"]:
        hit = Q(matter__icontains=words) | Q(places__icontains=words) | Q(number__icontains=words)
        rows = rows.filter(
            hit
            | Q(car__plate__icontains=words)
            | Q(driver__name__icontains=words)
            | Q(organ__name__icontains=words)
        )
    if first := _instant(asked["first"]):
        rows = rows.filter(period__endswith__gte=first)
    if last := _instant(asked["last"]):
        rows = rows.filter(period__startswith__lt=last + timedelta(days=1))
    return rows, asked


def _instant(text: str) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(day, time(0), SHANGHAI) if 1900 <= day.year <= 2999 else None


def _header() -> Sequence[str]:
    return [
        gettext("Case number"),
        gettext("Asking organ"),
        pgettext("trip", "Asked by"),
        pgettext("trip", "What for"),
        gettext("Route"),
        pgettext("trip", "People"),
        pgettext("trip", "From"),
        pgettext("trip", "To"),
        gettext("Car"),
        pgettext("vehicles", "Driver"),
        pgettext("trip", "State"),
        gettext("Left at"),
        gettext("Back at"),
        gettext("Odometer when leaving"),
        gettext("Odometer when back"),
        gettext("Kilometres"),
        gettext("Damage"),
        gettext("On a sealed day without approval"),
    ]


def _cells(rows: Sequence[Dispatch]) -> Iterator[Sequence[str]]:
    people = names_of({row.asked_by for row in rows})
    sealed = out_on_sealed_days(rows, at=now())
    for row in rows:
        yield [
            row.number,
            row.organ.name,
            people.get(row.asked_by, ""),
            row.matter,
            row.places,
            str(row.people),
            _minute(row.period.lower),
            _minute(row.period.upper),
            row.car.plate if row.car else "",
            (row.driver.name or "") if row.driver else "",
            str(row.get_state_display()),
            _minute(row.out_at),
            _minute(row.back_at),
            _number(row.km_out),
            _number(row.km_back),
            _number(row.km),
            row.damage,
            "、".join(full_day(day) for day in sealed.get(row.pk, [])),
        ]


def _minute(at: datetime | None) -> str:
    return f"{full_day(at)} {moment(at).split()[-1]}" if at else ""


def _number(km: object) -> str:
    return "" if km is None else str(km)
