"""轨迹略图: a trip drawn as a line, with a scale and the fences it meets, where no map is at hand. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, log10, pi, radians
from typing import Final

from tongban.domains.vehicles.rules.geodesy import MEAN_RADIUS, Circle, Fence, Place

WIDTH: Final = 720
HEIGHT: Final = 440
MARGIN: Final = 36
_A_DEGREE: Final = MEAN_RADIUS * pi / 180
_TOLERANCE: Final = 0.6
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """围栏轮廓: a fence on the picture: a circle, or the corners of a polygon."""

    name: str
    corners: tuple[Spot, ...] = ()
    centre: Spot = (0.0, 0.0)
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """略图: a picture of `WIDTH` by `HEIGHT` units, north above: the line, its fences, and a bar of so many metres.

    `unit` is how many metres one unit of the picture stands for; `metres` is what the bar stands for.
    """

    line: tuple[Spot, ...]
    outlines: tuple[Outline, ...]
    unit: float
    metres: int

    @property
    def start(self) -> Spot:
        """Where the trip began."""
        return self.line[0]

    @property
    def end(self) -> Spot:
        """Where it ended."""
        return self.line[-1]

    @property
    def kilometres(self) -> int:
        """Return the km for which the bar stands, where it is one or more."""
        return self.metres // 1000

    @property
    def bar(self) -> float:
        """How long the bar of the scale is."""
        return self.metres / self.unit


def sketch(path: Sequence[Place], fences: Sequence[Fence] = ()) -> Sketch:
    """Return the picture of a path of one point or more: as large as fits, its middle in the middle, the same scale both ways."""
    south, north = min(one[0] for one in path), max(one[0] for one in path)
    west, east = min(one[1] for one in path), max(one[1] for one in path)
    middle = (south + north) / 2, (west + east) / 2
    narrow = cos(radians(middle[0]))
    wide, high = (east - west) * narrow * _A_DEGREE, (north - south) * _A_DEGREE
    unit = max(wide / (WIDTH - 2 * MARGIN), high / (HEIGHT - 2 * MARGIN), 0.01)

    def spot(place: Place) -> Spot:
        right = (place[1] - middle[1]) * narrow * _A_DEGREE / unit
        up = (place[0] - middle[0]) * _A_DEGREE / unit
        return round(WIDTH / 2 + right, 2), round(HEIGHT / 2 - up, 2)

    outlines = tuple(
        Outline(one.name, centre=spot(one.centre), radius=round(one.radius / unit, 2))
        if isinstance(one, Circle)
        else Outline(one.name, tuple(spot(each) for each in one.corners))
        for one in fences
    )
    return Sketch(thinned([spot(one) for one in path]), outlines, unit, _round(unit * WIDTH / 5))


def thinned(line: Sequence[Spot], tolerance: float = _TOLERANCE) -> tuple[Spot, ...]:
    """抽稀: return the line without the points that lie within the tolerance of what is left (Douglas–Peucker)."""
    kept = {0, len(line) - 1}
    open_ = [(0, len(line) - 1)]
    while open_:
        first, last = open_.pop()
        between = range(first + 1, last)
        if not between:
            continue
        far = max(between, key=lambda place: _beside(line[place], line[first], line[last]))
        if _beside(line[far], line[first], line[last]) > tolerance:
            kept.add(far)
            open_ += [(first, far), (far, last)]
    return tuple(line[place] for place in sorted(kept))


def _beside(spot: Spot, first: Spot, last: Spot) -> float:
    """Return how far a spot lies from the stretch between two others."""
    across, down = last[0] - first[0], last[1] - first[1]
    length = across * across + down * down
    if length == 0:
        return hypot(spot[0] - first[0], spot[1] - first[1])
    share = ((spot[0] - first[0]) * across + (spot[1] - first[1]) * down) / length
    share = min(1.0, max(0.0, share))
    return hypot(spot[0] - first[0] - share * across, spot[1] - first[1] - share * down)


def _round(metres: float) -> int:
    """Return the largest of 1, 2 or 5 with noughts that is not more; 1 at least."""
    power = int(10 ** int(log10(max(1.0, metres))))
    steps: list[int] = [one * power for one in (1, 2, 5)]
    return max(one for one in steps if one <= max(1.0, metres))
