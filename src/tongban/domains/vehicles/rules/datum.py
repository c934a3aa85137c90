"""坐标系: from GCJ-02, in which maps and many terminals in China give places, to WGS-84, in which they are reckoned.

GCJ-02 is not published; this is the formula by which everybody reckons it, good to a few metres.
"""

from math import cos, pi, radians, sin, sqrt
from typing import Final

from tongban.domains.vehicles.rules.geodesy import Place

# Krasovsky 1940, on which the shift is defined: semi-major axis in metres, and eccentricity squared.
_AXIS: Final = 6_378_245.0
_ECCENTRICITY: Final = 0.006_693_421_622_965_943
_MAINLAND: Final = ((0.8293, 55.8271), (72.004, 137.8347))


def to_gcj02(place: Place) -> Place:
    """Return where a map in China shows a place; outside of the mainland's frame the place itself."""
    (south, north), (west, east) = _MAINLAND
    if not (south <= place[0] <= north and west <= place[1] <= east):
        return place
    up, right = _shift(place[1] - 105, place[0] - 35)
    latitude = radians(place[0])
    root = sqrt(1 - _ECCENTRICITY * sin(latitude) ** 2)
    metres_up = _AXIS * (1 - _ECCENTRICITY) / root**3
    metres_right = _AXIS / root * cos(latitude)
    return place[0] + up * 180 / (metres_up * pi), place[1] + right * 180 / (metres_right * pi)


def to_wgs84(place: Place) -> Place:
    """Return the place that a map in China shows there, to less than a centimetre of the formula's own inverse."""
    guess = place
    for _ in range(3):
        shown = to_gcj02(guess)
        guess = guess[0] - (shown[0] - place[0]), guess[1] - (shown[1] - place[1])
    return guess


def _shift(x: float, y: float) -> tuple[float, float]:
    both = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    up = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + both
    up += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    up += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    right = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + both
    right += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    right += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    return up, right
