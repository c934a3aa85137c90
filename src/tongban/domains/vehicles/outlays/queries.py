"""Reading costs: the cars whose books a reader may see, and the records in them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.tables.costs import FuelFile, Outlay
from tongban.kernel.identity.queries import Organ, Person, may_use, organs_in_reach
from tongban.kernel.identity.rules import Power
from tongban.kernel.registers.queries import Entry, Kept, Wanted, entries_visible_to

KIND = "vehicles.vehicle"


def cars_visible_to(reader: Person, *, on: date) -> QuerySet[Entry]:
    """Return the cars, kept or struck off, whose files the reader may read; confidential ones only to whom they are shown."""
    wanted = Wanted(kept=Kept.ALL, as_of=date.max)
    return entries_visible_to(reader, KIND, on=on, wanted=wanted)


def cars_kept() -> QuerySet[Vehicle]:
    """Return every car that is kept now; for the platform itself and for who was found to see an organ's."""
    rows: QuerySet[Vehicle] = Vehicle.objects.filter(struck=False, closed_on=None)  # type: ignore[assignment]
    return rows.select_related("organ").order_by("key")


def records_of(vehicle_id: int) -> QuerySet[Outlay]:
    """Return the records of a car that the caller was found to see."""
    return Outlay.objects.filter(vehicle=vehicle_id)


def car_visible_to(reader: Person, vehicle_id: int, *, on: date) -> Vehicle | None:
    """Return one of them; not found and not allowed look the same."""
    found = cars_visible_to(reader, on=on).filter(pk=vehicle_id).first()
    return found if isinstance(found, Vehicle) else None


def outlays_visible_to(reader: Person, *, on: date) -> QuerySet[Outlay]:
    """Return the records of the cars that the reader may see, the latest first."""
    cars = cars_visible_to(reader, on=on).order_by().values("pk")
    found = Outlay.objects.filter(vehicle__in=cars)
    return found.select_related("vehicle", "reversed_by", "reverses")


def outlays_of(vehicles: Iterable[int]) -> QuerySet[Outlay]:
    """Return the records of cars that the reader was found to see, the earliest first, those taken back included."""
    found = Outlay.objects.filter(vehicle__in=list(vehicles))
    return found.select_related("reversed_by").order_by("at", "pk")


def may_book(actor: str, vehicle: Vehicle, *, on: date) -> bool:
    """Tell whether somebody keeps the book of a car."""
    powers = [Power.KEEP_REGISTERS] + ([Power.SEE_CONFIDENTIAL] if vehicle.confidential else [])
    return all(may_use(actor, power, vehicle.organ, on=on) for power in powers)


def kept_organs(reader: Person, *, on: date) -> list[Organ]:
    """Return the organs for whose cars the reader keeps the books, superiors first."""
    found = organs_in_reach(reader, Power.KEEP_REGISTERS, on=on)
    return [one for one in found if one.until is None]


def statements_of(reader: Person) -> QuerySet[FuelFile]:
    """Return the statements that the reader brought, the latest first."""
    found = FuelFile.objects.filter(by=reader.actor_id).defer("content")
    return found.select_related("organ").order_by("-at", "-pk")
