"""围栏设定、停用: the areas that an organ's cars should not leave; trips that are kept are judged anew at once."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db import transaction

from tongban.domains.vehicles.rules.geodesy import Place, Polygon
from tongban.domains.vehicles.rules.trips import Trip
from tongban.domains.vehicles.tables.tracks import Fence, Journey
from tongban.domains.vehicles.tracks.actions.bringing import first_outside
from tongban.domains.vehicles.tracks.events import FenceEnded, FenceSet, entry
from tongban.domains.vehicles.tracks.paths import unpacked
from tongban.domains.vehicles.tracks.queries import fences_over
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.identity.queries import Organ, may_use
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.actions import append

MOST_CORNERS, LARGEST_RADIUS = 200, 500_000
_EARTH: Final = ((-90.0, 90.0), (-180.0, 180.0))


@dataclass(frozen=True, slots=True)
class NewFence:
    """拟设围栏: its name, its corners in order (of a circle its centre alone, with the radius in metres), and the day from which it holds."""

    name: str
    corners: tuple[Place, ...]
    since: date
    radius: int | None = None


def set_fence(organ: Organ, new: NewFence, act: Act) -> Fence:
    """设定围栏: let an area hold for the cars of an organ and of those below it; a repeated key changes nothing."""
    with transaction.atomic():
        _may(organ, act)
        done = Fence.objects.filter(by=act.by, key=act.key).first()
        if done is not None:
            return done
        _check(new)
        shape = Fence.Shape.POLYGON if new.radius is None else Fence.Shape.CIRCLE
        corners = [[f"{north:.6f}", f"{east:.6f}"] for north, east in new.corners]
        fence = Fence.objects.create(
            organ=organ, name=new.name.strip()[:40], shape=shape, corners=corners,
            radius=new.radius, since=new.since, by=act.by, at=act.at, key=act.key,
        )  # fmt: skip
        told = [" ".join(each) for each in corners]
        event = FenceSet(organ.pk, shape.value, told, new.radius, new.since.isoformat())
        append([entry(event, act, home=organ.home, stream=fence.stream)])
        _judge_anew(organ, new.since)
        return fence


def end_fence(fence_id: int, until: date, act: Act) -> Fence:
    """停用围栏: let a fence hold no longer from a day on."""
    with transaction.atomic():
        rows = Fence.objects.select_for_update(of=("self",)).select_related("organ")
        fence = rows.filter(pk=fence_id, until=None).first()
        if fence is None:
            raise Refusal(
                "vehicles.no_such_fence",
                "There is no such fence in force. Choose one from the list.",
            )
        _may(fence.organ, act)
        if until < fence.since:
            raise Refusal(
                "vehicles.fence_ends_before",
                "The fence is in force from {since}. Choose that day or a later one.",
                since=fence.since,
                field="until",
            )
        fence.until = until
        fence.save(update_fields=["until"])
        event = FenceEnded(until.isoformat())
        append([entry(event, act, home=fence.organ.home, stream=fence.stream)])
        _judge_anew(fence.organ, until)
        return fence


def _judge_anew(organ: Organ, since: date) -> None:
    """Say of each trip from a day on again where it left the fences."""
    start = datetime.combine(since, time(0), SHANGHAI)
    rows = Journey.objects.filter(vehicle__organ__path__startswith=organ.path)
    rows = rows.filter(period__endswith__gte=start).select_related("vehicle__organ")
    known: dict[int, list[Fence]] = {}
    for row in rows.iterator(chunk_size=200):
        there = row.vehicle.organ
        if there.pk not in known:
            known[there.pk] = fences_over(there)
        path = unpacked(bytes(row.path), row.period.lower.astimezone(SHANGHAI))
        left = first_outside(Trip(path, row.metres), known[there.pk])
        at = left.start if left else None
        if at != row.left_at:
            Journey.objects.filter(pk=row.pk).update(left_at=at)


def _check(new: NewFence) -> None:
    """Refuse a fence that encloses nothing, lies nowhere on the earth, or has no name."""
    if not new.name.strip():
        raise Refusal("vehicles.fence_without_name", "Give the fence a name.", field="name")
    sound = all(
        low <= one <= high
        for corner in new.corners
        for one, (low, high) in zip(corner, _EARTH, strict=True)
    )
    if not sound or not 1 <= len(new.corners) <= MOST_CORNERS:
        raise Refusal(
            "vehicles.fence_nowhere",
            "Write each corner as latitude and longitude in degrees, such as 30.4739 106.6351, a line each, {most} at most.",
            most=MOST_CORNERS,
            field="corners",
        )
    if new.radius is None:
        Polygon(new.name, new.corners)
    elif len(new.corners) != 1 or not 0 < new.radius <= LARGEST_RADIUS:
        raise Refusal(
            "vehicles.fence_no_circle",
            "A circle has one centre and a radius of 1 to {most} m. For a polygon leave the radius empty.",
            most=LARGEST_RADIUS,
            field="radius",
        )


def _may(organ: Organ, act: Act) -> None:
    if not may_use(act.by, Power.KEEP_REGISTERS, organ, on=day_of(act.at)):
        raise Refusal(
            "vehicles.may_not_book",
            "You may not keep the books of {organ}'s cars. Ask a security administrator to grant it.",
            organ=organ.name,
        )
