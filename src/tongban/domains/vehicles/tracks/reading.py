"""Reads a track, CSV or CSV in gzip, point by point: latitude, longitude, time, car."""

import csv
import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Final, TextIO

from tongban.domains.vehicles.rules.datum import to_wgs84
from tongban.domains.vehicles.rules.trips import Point
from tongban.kernel import Refusal

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "latitude": ("lat", "latitude", "纬度"),
    "longitude": ("lng", "lon", "longitude", "经度"),
    "at": ("datetime", "time", "timestamp", "定位时间", "时间"),
    "car": ("uid", "vehicle", "plate", "车牌号", "号牌号码"),
}
"""The titles of the columns; `car` may lack where the file is of one car."""

_LONGEST_LINE: Final = 10_000


class Datum(StrEnum):
    """坐标系: WGS-84 as receivers have it, or GCJ-02 as maps and many terminals in China show it."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"


@dataclass(slots=True)
class Track:
    """轨迹: gives the points of a file by car, as long as it is read. `unreadable` holds the lines that had none.

    A time without an offset is in `zone`; every instant is given in `shown`, by whose days and hours it is judged.
    Places of GCJ-02, which lies up to some 700 m beside WGS-84, are brought back.
    """

    path: Path
    zone: tzinfo
    shown: tzinfo
    datum: Datum = Datum.WGS84
    unreadable: list[int] = field(default_factory=list)

    def points(self) -> Iterator[tuple[str, Point]]:
        """Yield each point with its car, in the order of the file."""
        with _opened(self.path) as lines:
            rows = csv.reader(_short(lines))
            places = _located(next(rows, []))
            for number, row in enumerate(rows, start=2):
                found = self._point(row, places)
                if found is None:
                    self.unreadable.append(number)
                else:
                    yield found

    def _point(self, row: Sequence[str], places: Mapping[str, int]) -> tuple[str, Point] | None:
        try:
            place = float(row[places["latitude"]]), float(row[places["longitude"]])
            at = datetime.fromisoformat(row[places["at"]])
        except (ValueError, IndexError):
            return None
        if self.datum is Datum.GCJ02:
            place = to_wgs84(place)
        if at.tzinfo is None:
            at = at.replace(tzinfo=self.zone)
        car = row[places["car"]] if "car" in places and places["car"] < len(row) else ""
        return car, Point(at.astimezone(self.shown), place)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream = gzip.GzipFile(fileobj=raw) if packed else raw
            yield io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal(
            "vehicles.track_unreadable",
            "{path} cannot be read: {reason}. Choose a track in CSV (UTF-8), plain or in gzip.",
            path=str(path),
            reason=str(error),
        ) from error


def _short(lines: TextIO) -> Iterator[str]:
    """Yield the lines; refuse one that is longer than any line of a track."""
    while line := lines.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise csv.Error("a line is too long")
        yield line


def _located(header: Sequence[str]) -> dict[str, int]:
    known = {title: fact for fact, titles in COLUMNS.items() for title in titles}
    found: dict[str, int] = {}
    for place, title in enumerate(header):
        if (fact := known.get(title.strip().lower())) is not None:
            found.setdefault(fact, place)
    missing = [fact for fact in ("latitude", "longitude", "at") if fact not in found]
    if missing:
        raise Refusal(
            "vehicles.track_columns_missing",
            "The track lacks the columns {missing}. Its first row must name them, as lat, lng, datetime.",
            missing=", ".join(f"{fact} ({COLUMNS[fact][0]})" for fact in missing),
        )
    return found
