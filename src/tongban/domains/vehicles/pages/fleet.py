"""车辆核算: the fleet of the reader in a year, each figure open to the car's account, and the yearly return in Excel."""

from collections import Counter
from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.accounts.fleet import IDLE_DAYS, Line, fleet_of
from tongban.domains.vehicles.doors import excel, for_staff, number_of, reader_of, spoken, today
from tongban.domains.vehicles.labels import COSTS, ENERGIES, KINDS, STANDINGS
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.rules.accounts import CostKind
from tongban.kernel.sheets.writing import workbook
from tongban.ui.templatetags.look import full_day

SHOWS: dict[str, Callable[[Line], bool]] = {
    "idle": lambda one: one.idle,
    "beyond": lambda one: bool(one.beyond),
    "value": lambda one: one.beyond_value,
    "doubtful": lambda one: bool(one.figures.doubtful),
}


def asked_year(request: HttpRequest) -> int:
    """Return the year of the address, this year where it names none."""
    year = number_of(request.GET.get("year", ""), today().year)
    return year if 2000 <= year <= 2999 else today().year


@for_staff
@require_safe
def fleet(request: HttpRequest) -> HttpResponse:
    """Show the fleet's year, narrowed to what stands out if wished."""
    year, show = asked_year(request), request.GET.get("show", "")
    lines = fleet_of(reader_of(request), year, on=today())
    counts = Counter(name for name, tells in SHOWS.items() for one in lines if tells(one))
    context = {
        "lines": [one for one in lines if show not in SHOWS or SHOWS[show](one)],
        "figures": [
            ("", gettext("Cars"), "", len(lines)),
            (
                "idle",
                gettext("Idle for {days} days").format(days=IDLE_DAYS),
                "soon",
                counts["idle"],
            ),
            ("beyond", gettext("Beyond the standard"), "late", counts["beyond"]),
            ("value", gettext("Cost more to run than to buy"), "soon", counts["value"]),
            ("doubtful", gettext("With doubts to look at"), "soon", counts["doubtful"]),
        ],
        "show": show if show in SHOWS else "",
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "total": sum(one.figures.account.total for one in lines),
        "km": sum(one.figures.account.km for one in lines),
        "tabs": tabs("fleet"),
    }
    return render(request, "vehicles/fleet.html", context)


@for_staff
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """年度报表: hand out the fleet's year: all cars, those idle, those beyond the standard."""
    year = asked_year(request)
    lines = fleet_of(reader_of(request), year, on=today())
    title = gettext("Vehicle accounts {year}").format(year=year)
    beyond = [[one.vehicle.key, spoken(each)] for one in lines for each in one.beyond]
    still = [
        [one.vehicle.key, one.vehicle.organ.name, full_day(one.moved_on) or "–"]
        for one in lines
        if one.idle
    ]
    content = workbook(
        [
            (title[:31], _header(), [_cells(one) for one in lines]),
            (
                gettext("Idle cars"),
                [gettext("Plate"), gettext("Organ"), gettext("Last moved")],
                still,
            ),
            (
                gettext("Beyond the standard"),
                [gettext("Plate"), gettext("Ground of the rule")],
                beyond,
            ),
        ]
    )
    return excel(content, title)


def _header() -> Sequence[str]:
    names = [gettext("Plate"), gettext("Organ"), gettext("Kind of vehicle"), gettext("Energy")]
    names += [pgettext("vehicle", "Standing"), gettext("Purchase price"), gettext("km")]
    names += [str(COSTS[each]) for each in CostKind]
    return [
        *names,
        gettext("Total in yuan"),
        gettext("Yuan a km"),
        gettext("l/100 km"),
        gettext("kWh/100 km"),
    ]


def _cells(one: Line) -> Sequence[str]:
    car, sums = one.vehicle, one.figures.account
    used = {each.carrier.value: each.average for each in one.figures.used}
    return [
        car.key,
        car.organ.name,
        str(KINDS.get(car.kind or "", "")),
        str(ENERGIES.get(car.energy or "", "")),
        str(STANDINGS.get(car.standing or "", "")),
        _text(car.price),
        f"{sums.km:f}",
        *(f"{sums.by_kind.get(each, 0):.2f}" for each in CostKind),
        f"{sums.total:.2f}",
        _text(sums.per_km),
        _text(used.get("l")),
        _text(used.get("kWh")),
    ]


def _text(figure: object) -> str:
    return "" if figure is None else str(figure)
