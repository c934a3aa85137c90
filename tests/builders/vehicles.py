"""Cars, plans, fills and tracks of the tests, each in one readable line."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from tongban.domains.vehicles.fuelcards import reading, sorting
from tongban.domains.vehicles.fuelcards.records import Manner
from tongban.domains.vehicles.rules.consumption import Fill
from tongban.domains.vehicles.rules.geodesy import MEAN_RADIUS
from tongban.domains.vehicles.rules.kinds import Body, Energy, Kind
from tongban.domains.vehicles.rules.planning import Wish
from tongban.domains.vehicles.rules.trips import Point
from tongban.kernel import Refusal

SHANGHAI = ZoneInfo("Asia/Shanghai")
HEADER = (
    "交易流水号",
    "车牌号",
    "加油时间",
    "油品",
    "升数",
    "金额",
    "里程",
    "行驶里程",
    "油箱容量",
)
_DEGREE = MEAN_RADIUS * 3.141592653589793 / 180


def wish(**changes: object) -> Wish:
    """Return a car that keeps to every rule: an electric sedan for other uses at 150,000 yuan."""
    facts: dict[str, object] = {
        "name": "甲车",
        "kind": Kind.OTHER,
        "body": Body.SEDAN,
        "energy": Energy.ELECTRIC,
        "price": Decimal(150_000),
    }
    return Wish(**{**facts, **changes})  # type: ignore[arg-type]


def codes(refusals: Iterable[Refusal]) -> list[str]:
    """Return the codes without their room, in order."""
    return [one.code.removeprefix("vehicles.") for one in refusals]


def at(text: str) -> datetime:
    """Return an instant in Shanghai from `2026-03-01 08:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def fill(day: int, km: int, litres: str, *, full: bool = True, **more: object) -> Fill:
    """Return a fill on a day of March 2026."""
    facts: dict[str, object] = {"at": at(f"2026-03-{day:02} 09:00"), "km": Decimal(km)}
    return Fill(**{**facts, "quantity": Decimal(litres), "full": full, **more})  # type: ignore[arg-type]


def statement(rows: Iterable[Mapping[str, str]], header: Iterable[str] = HEADER) -> bytes:
    """Return a statement in CSV; what a row does not name is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(header))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def row(**changes: str) -> dict[str, str]:
    """Return a sound row: 40 l of 92 for 300 yuan after 500 km."""
    facts = {
        "交易流水号": "1",
        "车牌号": "川X12345",
        "加油时间": "2026-03-02 09:00",
        "油品": "92#汽油",
    }
    return {**facts, "升数": "40", "金额": "300", "里程": "10500", "行驶里程": "500", **changes}


def sorted_rows(*rows: Mapping[str, str], manner: Manner | None = None) -> sorting.Sorted:
    """Return how the rows of a Chinese list are sorted."""
    return sorting.sort(reading.read("油卡.csv", statement(rows)), manner or Manner())


def flags(done: sorting.Sorted) -> dict[int, list[str]]:
    """Return the codes of the flags by line."""
    return {one.line: [each.code for each in remarks] for one, remarks in done.flagged}


def drive(start: datetime, metres: Iterable[float], *, every: int = 10) -> list[Point]:
    """Return points to the north of 30° N, 106° E, so many metres from there, every so many seconds."""
    return [
        Point(start + timedelta(seconds=number * every), (30 + far / _DEGREE, 106.0))
        for number, far in enumerate(metres)
    ]
