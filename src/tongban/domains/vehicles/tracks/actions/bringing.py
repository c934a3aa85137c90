"""轨迹入库、撤回: keep the trips of a file of positions, whole or not at all, and take them back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.outlays.actions.booking import locked
from tongban.domains.vehicles.rules.geodesy import within
from tongban.domains.vehicles.rules.trips import Cutter, Trip
from tongban.domains.vehicles.tables.tracks import Fence, Journey, TrackFile
from tongban.domains.vehicles.tracks.events import TrackErased, TrackKept, entry, stream_of
from tongban.domains.vehicles.tracks.paths import packed
from tongban.domains.vehicles.tracks.queries import areas_on, cars_of, fences_over, journeys_of
from tongban.domains.vehicles.tracks.reading import Datum, Track
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.identity.queries import Organ, may_use
from tongban.kernel.identity.rules import Power
from tongban.kernel.ledger.actions import append

MOST_POINTS = 2_000_000
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Manner:
    """读取方式: the zone of times without an offset, the system of places, and the plate where all points are of one car."""

    zone: tzinfo = SHANGHAI
    datum: Datum = Datum.WGS84
    plate: str = ""


@dataclass(slots=True)
class Cut:
    """切分结果: the trips of each car that is known, points read and dropped, and the points of cars that nobody knows."""

    trips: dict[str, list[Trip]] = field(default_factory=dict)
    cutters: dict[str, Cutter] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    unreadable: int = 0

    @property
    def points(self) -> int:
        """Return how many points were read of cars that are known."""
        return sum(one.read for one in self.cutters.values())

    @property
    def dropped(self) -> int:
        """Return how many of them were dropped."""
        return sum(one.dropped.total() for one in self.cutters.values())


def bring(path: Path, name: str, act: Act, *, organ: Organ, manner: Manner) -> TrackFile:
    """轨迹入库: cut a file into trips and keep those of the organ's cars; what was kept before is left out.

    Refused where not one trip is new, and for a file that is kept already.
    """
    if not may_use(act.by, Power.KEEP_REGISTERS, organ, on=day_of(act.at)):
        raise Refusal(
            "vehicles.may_not_book",
            "You may not keep the books of {organ}'s cars. Ask a security administrator to grant it.",
            organ=organ.name,
        )
    cars = cars_of(organ, act.by, on=day_of(act.at))
    cut = _cut(path, manner, cars)
    with path.open("rb") as raw:
        digest = hashlib.file_digest(raw, "sha256").hexdigest()
    try:
        with transaction.atomic():
            file = TrackFile.objects.create(
                home=organ.home, organ=organ, by=act.by, at=act.at, name=name[:255], digest=digest
            )
            kept = {
                plate: _keep(cars[plate], trips, file, act)
                for plate, trips in sorted(cut.trips.items(), key=lambda one: cars[one[0]].pk)
            }
            file.counts = _counts(cut, kept)
            if not file.counts["journeys"]:
                raise _nothing(cut)
            file.save(update_fields=["counts"])
            return file
    except IntegrityError as error:
        raise Refusal(
            "vehicles.track_kept",
            "The same file is kept already. Take it back first, or choose another file.",
        ) from error


def take_back(file_id: int, act: Act) -> TrackFile:
    """轨迹撤回: erase the trips of a file with their positions; the log keeps that they were there."""
    with transaction.atomic():
        rows = TrackFile.objects.select_for_update(of=("self",)).select_related("organ")
        file = rows.filter(pk=file_id, state=TrackFile.State.KEPT).first()
        if file is None or not may_use(act.by, Power.KEEP_REGISTERS, file.organ, on=day_of(act.at)):
            raise Refusal(
                "vehicles.no_such_track",
                "There is no such file of tracks for you, or it was taken back already. Choose one from the list.",
            )
        kept = file.journeys.order_by("vehicle").values_list("vehicle", flat=True)
        for vehicle_id in dict.fromkeys(kept):
            locked(vehicle_id, act)
            count = file.journeys.filter(vehicle=vehicle_id).delete()[0]
            event = TrackErased(file.pk, count)
            append([entry(event, act, home=file.home, stream=stream_of(vehicle_id))])
        file.state = TrackFile.State.UNDONE
        file.save(update_fields=["state"])
        return file


def first_outside(trip: Trip, fences: list[Fence]) -> Trip | None:
    """Return the rest of a trip from where it first lay outside of every fence in force on its day; nothing where it never did."""
    areas = areas_on(fences, trip.start.astimezone(SHANGHAI).date())
    for place, point in enumerate(trip.path):
        if not within(point.place, areas):
            return Trip(trip.path[place:], 0)
    return None


def _cut(path: Path, manner: Manner, cars: Mapping[str, Vehicle]) -> Cut:
    cut, track = Cut(), Track(path, manner.zone, SHANGHAI, manner.datum)
    for number, (name, point) in enumerate(track.points()):
        if number >= MOST_POINTS:
            raise Refusal(
                "vehicles.track_too_long",
                "The file has more than {most} points. Split it, for instance by months.",
                most=MOST_POINTS,
            )
        plate = manner.plate or name.strip()
        if plate not in cars:
            cut.unknown[plate] = cut.unknown.get(plate, 0) + 1
            continue
        cutter = cut.cutters.setdefault(plate, Cutter())
        cut.trips.setdefault(plate, []).extend(cutter.take(point))
    for plate, cutter in cut.cutters.items():
        cut.trips[plate].extend(cutter.end())
    cut.unreadable = len(track.unreadable)
    return cut


def _keep(car: Vehicle, trips: list[Trip], file: TrackFile, act: Act) -> int:
    """Keep those trips of a car that do not lie on one that is kept already; return how many."""
    locked(car.pk, act)
    fences, new = fences_over(car.organ), list[Journey]()
    for trip in trips:
        if journeys_of(car.pk, trip.start, trip.end).exists():
            continue
        left = first_outside(trip, fences)
        new.append(
            Journey(
                home=car.home, vehicle=car, file=file, metres=round(trip.metres),
                period=DateTimeTZRange(trip.start, trip.end), points=len(trip.path),
                path=packed(trip), left_at=left.start if left else None,
            )
        )  # fmt: skip
    if new:
        Journey.objects.bulk_create(new)
        event = TrackKept(file.pk, file.digest, len(new), sum(one.metres for one in new))
        append([entry(event, act, home=car.home, stream=stream_of(car.pk))])
    return len(new)


def _counts(cut: Cut, kept: Mapping[str, int]) -> dict[str, object]:
    unknown = sorted(cut.unknown, key=lambda plate: -cut.unknown[plate])
    found = sum(len(trips) for trips in cut.trips.values())
    return {
        "points": cut.points,
        "dropped": cut.dropped,
        "unreadable": cut.unreadable,
        "journeys": sum(kept.values()),
        "known": found - sum(kept.values()),
        "unknown": unknown[:_SHOWN],
        "unknown_cars": len(unknown),
    }


def _nothing(cut: Cut) -> Refusal:
    if not cut.cutters:
        return Refusal(
            "vehicles.track_of_nobody",
            "No car in the file ({cars}) is one whose file you keep. Enter the cars in the register, or say of which car the file is.",
            cars="、".join(sorted(cut.unknown)[:_SHOWN]) or "-",
        )
    return Refusal(
        "vehicles.no_new_journey",
        "The file has no trip that is not kept already. A trip is 500 m at least; look at the zone of its times.",
    )
