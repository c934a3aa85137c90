"""年度报表: the yearly return of the reader's organs on one sheet, to be printed, and in Excel with the rows behind it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.accounts.period import CarUse
from tongban.domains.vehicles.accounts.yearly import OrganYear, is_new_energy
from tongban.domains.vehicles.accounts.yearly import yearly as made
from tongban.domains.vehicles.doors import excel, for_staff, now, reader_of, today
from tongban.domains.vehicles.labels import COSTS, ENERGIES, KINDS, SOURCES
from tongban.domains.vehicles.pages.fleet import asked_year
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.rules.accounts import CostKind
from tongban.domains.vehicles.rules.kinds import Carrier
from tongban.kernel.sheets.writing import workbook
from tongban.ui.templatetags.look import full_day

FUEL, POWER = Carrier.LITRES, Carrier.KILOWATT_HOURS


@for_staff
@require_safe
def yearly(request: HttpRequest) -> HttpResponse:
    """Show the return of a year; it prints on a sheet."""
    year = asked_year(request)
    rows, total = made(reader_of(request), year, on=today())
    kinds = [kind for kind in CostKind if total.by_kind.get(kind)]
    context = {
        "rows": [(one, _measured(one)) for one in rows],
        "total": total,
        "measured": _measured(total),
        "kinds": [COSTS[kind.value] for kind in kinds],
        "costs": [
            (one.organ, one.total, [(COSTS[kind.value], one.by_kind.get(kind)) for kind in kinds])
            for one in (*rows, total)
        ],
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "made": now(),
        "tabs": tabs("yearly"),
    }  # fmt: skip
    return render(request, "vehicles/yearly.html", context)


@for_staff
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Hand out the return, the costs by kind, and the cars behind it."""
    year = asked_year(request)
    rows, total = made(reader_of(request), year, on=today())
    title = gettext("Yearly return of official vehicles {year}").format(year=year)
    content = workbook(
        [
            (gettext("Yearly return"), _header(), [_cells(one) for one in (*rows, total)]),
            (gettext("Costs by kind"), _cost_header(), [_costs(one) for one in (*rows, total)]),
            (gettext("Cars behind it"), _car_header(), [_car(one) for one in total.uses]),
        ]
    )
    return excel(content, title)


def _measured(one: OrganYear) -> tuple[object, object]:
    return one.put_in(FUEL), one.put_in(POWER)


def _name(one: OrganYear) -> str:
    return one.organ.name if one.organ else gettext("All together")


def _header() -> Sequence[str]:
    return [
        gettext("Organ"),
        gettext("Approved places"),
        gettext("Actual cars"),
        gettext("Frozen places"),
        gettext("Free places"),
        gettext("Own and pooled cars"),
        gettext("of new energy"),
        gettext("Share of new energy in per cent"),
        gettext("Taken on in the year"),
        gettext("Share of new energy of these"),
        gettext("Days available"),
        gettext("Days out"),
        gettext("Use rate in per cent"),
        gettext("Number of trips"),
        gettext("km"),
        gettext("Litres of fuel"),
        gettext("kWh charged"),
        gettext("Total in yuan"),
        gettext("Yuan a km"),
    ]


def _cells(one: OrganYear) -> Sequence[str]:
    places, (out, available) = one.places, one.days
    figures = (
        *(places.approved, places.actual, places.frozen, places.free),
        *(len(one.cars), len(one.new_energy), one.share, len(one.added), one.added_share),
        *(available, out, one.rate, one.trips, one.km),
        *(one.put_in(FUEL), one.put_in(POWER), one.total, one.per_km),
    )
    return [_name(one), *("" if each is None else str(each) for each in figures)]


def _cost_header() -> Sequence[str]:
    costs = (str(COSTS[kind.value]) for kind in CostKind)
    return [gettext("Organ"), *costs, gettext("Total in yuan")]


def _costs(one: OrganYear) -> Sequence[str]:
    sums = one.by_kind
    return [_name(one), *(f"{sums.get(kind, 0):.2f}" for kind in CostKind), f"{one.total:.2f}"]


def _car_header() -> Sequence[str]:
    return [
        gettext("Plate"),
        gettext("Organ"),
        gettext("Kind of vehicle"),
        gettext("Energy"),
        gettext("New energy"),
        pgettext("vehicle", "Source"),
        gettext("Kept from"),
        gettext("Days available"),
        gettext("Days out"),
        gettext("km"),
        gettext("Total in yuan"),
    ]


def _car(one: CarUse) -> Sequence[str]:
    car = one.vehicle
    return [
        car.key,
        car.organ.name,
        str(KINDS.get(car.kind or "", "")),
        str(ENERGIES.get(car.energy or "", "")),
        gettext("yes") if is_new_energy(one) else gettext("no"),
        str(SOURCES.get(car.source or "", "")),
        full_day(car.opened_on),
        str(len(one.available)),
        str(len(one.out)),
        f"{one.account.km:f}",
        f"{one.account.total:.2f}",
    ]
