"""单车核算: the account of one car in a year: costs by kind and month, consumption by the full fill, and every record behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.accounts.fleet import beyond_standard, figures_for
from tongban.domains.vehicles.accounts.reckoning import CarYear, Used, by_car
from tongban.domains.vehicles.dispatches.odometers.queries import trips_read
from tongban.domains.vehicles.disposals.queries import disposal_of
from tongban.domains.vehicles.doors import (
    excel,
    for_staff,
    now,
    number_of,
    reader_of,
    spoken,
    today,
    told,
)
from tongban.domains.vehicles.labels import (
    CARRIERS,
    COSTS,
    ENERGIES,
    KINDS,
    MANNERS,
    STANDINGS,
)
from tongban.domains.vehicles.models import Outlay, Vehicle
from tongban.domains.vehicles.outlays.queries import (
    car_visible_to,
    cars_visible_to,
    may_book,
    outlays_of,
)
from tongban.domains.vehicles.pages.fleet import asked_year
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.places.queries import seat_of
from tongban.domains.vehicles.rules.accounts import Cost, CostKind, cost_beyond_value
from tongban.domains.vehicles.rules.consumption import Stretch
from tongban.kernel.sheets.writing import workbook
from tongban.ui.pieces import Crumb
from tongban.ui.templatetags.look import moment


@dataclass(frozen=True, slots=True)
class Record:
    """账页一行: a record, its doubts in words."""

    row: Outlay
    doubts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Use:
    """消耗一行: a stretch from full fill to full fill, its figure, and whether it is kept out of the average."""

    stretch: Stretch
    figure: Decimal
    apart: bool


def car_of(request: HttpRequest, vehicle_id: int) -> Vehicle:
    """Return the car if the reader may see it; else it does not exist."""
    found = car_visible_to(reader_of(request), vehicle_id, on=today())
    if found is None:
        raise Http404
    return found


def _kinds(figures: CarYear) -> list[tuple[str, object, Decimal]]:
    """Return the kinds of cost that the year has, each with its words and its sum in yuan."""
    found = figures.account.by_kind
    return [(each.value, COSTS[each.value], found[each]) for each in CostKind if each in found]


@for_staff
@require_safe
def account(request: HttpRequest, vehicle_id: int) -> HttpResponse:
    """Show the account; of one kind of cost or one month alone if wished."""
    car, year = car_of(request, vehicle_id), asked_year(request)
    figures, rows = _figures(request, car, year)
    kind, month = request.GET.get("kind", ""), number_of(request.GET.get("month", ""), 0)
    price, costs = car.price, [Cost(one.on, CostKind(one.kind), one.amount) for one in rows]
    beyond = [cost_beyond_value(costs, price)] if price else []
    context = {
        "car": car,
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "figures": figures,
        "kinds": _kinds(figures),
        "uses": [(CARRIERS[each.carrier.value], each, _uses(each)) for each in figures.used],
        "records": [
            Record(one, [told(each) for each in one.flags])
            for one in reversed(rows)
            if one.on.year == year and kind in {"", one.kind} and month in {0, one.on.month}
        ],
        "kind": COSTS.get(kind, ""),
        "month": month,
        "facts": [KINDS.get(car.kind or "", ""), ENERGIES.get(car.energy or "", "")],
        "standing": STANDINGS.get(car.standing or "", ""),
        "notes": [spoken(one) for one in (*beyond, *beyond_standard(car, on=today())) if one],
        "seated": seat_of(car) is not None,
        "may_book": car.closed_on is None
        and may_book(reader_of(request).actor_id, car, on=today()),
        "costs": COSTS.items(),
        "manners": MANNERS.items(),
        "disposal": disposal_of(car),
        "now": now(),
        "key": uuid4().hex,
        "tabs": tabs("fleet"),
        "crumbs": [
            Crumb(gettext("Vehicle accounts"), reverse("vehicles:fleet")),
            Crumb(car.key),
        ],
    }
    return render(request, "vehicles/account.html", context)


@for_staff
@require_safe
def sheet(request: HttpRequest, vehicle_id: int) -> HttpResponse:
    """Hand out the account of the year: months by kind, stretches, and every record."""
    car, year = car_of(request, vehicle_id), asked_year(request)
    figures, rows = _figures(request, car, year)
    title = gettext("Account of {plate} {year}").format(plate=car.key, year=year)
    content = workbook(
        [
            (gettext("Months"), _month_header(), _months(figures)),
            (gettext("Consumption"), _use_header(), _use_cells(figures)),
            (
                gettext("Records"),
                _record_header(),
                [_record(one) for one in rows if one.on.year == year],
            ),
        ]
    )
    return excel(content, title)


def _figures(request: HttpRequest, car: Vehicle, year: int) -> tuple[CarYear, list[Outlay]]:
    cars = [
        one for one in cars_visible_to(reader_of(request), on=today()) if isinstance(one, Vehicle)
    ]
    like = [one for one in cars if (one.body, one.energy) == (car.body, car.energy)]
    rows = by_car(outlays_of(one.pk for one in like))
    meters = trips_read([car.pk, *(one.pk for one in like)])
    return figures_for(car, like, rows, year, meters), rows.get(car.pk, [])


def _uses(used: Used) -> list[Use]:
    return [
        Use(one, one.per_100_km.quantize(Decimal("0.01")), place in used.apart)
        for place, one in enumerate(used.stretches)
    ]


def _month_header() -> Sequence[str]:
    costs = [str(COSTS[each]) for each in CostKind]
    return [gettext("Month"), *costs, gettext("Total in yuan"), gettext("km"), gettext("Yuan a km")]


def _months(figures: CarYear) -> list[Sequence[str]]:
    named = [(f"{one.year}-{one.month:02}", one.account) for one in figures.months]
    named.append((gettext("Year"), figures.account))
    return [
        [
            name,
            *(f"{one.by_kind.get(each, 0):.2f}" for each in CostKind),
            f"{one.total:.2f}",
            f"{one.km:f}",
            "" if one.per_km is None else str(one.per_km),
        ]
        for name, one in named
    ]


def _use_header() -> Sequence[str]:
    return [
        gettext("From"),
        gettext("To"),
        gettext("km"),
        gettext("Quantity"),
        gettext("Unit"),
        gettext("per 100 km"),
        gettext("In the average"),
    ]


def _use_cells(figures: CarYear) -> list[Sequence[str]]:
    return [
        [
            moment(one.start),
            moment(one.end),
            f"{one.km:f}",
            f"{one.quantity:f}",
            str(CARRIERS[used.carrier.value]),
            f"{one.per_100_km:.2f}",
            gettext("no") if one.doubtful or place in used.apart else gettext("yes"),
        ]
        for used in figures.used
        for place, one in enumerate(used.stretches)
    ]


def _record_header() -> Sequence[str]:
    return [
        gettext("Number in the book"),
        gettext("Time"),
        gettext("Kind of cost"),
        gettext("Amount in yuan"),
        gettext("Quantity"),
        gettext("Odometer"),
        gettext("Supplier"),
        gettext("Number of the voucher"),
        gettext("Reason"),
        gettext("Doubts"),
    ]


def _record(one: Outlay) -> Sequence[str]:
    doubts = "；".join(told(each) for each in one.flags)
    return [
        str(one.n),
        moment(one.at),
        str(one.get_kind_display()),
        f"{one.amount:.2f}",
        "" if one.quantity is None else f"{one.quantity:f} {one.get_carrier_display()}",
        "" if one.odometer is None else f"{one.odometer:f}",
        one.supplier,
        one.document,
        one.reason,
        doubts,
    ]
