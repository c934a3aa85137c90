"""使用分析: how much the cars were used in a period, what a km cost, which stood idle or are beyond the standard; and the days behind each figure."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.accounts.fleet import IDLE_DAYS
from tongban.domains.vehicles.accounts.period import CarUse, of_cars, percent, uses_of
from tongban.domains.vehicles.dispatches.queries import dispatches_visible_to
from tongban.domains.vehicles.doors import (
    excel,
    for_staff,
    number_of,
    reader_of,
    spoken,
    today,
    told,
)
from tongban.domains.vehicles.labels import COSTS
from tongban.domains.vehicles.pages.account import Record, car_of
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.kernel.sheets.writing import workbook
from tongban.ui.pieces import Crumb
from tongban.ui.templatetags.look import full_day

SHOWS: dict[str, Callable[[CarUse], bool]] = {
    "idle": lambda one: one.idle,
    "beyond": lambda one: bool(one.beyond),
}


@for_staff
@require_safe
def use(request: HttpRequest) -> HttpResponse:
    """Show the cars in the period, of one organ or of what stands out alone if wished."""
    first, last = asked_period(request)
    show, organ = request.GET.get("show", ""), number_of(request.GET.get("organ", ""), 0)
    found = uses_of(reader_of(request), first, last, on=today())
    lines = [one for one in found if organ in {0, one.vehicle.organ_id}]
    counts = Counter(name for name, tells in SHOWS.items() for one in lines if tells(one))
    context = {
        "lines": [one for one in lines if show not in SHOWS or SHOWS[show](one)],
        "figures": [
            ("", gettext("Cars"), "", len(lines)),
            ("idle", gettext("Idle for {days} days").format(days=IDLE_DAYS), "soon", counts["idle"]),
            ("beyond", gettext("Beyond the standard"), "late", counts["beyond"]),
        ],
        "total": total_of(lines),
        "organs": {one.vehicle.organ_id: one.vehicle.organ for one in found}.values(),
        "organ": organ,
        "show": show if show in SHOWS else "",
        "first": first,
        "last": last,
        "tabs": tabs("use"),
    }  # fmt: skip
    return render(request, "vehicles/use.html", context)


@for_staff
@require_safe
def car(request: HttpRequest, vehicle_id: int) -> HttpResponse:
    """Show what is behind the figures of one car: the days out and their trips, the records, and the ground of each rule."""
    vehicle, (first, last) = car_of(request, vehicle_id), asked_period(request)
    [found] = of_cars([vehicle], first, last)
    seen = dispatches_visible_to(reader_of(request), on=today())
    mine = set(seen.filter(pk__in=[one.pk for one in found.trips]).values_list("pk", flat=True))
    context = {
        "car": vehicle,
        "use": found,
        "trips": [(one, one.pk in mine) for one in found.trips],
        "records": [Record(one, [told(each) for each in one.flags]) for one in found.records],
        "kinds": [(COSTS[kind.value], amount) for kind, amount in found.account.by_kind.items()],
        "beyond": [spoken(one) for one in found.beyond],
        "first": first,
        "last": last,
        "tabs": tabs("use"),
        "crumbs": [
            Crumb(gettext("Use of cars"), f"{reverse('vehicles:use')}?first={first}&last={last}"),
            Crumb(vehicle.key),
        ],
    }
    return render(request, "vehicles/car_use.html", context)


@for_staff
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Hand out the period: use and cost, the trips, what stands idle, what is beyond the standard."""
    first, last = asked_period(request)
    lines = uses_of(reader_of(request), first, last, on=today())
    seen = set(dispatches_visible_to(reader_of(request), on=today()).values_list("pk", flat=True))
    title = gettext("Use of cars {first} to {last}").format(first=first, last=last)
    plate, organ = gettext("Plate"), gettext("Organ")
    idle = [
        [one.vehicle.key, one.vehicle.organ.name, full_day(one.last_out) or "–"]
        for one in lines
        if one.idle
    ]
    beyond = [[one.vehicle.key, spoken(each)] for one in lines for each in one.beyond]
    trips = [
        [
            one.vehicle.key,
            row.number,
            row.organ.name,
            full_day(row.out_at),
            full_day(row.back_at),
            _text(row.km),
        ]
        for one in lines
        for row in one.trips
        if row.pk in seen
    ]
    content = workbook(
        [
            (gettext("Use and cost"), _header(), [_cells(one) for one in lines]),
            (gettext("Trips behind it"), [plate, gettext("Case number"), gettext("Asking organ"), gettext("Left at"), gettext("Back at"), gettext("Kilometres")], trips),
            (gettext("Idle cars"), [plate, organ, gettext("Last out")], idle),
            (gettext("Beyond the standard"), [plate, gettext("Ground of the rule")], beyond),
        ]
    )  # fmt: skip
    return excel(content, title)


def asked_period(request: HttpRequest) -> tuple[date, date]:
    """Return the days of the address, this year up to today where it names none; the later one is the last."""
    on = today()
    first, last = _day(request, "first", date(on.year, 1, 1)), _day(request, "last", on)
    return min(first, last), max(first, last)


def total_of(lines: Sequence[CarUse]) -> dict[str, object]:
    """Return the sums of cars: days, rate, km, yuan, and yuan a km."""
    available, out = sum(len(one.available) for one in lines), sum(len(one.out) for one in lines)
    km = sum((one.account.km for one in lines), Decimal(0))
    yuan = sum((one.account.total for one in lines), Decimal(0))
    return {
        "available": available,
        "out": out,
        "rate": percent(out, available),
        "km": km,
        "yuan": yuan,
        "per_km": (yuan / km).quantize(Decimal("0.01"), ROUND_HALF_UP) if km else None,
    }


def _day(request: HttpRequest, name: str, otherwise: date) -> date:
    try:
        found = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise
    return found if 2000 <= found.year <= 2999 else otherwise


def _header() -> Sequence[str]:
    return [
        gettext("Plate"),
        gettext("Organ"),
        gettext("Days available"),
        gettext("Days out"),
        gettext("Use rate in per cent"),
        gettext("Number of trips"),
        gettext("km"),
        gettext("Total in yuan"),
        gettext("Yuan a km"),
        gettext("Last out"),
    ]


def _cells(one: CarUse) -> Sequence[str]:
    return [
        one.vehicle.key,
        one.vehicle.organ.name,
        str(len(one.available)),
        str(len(one.out)),
        _text(one.rate),
        str(len(one.trips)),
        f"{one.account.km:f}",
        f"{one.account.total:.2f}",
        _text(one.account.per_km),
        full_day(one.last_out) or "",
    ]


def _text(figure: object) -> str:
    return "" if figure is None else str(figure)
