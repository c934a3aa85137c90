"""行程: a track cut into trips, with what was dropped from it and why."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Final

from tongban.domains.vehicles.rules.geodesy import Place, metres, near

KM_AN_HOUR: Final = 3.6
"""Kilometres an hour in a metre a second."""


@dataclass(frozen=True, slots=True)
class Point:
    """定位点: where the car was at an instant with a zone."""

    at: datetime
    place: Place


class Dropped(StrEnum):
    """弃用原因: an impossible jump, a point out of order, or a place that is not on the earth."""

    TOO_FAST = "too_fast"
    OUT_OF_ORDER = "out_of_order"
    NO_PLACE = "no_place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """行程切分规则: a trip ends where no point came for `gap` seconds, or the car stayed within `still` metres for `stop` seconds.

    A point is dropped if the car would have come there faster than `fastest` km/h. A point counts for the distance
    once it is `step` metres from the last that counted, so that a car that stands does not drive by the trembling of
    its receiver. Shorter than `shortest` metres is no trip.
    """

    gap: float = 600
    stop: float = 600
    still: float = 100
    fastest: float = 200
    step: float = 20
    shortest: float = 500


@dataclass(frozen=True, slots=True)
class Trip:
    """行程: from the first point to the last at which the car moved; `path` has the points that count, `metres` their length."""

    path: tuple[Point, ...]
    metres: float

    @property
    def start(self) -> datetime:
        """When it began."""
        return self.path[0].at

    @property
    def end(self) -> datetime:
        """When it ended."""
        return self.path[-1].at


@dataclass(slots=True)
class Cutter:
    """行程切分: takes the points of one car one after another and gives its trips. `dropped` counts what was left out.

    `read` counts all points. Distances are metres, times seconds.
    """

    rule: Cutting = field(default_factory=Cutting)
    read: int = 0
    dropped: Counter[Dropped] = field(default_factory=Counter)
    _last: Point | None = None
    _anchor: Point | None = None
    _path: list[Point] = field(default_factory=list)
    _stands: bool = True

    def trips(self, points: Iterable[Point]) -> Iterator[Trip]:
        """Yield the trips of a whole track in the order of their ends."""
        for point in points:
            yield from self.take(point)
        yield from self.end()

    def take(self, point: Point) -> Iterator[Trip]:
        """Take the next point, and yield the trip that ended before it, if one did."""
        self.read += 1
        why = self._fault(point)
        if why is not None:
            self.dropped[why] += 1
            return
        if self._last is not None and (point.at - self._last.at).total_seconds() > self.rule.gap:
            yield from self.end()
        yield from self._follow(point)

    def end(self) -> Iterator[Trip]:
        """End the track here, and yield the trip that was under way, if one was."""
        if not self._stands:
            yield from self._finished()
        self._anchor = None

    def _fault(self, point: Point) -> Dropped | None:
        latitude, longitude = point.place
        # Receivers without a fix report 0, 0.
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or point.place == (0, 0):
            return Dropped.NO_PLACE
        if self._last is None:
            return None
        seconds = (point.at - self._last.at).total_seconds()
        if seconds < 0:
            return Dropped.OUT_OF_ORDER
        # A second at least: clocks of whole seconds put two points into one.
        speed = near(self._last.place, point.place) / max(1.0, seconds) * KM_AN_HOUR
        return Dropped.TOO_FAST if speed > self.rule.fastest else None

    def _follow(self, point: Point) -> Iterator[Trip]:
        self._last = point
        anchor = self._anchor
        if anchor is None:
            self._anchor = point
        elif near(anchor.place, point.place) > self.rule.still:
            if self._stands:
                self._path, self._stands = [anchor], False
            self._anchor = point
        elif not self._stands and (point.at - anchor.at).total_seconds() > self.rule.stop:
            self._path = [each for each in self._path if each.at <= anchor.at]
            yield from self._finished()
        else:
            # Leaving is counted from the last moment at which it stood.
            self._anchor = Point(point.at, anchor.place) if self._stands else anchor
        if not self._stands:
            self._add(point)

    def _add(self, point: Point) -> None:
        if near(self._path[-1].place, point.place) >= self.rule.step:
            self._path.append(point)

    def _finished(self) -> Iterator[Trip]:
        path, self._path, self._stands = tuple(self._path), [], True
        length = sum(metres(one.place, other.place) for one, other in pairwise(path))
        if length >= self.rule.shortest:
            yield Trip(path, length)
