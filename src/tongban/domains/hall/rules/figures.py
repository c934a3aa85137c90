"""当日数据: how long people waited and were served today, for the whole hall and by window. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median


@dataclass(frozen=True, slots=True)
class Visit:
    """办理记录: one ticket: when it was taken, called, begun and finished, and at which window (an id)."""

    window: int | None
    taken_at: datetime
    called_at: datetime | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """当日数据: how many were called and served, and the median wait and service in whole minutes, where there are any."""

    called: int
    served: int
    wait: int | None
    service: int | None


def figures(visits: Iterable[Visit]) -> Figures:
    """Return the figures of some visits; a wait ends with the call, a service begins when the window says so."""
    rows = list(visits)
    waits = [_minutes(one.taken_at, one.called_at) for one in rows if one.called_at]
    services = [
        _minutes(one.began_at, one.ended_at) for one in rows if one.began_at and one.ended_at
    ]
    return Figures(len(waits), len(services), _middle(waits), _middle(services))


def by_window(visits: Iterable[Visit]) -> dict[int, Figures]:
    """Return the figures of each window at which somebody was called."""
    found: dict[int, list[Visit]] = {}
    for one in visits:
        if one.window is not None and one.called_at is not None:
            found.setdefault(one.window, []).append(one)
    return {window: figures(rows) for window, rows in found.items()}


def _minutes(since: datetime, until: datetime) -> float:
    return max(0.0, (until - since).total_seconds() / 60)


def _middle(minutes: list[float]) -> int | None:
    return round(median(minutes)) if minutes else None
