"""Checks a track file: the trips of each car, and what of them nobody allowed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tongban.domains.vehicles.rules.patrol import Finding, Watch, check_trip
from tongban.domains.vehicles.rules.trips import Cutter, Cutting, Point, Trip


@dataclass(slots=True)
class CarTrack:
    """单车轨迹: the trips of one car, each with what was found, and what was dropped from its points."""

    car: str
    cutter: Cutter
    trips: list[tuple[Trip, list[Finding]]] = field(default_factory=list)

    @property
    def metres(self) -> float:
        """The length of all its trips."""
        return sum(trip.metres for trip, _found in self.trips)


def checked(
    points: Iterable[tuple[str, Point]], watch: Watch, rule: Cutting | None = None
) -> list[CarTrack]:
    """Return the track of each car, in the order in which cars first appear. Points of several cars may be mixed."""
    cars: dict[str, CarTrack] = {}
    for car, point in points:
        track = cars.get(car)
        if track is None:
            track = cars[car] = CarTrack(car, Cutter(rule or Cutting()))
        _keep(track, track.cutter.take(point), watch)
    for track in cars.values():
        _keep(track, track.cutter.end(), watch)
    return list(cars.values())


def as_object(cars: Iterable[CarTrack], unreadable: int) -> dict[str, Any]:
    """Return cars, trips and findings for programs; lengths in whole metres."""
    return {
        "unreadable": unreadable,
        "cars": [
            {
                "car": one.car,
                "points": one.cutter.read,
                "dropped": {why.value: count for why, count in one.cutter.dropped.items()},
                "metres": round(one.metres),
                "trips": [_trip(trip, found) for trip, found in one.trips],
            }
            for one in cars
        ],
    }


def lines(cars: Iterable[CarTrack], unreadable: int) -> Iterator[str]:
    """Give the report for people: a line each car, a line each finding."""
    for one in cars:
        dropped = ", ".join(f"{count} {why.value}" for why, count in one.cutter.dropped.items())
        yield (
            f"{one.car or 'car'}: {one.cutter.read} points, {len(one.trips)} trips, {one.metres / 1000:.1f} km;"
            f" dropped: {dropped or 'none'}."
        )
        for trip, found in one.trips:
            for each in found:
                yield (
                    f"  {each.alarm.value} {each.note}: {trip.start:%Y-%m-%d %H:%M} to {trip.end:%Y-%m-%d %H:%M},"
                    f" {trip.metres / 1000:.1f} km"
                )
    if unreadable:
        yield f"{unreadable} lines had no place or time."


def _keep(track: CarTrack, trips: Iterable[Trip], watch: Watch) -> None:
    track.trips.extend((trip, check_trip(trip, watch)) for trip in trips)


def _trip(trip: Trip, found: Iterable[Finding]) -> dict[str, Any]:
    return {
        "start": trip.start.isoformat(),
        "end": trip.end.isoformat(),
        "metres": round(trip.metres),
        "findings": [
            {"alarm": one.alarm.value, "at": one.at.isoformat(), "note": one.note} for one in found
        ],
    }
