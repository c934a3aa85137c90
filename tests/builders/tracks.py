"""Files of positions, and cars whose trips were kept, in one readable line."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from builders.cars import by
from builders.vehicles import SHANGHAI, drive
from tongban.domains.vehicles.models import TrackFile
from tongban.domains.vehicles.rules.trips import Point
from tongban.domains.vehicles.tracks.actions.bringing import Manner, bring
from tongban.kernel.identity.queries import Organ, Person


def points(when: str, km: int = 10) -> list[Point]:
    """A way of so many km to the north at 36 km/h."""
    start = datetime.fromisoformat(when).replace(tzinfo=SHANGHAI)
    return drive(start, range(0, km * 1000 + 1, 100))


def written(path: Path, ways: Iterable[tuple[str, list[Point]]]) -> Path:
    """A file of positions of these cars."""
    rows = ["车牌号,定位时间,纬度,经度"]
    for plate, way in ways:
        rows += [
            f"{plate},{one.at:%Y-%m-%d %H:%M:%S},{one.place[0]:.6f},{one.place[1]:.6f}"
            for one in way
        ]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def kept(path: Path, organ: Organ, keeper: Person, manner: Manner | None = None) -> TrackFile:
    """The file was brought by who keeps the cars of the organ."""
    return bring(path, path.name, by(keeper), organ=organ, manner=manner or Manner())
