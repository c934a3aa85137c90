"""核验: compares every row of this trade with the fold of its stream, column by column."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date

from django.db.models import Count, Sum

from tongban.domains.vehicles.dispatches.events import instant
from tongban.domains.vehicles.dispatches.queries import Dispatch
from tongban.domains.vehicles.disposals.events import stream_of as disposal_of
from tongban.domains.vehicles.meters.events import stream_of as meter_of
from tongban.domains.vehicles.models import (
    Disposal,
    Fence,
    Journey,
    MeterChange,
    Outlay,
    Plan,
    PlanLine,
    RepairOrder,
    Vehicle,
)
from tongban.domains.vehicles.outlays.events import stream_of as book_of
from tongban.domains.vehicles.plans.queries import digest_of
from tongban.domains.vehicles.replaying import folding
from tongban.domains.vehicles.replaying.folding import Fold, Row
from tongban.domains.vehicles.tracks.events import stream_of as track_of
from tongban.kernel.ledger.queries import events_of, streams_beginning

SETTLED = (PlanLine.State.REGISTERED, PlanLine.State.WITHDRAWN)


def differences() -> Iterator[tuple[str, str]]:
    """Yield what is wrong as (stream, reason); nothing when every row is the fold of its log."""
    for prefix, fold, rows in (
        ("dispatch/", folding.dispatch, _dispatches()),
        ("car/", folding.book, _books()),
        ("car-plan/", folding.plan, _plans()),
        ("repair/", folding.repair, _repairs()),
        ("disposal/", folding.disposal, _disposals()),
        ("odometer/", folding.meter, _meters()),
        ("track/", folding.track, _tracks()),
        ("fence/", folding.fence, _fences()),
    ):
        yield from _compared(prefix, fold, rows)


def _compared(
    prefix: str, fold: Fold, rows: Iterator[tuple[int, str, Row]]
) -> Iterator[tuple[str, str]]:
    """Compare the rows of one kind with their streams; a stream whose row is gone is named too."""
    logged = set(streams_beginning(prefix))
    for home, stream, row in rows:
        if stream not in logged and row:
            yield stream, "there is no log of it"
            continue
        logged.discard(stream)
        told = fold(events_of(home, stream))
        for name in sorted(told.keys() | row.keys()):
            if told.get(name) != row.get(name):
                yield stream, f"{name} is not what the log says"
    for stream in sorted(logged):
        yield stream, "the row is gone"


def _dispatches() -> Iterator[tuple[int, str, Row]]:
    for one in Dispatch.objects.order_by("pk").iterator(chunk_size=500):
        row: Row = {
            "number": one.number,
            "organ": one.organ_id,
            "start": instant(one.period.lower),
            "end": instant(one.period.upper),
            "people": one.people,
            "sealed": one.sealed,
            "state": one.state,
            "car": one.car_id,
            "driver": one.driver_id,
            "car_booking": one.car_booking,
            "driver_booking": one.driver_booking,
            "out_at": one.out_at,
            "km_out": one.km_out,
            "back_at": one.back_at,
            "km_back": one.km_back,
            "n": one.n,
            "last_by": one.last_by,
        }
        yield one.home, one.stream, row


def _books() -> Iterator[tuple[int, str, Row]]:
    """Yield the book of each car that has one."""
    homes = dict(Vehicle.objects.values_list("pk", "home"))
    cars = Outlay.objects.order_by("vehicle").values_list("vehicle", flat=True).distinct()
    for car in cars:
        rows = Outlay.objects.filter(vehicle=car).select_related("reverses")
        yield homes[car], book_of(car), {str(one.n): _outlay(one) for one in rows}


def _outlay(one: Outlay) -> Row:
    return {
        "kind": one.kind,
        "at": one.at,
        "amount": one.amount,
        "quantity": one.quantity,
        "carrier": one.carrier,
        "full": one.full,
        "odometer": one.odometer,
        "flags": [each["code"] for each in one.flags],
        "reverses": one.reverses.n if one.reverses else None,
        "statement": one.statement_id if one.reverses is None else None,
        "line": one.line if one.reverses is None else 0,
        "by": one.by,
        "confirmed_by": one.confirmed_by,
        "confirmed_at": one.confirmed_at,
    }


def _plans() -> Iterator[tuple[int, str, Row]]:
    for one in Plan.objects.exclude(submitted_at=None, state=Plan.State.DRAFT).order_by("pk"):
        lines = list(one.lines.order_by("pk"))
        row: Row = {
            "organ": one.organ_id,
            "year": one.year,
            "state": one.state,
            "submitted_at": one.submitted_at,
            "approved_by": one.approved_by,
            "approved_at": one.approved_at,
            "settled": {str(each.pk): each.vehicle_id for each in lines if each.state in SETTLED},
        }
        if one.state != Plan.State.RETURNED:
            row |= {
                "cars": len(lines),
                "renewals": sum(each.replaces_id is not None for each in lines),
                "lines": digest_of(lines),
            }
        yield one.home, one.stream, row


def _repairs() -> Iterator[tuple[int, str, Row]]:
    for one in RepairOrder.objects.select_related("vehicle", "outlay").order_by("pk"):
        row: Row = {
            "vehicle": one.vehicle_id,
            "quote": one.quote,
            "state": one.state,
            "asked_by": one.asked_by,
            "asked_at": one.asked_at,
            "answered_by": one.answered_by,
            "answered_at": one.answered_at,
            "accepted_by": one.accepted_by,
            "accepted_at": one.accepted_at,
            "amount": one.outlay.amount if one.outlay else None,
            "outlay": one.outlay.n if one.outlay else None,
        }
        yield one.vehicle.home, f"repair/{one.pk}", row


def _disposals() -> Iterator[tuple[int, str, Row]]:
    for one in Disposal.objects.select_related("vehicle").order_by("pk"):
        row: Row = {
            "manner": one.manner,
            "asked_on": one.asked_on.isoformat(),
            "asked_by": one.asked_by,
            "done_on": _day(one.done_on),
            "proceeds": one.proceeds,
            "done_by": one.done_by,
        }
        yield one.vehicle.home, disposal_of(one.vehicle_id), row


def _meters() -> Iterator[tuple[int, str, Row]]:
    found: dict[tuple[int, int], Row] = defaultdict(dict)
    for one in MeterChange.objects.select_related("vehicle").order_by("at"):
        told = (one.before, one.after, one.by)
        found[one.vehicle.home, one.vehicle_id][one.at.astimezone(UTC).isoformat()] = told
    for (home, car), row in found.items():
        yield home, meter_of(car), row


def _tracks() -> Iterator[tuple[int, str, Row]]:
    rows = Journey.objects.order_by().values_list("home", "vehicle", "file")
    found: dict[tuple[int, int], Row] = defaultdict(dict)
    for home, car, file, count, metres in rows.annotate(count=Count("pk"), sum=Sum("metres")):
        found[home, car][str(file)] = (count, metres)
    for stream in streams_beginning("track/"):
        car = int(stream.partition("/")[2])
        home = Vehicle.objects.filter(pk=car).values_list("home", flat=True).first()
        if home is not None:
            found.setdefault((home, car), {})
    for (home, car), row in found.items():
        yield home, track_of(car), row


def _fences() -> Iterator[tuple[int, str, Row]]:
    for one in Fence.objects.select_related("organ").order_by("pk"):
        row: Row = {
            "organ": one.organ_id,
            "shape": one.shape,
            "corners": [" ".join(each) for each in one.corners],
            "radius": one.radius,
            "since": one.since.isoformat(),
            "until": _day(one.until),
        }
        yield one.organ.home, one.stream, row


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
