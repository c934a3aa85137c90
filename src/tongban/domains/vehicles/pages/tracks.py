"""行车轨迹: the trips that the tracks of a year show, what of them nobody allowed, and how their km stand to the odometers."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from tongban.domains.vehicles.dispatches.queries import Dispatch
from tongban.domains.vehicles.doors import excel, for_staff, reader_of, today
from tongban.domains.vehicles.outlays.queries import kept_organs
from tongban.domains.vehicles.pages.fleet import asked_year
from tongban.domains.vehicles.pages.tabs import tabs
from tongban.domains.vehicles.tables.tracks import Journey
from tongban.domains.vehicles.tracks.judging import Compared, Judged, compared, judged
from tongban.domains.vehicles.tracks.queries import journeys_visible_to, names_seen, year_of
from tongban.kernel.sheets.writing import workbook
from tongban.ui.templatetags.look import full_day, moment

A_PAGE, MOST = 50, 10_000
SHOWS: dict[str, Callable[[Judged], bool]] = {
    "sealed": lambda one: bool(one.sealed),
    "fence": lambda one: one.outside,
    "undispatched": lambda one: one.dispatch is None,
}


@dataclass(frozen=True, slots=True)
class Line:
    """行程一行: a trip, what is said of it, and its dispatch where the reader may see it."""

    judged: Judged
    dispatch: Dispatch | None

    @property
    def row(self) -> Journey:
        """Return the trip."""
        return self.judged.row


@for_staff
@require_safe
def tracks(request: HttpRequest) -> HttpResponse:
    """Show the trips of a year, narrowed to what stands out if wished, and the dispatches whose odometer differs."""
    year, show, found = asked_year(request), request.GET.get("show", ""), _found(request)
    counts = Counter(name for name, tells in SHOWS.items() for one in found if tells(one))
    differing = [one for one in compared(found) if one.figures.differs]
    wanted = [one for one in found if show not in SHOWS or SHOWS[show](one)]
    pages = Paginator(wanted, A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "lines": _lines(request, list(page.object_list)),
        "page": page,
        "pages": pages,
        "figures": [
            ("", pgettext("track", "Trips"), "", len(found)),
            ("sealed", gettext("On a sealed day without approval"), "late", counts["sealed"]),
            ("fence", gettext("Outside the fences"), "late", counts["fence"]),
            ("undispatched", gettext("Without a dispatch"), "soon", counts["undispatched"]),
            ("mileage", gettext("Odometer differs"), "soon", len(differing)),
        ],
        "differing": _compared_lines(request, differing) if show == "mileage" else (),
        "show": show if show in {*SHOWS, "mileage"} else "",
        "cut": len(found) == MOST,
        "year": year,
        "years": range(today().year, today().year - 5, -1),
        "keeps": bool(kept_organs(reader_of(request), on=today())),
        "plate": _plate(request),
        "tabs": tabs("tracks"),
    }
    return render(request, "vehicles/tracks.html", context)


@for_staff
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Hand out the trips of the year and the comparison with the odometers; where cars went is not in it."""
    found = _found(request)
    title = gettext("Tracks {year}").format(year=asked_year(request))
    made = _compared_lines(request, compared(found))
    content = workbook(
        [
            (gettext("Trips of the tracks"), _header(), [_cells(one) for one in _lines(request, found)]),
            (gettext("Mileage"), _mileage_header(), [_mileage_cells(*one) for one in made]),
        ]
    )  # fmt: skip
    return excel(content, title)


def _plate(request: HttpRequest) -> str:
    return request.GET.get("plate", "").strip()[:20]


def _found(request: HttpRequest) -> list[Judged]:
    """Return the trips of the year, of one car where one is asked for, each judged."""
    rows = journeys_visible_to(reader_of(request), on=today())
    rows = rows.filter(period__overlap=year_of(asked_year(request)))
    if plate := _plate(request):
        rows = rows.filter(vehicle__key__icontains=plate)
    return judged(list(rows[:MOST]))


def _lines(request: HttpRequest, found: Sequence[Judged]) -> list[Line]:
    numbers = [one.dispatch for one in found if one.dispatch is not None]
    seen = names_seen(reader_of(request), numbers, on=today())
    return [Line(one, seen.get(one.dispatch or 0)) for one in found]


def _compared_lines(
    request: HttpRequest, made: Sequence[Compared]
) -> list[tuple[Compared, Dispatch]]:
    """Return the comparisons whose dispatch the reader may see."""
    seen = names_seen(reader_of(request), [one.dispatch.pk for one in made], on=today())
    return [(one, seen[one.dispatch.pk]) for one in made if one.dispatch.pk in seen]


def _header() -> Sequence[str]:
    return [
        gettext("Plate"),
        gettext("Organ"),
        pgettext("trip", "From"),
        pgettext("trip", "To"),
        gettext("km by the track"),
        gettext("Case number"),
        gettext("On a sealed day without approval"),
        gettext("Left the fences at"),
    ]


def _cells(one: Line) -> Sequence[str]:
    car, judged_ = one.row.vehicle, one.judged
    days = (f"{full_day(day)} {holiday}" for day, holiday in judged_.sealed)
    return [
        car.key,
        car.organ.name,
        _minute(one.row.period.lower),
        _minute(one.row.period.upper),
        str(judged_.km),
        one.dispatch.number if one.dispatch else "",
        "、".join(days),
        _minute(one.row.left_at),
    ]


def _mileage_header() -> Sequence[str]:
    return [
        gettext("Case number"),
        gettext("Plate"),
        gettext("Trips of the tracks"),
        gettext("km by the track"),
        gettext("km by the odometer"),
        gettext("Tolerated km"),
        gettext("Differs"),
    ]


def _mileage_cells(one: Compared, row: Dispatch) -> Sequence[str]:
    figures = one.figures
    return [
        row.number,
        row.car.plate if row.car else "",
        str(one.trips),
        str(figures.track),
        str(figures.odometer),
        f"{figures.tolerated:.1f}",
        gettext("yes") if figures.differs else gettext("no"),
    ]


def _minute(at: object) -> str:
    return f"{full_day(at)} {moment(at).split()[-1]}" if at else ""  # type: ignore[arg-type]
