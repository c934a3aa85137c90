"""Reading when cars were serviced and when they were out, for cars that the caller was found to see."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import DateTimeField, Max, Q, Value
from django.db.models.functions import Coalesce, Least

from tongban.domains.vehicles.dispatches.queries import Dispatch
from tongban.domains.vehicles.models import Outlay
from tongban.domains.vehicles.rules.accounts import CostKind
from tongban.kernel.clock import day_of


def last_services(cars: Collection[int]) -> dict[int, Outlay]:
    """Return the last service of each car that stands booked."""
    rows = Outlay.objects.filter(
        vehicle__in=cars, kind=CostKind.SERVICE.value, reverses=None, reversed_by=None
    )
    return {one.vehicle_id: one for one in rows.order_by("at", "pk")}


def trips_between(
    cars: Collection[int], start: datetime, end: datetime
) -> dict[int, list[Dispatch]]:
    """Return the dispatches of each car that were out at some time between two instants, in their order."""
    found: dict[int, list[Dispatch]] = defaultdict(list)
    rows = Dispatch.objects.filter(car__in=cars, out_at__lt=end)
    rows = rows.filter(Q(back_at__gte=start) | Q(back_at=None))
    for row in rows.select_related("organ", "driver").order_by("out_at", "pk"):
        found[row.car_id or 0].append(row)
    return found


def last_days_out(cars: Collection[int], end: datetime) -> dict[int, date]:
    """Return the last day before an instant on which a dispatch of each car was out; one that is still out is so up to then."""
    until = Least(Coalesce("back_at", Value(end)), Value(end - timedelta.resolution))
    rows = Dispatch.objects.filter(car__in=cars, out_at__lt=end)
    found = rows.values_list("car").annotate(last_at=Max(until, output_field=DateTimeField()))
    return {car: day_of(at) for car, at in found}
