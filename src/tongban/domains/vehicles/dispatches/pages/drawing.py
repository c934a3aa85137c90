"""调度图: the cars of a day and what is booked on each, placed on its hours. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.dispatches.states import State
from tongban.domains.vehicles.models import Vehicle
from tongban.kernel.bookings.rules import Period
from tongban.kernel.clock import SHANGHAI

FIRST_HOUR, LAST_HOUR = 7, 20
TONES = {State.PLANNED: "approved", State.OUT: "inuse", State.BACK: "used"}


@dataclass(frozen=True, slots=True)
class Bar:
    """占用条: a trip on the board, in per cent of the hours shown, late where the car is out beyond its time."""

    row: Dispatch
    when: str
    tone: str
    left: float
    width: float
    late: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """车辆行: a car and its trips."""

    car: Vehicle
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """调度图: the hours, each with its place in per cent, the cars, and where the present instant stands, if on this day."""

    hours: tuple[tuple[int, float], ...]
    lanes: tuple[Lane, ...]
    now: float | None


def day_of_board(day: date) -> Period:
    """Return the whole day in Shanghai."""
    start = datetime.combine(day, time(0), SHANGHAI)
    return Period(start, start + timedelta(days=1))


def drawn(
    cars: Iterable[Vehicle], trips: Mapping[int, list[Dispatch]], day: date, *, at: datetime
) -> Board:
    """Return the board of a day: office hours, and more where a trip begins earlier or ends later."""
    whole = day_of_board(day)
    spans = [_clipped(one, whole, at) for rows in trips.values() for one in rows]
    first = min([FIRST_HOUR, *(one.start.astimezone(SHANGHAI).hour for one in spans)])
    last = max([LAST_HOUR, *(_hour_after(one.end, whole) for one in spans)])
    shown = Period(whole.start + timedelta(hours=first), whole.start + timedelta(hours=last))
    hours = tuple((hour, _share(whole.start + timedelta(hours=hour), shown)) for hour in range(first, last + 1))  # fmt: skip
    lanes = tuple(
        Lane(car, tuple(_bar(one, whole, shown, at) for one in trips.get(car.pk, ())))
        for car in cars
    )
    inside = shown.start <= at < shown.end
    return Board(hours, lanes, _share(at, shown) if inside else None)


def _bar(row: Dispatch, whole: Period, shown: Period, at: datetime) -> Bar:
    span = _clipped(row, whole, at)
    left, right = _share(span.start, shown), _share(span.end, shown)
    late = row.stands is State.OUT and row.span.end < at
    return Bar(row, str(row.span), TONES[row.stands], left, max(0.5, right - left), late)


def _clipped(row: Dispatch, whole: Period, at: datetime) -> Period:
    """Return the part of a trip on the day: as planned, or as it was where the car left or came back at another time."""
    start = row.out_at or row.span.start
    end = row.back_at or (max(row.span.end, at) if row.stands is State.OUT else row.span.end)
    begun = min(max(start, whole.start), whole.end)
    return Period(begun, max(begun, min(end, whole.end)))


def _hour_after(end: datetime, whole: Period) -> int:
    return int(-((whole.start - end) // timedelta(hours=1)))


def _share(at: datetime, shown: Period) -> float:
    return round((at - shown.start) / (shown.end - shown.start) * 100, 3)
