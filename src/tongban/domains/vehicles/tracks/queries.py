"""Reading tracks: the trips of the cars that a reader may see, the fences over them, and who may see where a car went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from tongban.domains.vehicles.dispatches.queries import Dispatch, dispatches_visible_to
from tongban.domains.vehicles.dispatches.states import State
from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.outlays.queries import cars_visible_to, may_book
from tongban.domains.vehicles.rules.geodesy import Circle, Polygon
from tongban.domains.vehicles.rules.geodesy import Fence as Area
from tongban.domains.vehicles.tables.tracks import Fence, Journey, TrackFile
from tongban.domains.vehicles.tracks.events import TrackLooked, stream_of
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import Organ, Person, may_use, names_of
from tongban.kernel.identity.queries.reach import organs_within, paths_of
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.queries import events_of

ON_THE_ROAD = (State.PLANNED, State.OUT, State.BACK)


def journeys_visible_to(reader: Person, *, on: date) -> QuerySet[Journey]:
    """Return the trips of the cars that the reader may see, the latest first; where they went is not in them."""
    cars = cars_visible_to(reader, on=on).order_by().values("pk")
    found = Journey.objects.filter(vehicle__in=cars).defer("path")
    return found.select_related("vehicle__organ", "file").order_by("-period", "-pk")


def journeys_of(vehicle_id: int, start: datetime, end: datetime) -> QuerySet[Journey]:
    """Return the trips of a car that the caller was found to see which lie in part between two instants."""
    return Journey.objects.filter(vehicle=vehicle_id, period__overlap=(start, end))


def may_see_positions(actor: str, car: Vehicle, *, on: date) -> bool:
    """查看轨迹权限: tell whether somebody may see where a car went: who may see what is confidential in its organ."""
    return may_use(actor, Power.SEE_CONFIDENTIAL, car.organ, on=on)


def cars_of(organ: Organ, actor: str, *, on: date) -> dict[str, Vehicle]:
    """Return the cars of an organ, and of those below it, whose files the actor keeps, by plate."""
    rows = Vehicle.objects.filter(organ__path__startswith=organ.path, closed_on=None, struck=False)
    return {
        one.key: one
        for one in rows.select_related("organ")
        if isinstance(one, Vehicle) and may_book(actor, one, on=on)
    }


def files_of(reader: Person, *, on: date) -> QuerySet[TrackFile]:
    """Return the files that were brought for organs whose registers the reader keeps, the latest first."""
    organs = organs_within(paths_of(reader, Power.KEEP_REGISTERS, on=on)).order_by().values("pk")
    return TrackFile.objects.filter(organ__in=organs).select_related("organ").order_by("-at", "-pk")


def fences_visible_to(reader: Person, *, on: date) -> QuerySet[Fence]:
    """Return the fences of the organs whose registers the reader may read, those in force first."""
    organs = organs_within(paths_of(reader, Power.READ_REGISTERS, on=on)).order_by().values("pk")
    found = Fence.objects.filter(organ__in=organs).select_related("organ")
    return found.order_by("-until", "organ__path", "name")


def fences_over(organ: Organ) -> list[Fence]:
    """Return the fences for an organ's cars, whenever they were in force: its own and those of its superiors."""
    return [
        one
        for one in Fence.objects.select_related("organ")
        if organ.path.startswith(one.organ.path)
    ]


def areas_on(fences: Iterable[Fence], day: date) -> list[Area]:
    """Return the areas of the fences that are in force on a day."""
    return [
        area_of(one)
        for one in fences
        if one.since <= day and (one.until is None or day < one.until)
    ]


def area_of(fence: Fence) -> Area:
    """Return a fence as the rules know it."""
    corners = tuple((float(north), float(east)) for north, east in fence.corners)
    if fence.shape == Fence.Shape.CIRCLE:
        return Circle(fence.name, corners[0], float(fence.radius or 0))
    return Polygon(fence.name, corners)


def outings_among(vehicles: Iterable[int], start: datetime, end: datetime) -> list[Dispatch]:
    """Return the dispatches of cars that were or are to be out between two instants, whoever asks: for the rules alone."""
    rows = Dispatch.objects.filter(car__in=list(vehicles), state__in=ON_THE_ROAD)
    near = start - timedelta(days=60), end + timedelta(days=60)
    return list(rows.filter(period__overlap=near))


def names_seen(reader: Person, numbers: Iterable[int], *, on: date) -> dict[int, Dispatch]:
    """Return those of the dispatches that the reader may see, by their numbers."""
    rows = dispatches_visible_to(reader, on=on).filter(pk__in=list(numbers))
    return {one.pk: one for one in rows}


@dataclass(frozen=True, slots=True)
class Look:
    """查阅记录: who looked where a car went, when, and for what purpose."""

    by: str
    at: datetime
    purpose: str


def looks_at(row: Journey) -> list[Look]:
    """Return who looked at the track of a trip, the latest first, as the log has it."""
    told = [
        one
        for one in events_of(row.home, stream_of(row.vehicle_id))
        if one.type == TrackLooked.type and one.data["journey"] == row.pk
    ]
    names = names_of({one.by for one in told})
    return [Look(names.get(one.by, ""), one.at, str(one.data["purpose"])) for one in reversed(told)]


def year_of(year: int) -> tuple[datetime, datetime]:
    """Return the first instant of a year in Shanghai and that of the next."""
    return (
        datetime.combine(date(year, 1, 1), time(0), SHANGHAI),
        datetime.combine(date(year + 1, 1, 1), time(0), SHANGHAI),
    )
