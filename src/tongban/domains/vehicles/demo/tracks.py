"""行车轨迹: what the terminals of two cars reported: their trips, one on a holiday that nobody approved, and a fence. All invented."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import cos, pi, radians, sin
from pathlib import Path

from django.utils.translation import gettext

from tongban.domains.vehicles.demo.acting import HOME, acting, person
from tongban.domains.vehicles.demo.fleet import DISPATCHER
from tongban.domains.vehicles.dispatches.queries import State, car_by_plate, dispatches_visible_to
from tongban.domains.vehicles.rules.geodesy import MEAN_RADIUS, Place
from tongban.domains.vehicles.rules.sealing import SealedDays
from tongban.domains.vehicles.tracks.actions.bringing import Manner, bring
from tongban.domains.vehicles.tracks.actions.fencing import NewFence, set_fence
from tongban.domains.vehicles.tracks.queries import files_of
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.identity.queries import person_by_username
from tongban.kernel.law.queries import calendar

ORDER = 125
HOUSE: Place = (30.4739, 106.6351)
STRAY = "川X10003"
STEP, SPEED = 20, 12.5
"""Seconds between two points, and metres a second."""
_A_DEGREE = MEAN_RADIUS * pi / 180


def load(at: datetime) -> str:
    """Bring the tracks of the trips that are over, once; nothing where there is no fleet."""
    car = car_by_plate(HOME, STRAY)
    if person_by_username(DISPATCHER) is None or car is None:
        return ""
    on = day_of(at)
    if files_of(person(DISPATCHER), on=on).exists():
        return ""
    fence = NewFence("主城区及周边", (HOUSE,), on - timedelta(days=400), 25_000)
    set_fence(car.organ, fence, acting(DISPATCHER, at, "fence"))
    rows = ["车牌号,定位时间,纬度,经度", *_astray(on), *_driven(on)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "track.csv"
        path.write_text("\n".join(rows), encoding="utf-8")
        act = acting(DISPATCHER, at, "track")
        name = gettext("Positions up to {day}.csv").format(day=on)
        file = bring(path, name, act, organ=car.organ, manner=Manner())
    return gettext("{n} trips of tracks").format(n=file.counts["journeys"])


def _driven(on: date) -> Iterator[str]:
    """Give the ways of the trips that are over: out at once, back in time; one car went further than its odometer says."""
    rows = dispatches_visible_to(person(DISPATCHER), on=on).filter(state=State.BACK)
    for row in rows.exclude(out_at=None):
        if row.car is None or row.km is None or row.out_at is None or row.back_at is None:
            continue
        half = float(row.km) * 500 * (1.3 if row.car.plate == STRAY else 1.0)
        heading = radians(row.pk * 77 % 360)
        back = row.back_at - timedelta(seconds=half / SPEED + 60)
        yield from _way(row.car.plate, row.out_at, half, heading)
        yield from _way(row.car.plate, back, half, heading, home=True)


def _astray(on: date) -> Iterator[str]:
    """Give a way on the last holiday, far out of the town."""
    sealed = SealedDays(calendar(str(HOME)))
    days = (on - timedelta(days=number) for number in range(1, 300))
    day = next((one for one in days if sealed.name(one)), None)
    if day is not None:
        start = datetime.combine(day, time(10, 12), SHANGHAI)
        yield from _way(STRAY, start, 41_000, radians(35))


def _way(
    plate: str, start: datetime, metres: float, heading: float, *, home: bool = False
) -> Iterator[str]:
    """Give the points of a winding way from the house, or back to it, a line each."""
    places = [HOUSE]
    for number in range(1, int(metres / (STEP * SPEED)) + 1):
        bend = heading + sin(number / 9) * 0.7 + sin(number / 31) * 0.4
        north, east = places[-1]
        far = STEP * SPEED / _A_DEGREE
        places.append((north + far * cos(bend), east + far * sin(bend) / cos(radians(north))))
    for number, (north, east) in enumerate(reversed(places) if home else places):
        when = (start + timedelta(seconds=number * STEP)).astimezone(SHANGHAI)
        yield f"{plate},{when:%Y-%m-%d %H:%M:%S},{north:.6f},{east:.6f}"
