"""Reading repair orders."""

from datetime import date

from django.db.models import QuerySet

from tongban.domains.vehicles.outlays.queries import cars_visible_to
from tongban.domains.vehicles.tables.repairs import RepairOrder
from tongban.kernel.identity.queries import Person


def orders_visible_to(reader: Person, *, on: date) -> QuerySet[RepairOrder]:
    """Return the orders of the cars that the reader may see, those that wait first."""
    cars = cars_visible_to(reader, on=on).order_by().values("pk")
    rows = RepairOrder.objects.filter(vehicle__in=cars).select_related("vehicle__organ")
    return rows.order_by("accepted_at", "-pk")


def order_visible_to(reader: Person, order_id: int, *, on: date) -> RepairOrder | None:
    """Return one of them; not found and not allowed look the same."""
    return orders_visible_to(reader, on=on).filter(pk=order_id).first()
