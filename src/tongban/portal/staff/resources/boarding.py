"""占用图: bookings placed on a day's hours, a week's days or a month's weeks. Pure but for what a day is called."""

import calendar
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tongban.kernel.bookings.queries import Booking, Period, State, Thing
from tongban.kernel.clock import SHANGHAI
from tongban.ui.templatetags.look import moment

FIRST_HOUR, LAST_HOUR = 8, 19
TONES = {
    State.ASKED: "asked",
    State.APPROVED: "approved",
    State.TAKEN: "inuse",
    State.USED: "used",
}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """占用条: one booking as the board shows it, in per cent of the hours shown; who may not see more sees the organ alone."""

    booking: Booking
    when: str
    tone: str
    open: bool
    left: float = 0
    width: float = 0
    tail: float = 0

    @property
    def label(self) -> str:
        """Return whose it is, in few words."""
        return self.booking.organ.short_name or self.booking.organ.name

    @property
    def end(self) -> float:
        """Return where it ends and its turnaround begins."""
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class Lane:
    """占用行: a thing and its bookings, on one day or day by day."""

    thing: Thing
    slots: tuple[Slot, ...] = ()
    days: tuple[tuple[date, tuple[Slot, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Hour:
    """刻度: an hour of the day, and where it stands in per cent."""

    hour: int
    left: float


@dataclass(frozen=True, slots=True)
class MonthDay:
    """月历格: a day, whether it belongs to the month, and what is booked on it."""

    on: date
    inside: bool
    slots: tuple[Slot, ...]


def days_of(view: str, day: date) -> list[date]:
    """Return the days that a view of this day shows: itself, its week from Monday, or the weeks of its month."""
    if view == "week":
        monday = day - timedelta(days=day.weekday())
        return [monday + timedelta(days=one) for one in range(7)]
    if view == "month":
        return list(calendar.Calendar().itermonthdates(day.year, day.month))
    return [day]


def within(days: Sequence[date]) -> Period:
    """Return the period from the first of some days to the end of the last, in Shanghai."""
    return Period(_midnight(days[0]), _midnight(days[-1] + DAY))


def hours_of(day: date, rows: Iterable[Booking]) -> list[Hour]:
    """Return the hours that a day's board shows: office hours, and more where something is booked earlier or later."""
    first, last = FIRST_HOUR, LAST_HOUR
    for row in rows:
        shown = _clipped(row.span, within([day]))
        first = min(first, shown.start.astimezone(SHANGHAI).hour)
        end = shown.end - timedelta(microseconds=1)
        last = max(last, end.astimezone(SHANGHAI).hour + 1)
    step = 100 / (last - first)
    return [Hour(hour, (hour - first) * step) for hour in range(first, last + 1)]


def day_lanes(
    things: Iterable[Thing], rows: Sequence[Booking], day: date, seen: Collection[int]
) -> list[Lane]:
    """Return a lane for each thing, with its bookings placed on the hours of the day."""
    hours = hours_of(day, rows)
    start = _midnight(day) + timedelta(hours=hours[0].hour)
    shown = Period(start, start + timedelta(hours=hours[-1].hour - hours[0].hour))

    def placed(row: Booking) -> Slot:
        whole = _clipped(row.span, shown)
        busy = _clipped(Period(row.occupied.lower, row.occupied.upper), shown)
        left, end = _share(whole.start, shown), _share(whole.end, shown)
        width, tail = round(end - left, 3), max(0.0, round(_share(busy.end, shown) - end, 3))
        return Slot(row, when(row, day), TONES[row.stands], row.pk in seen, left, width, tail)

    by_thing = _by_thing(rows)
    return [Lane(one, tuple(placed(row) for row in by_thing.get(one.pk, []))) for one in things]


def week_lanes(
    things: Iterable[Thing], rows: Sequence[Booking], days: Sequence[date], seen: Collection[int]
) -> list[Lane]:
    """Return a lane for each thing, with its bookings under each of the days."""
    by_thing = _by_thing(rows)
    return [
        Lane(one, days=tuple((day, slots_on(by_thing.get(one.pk, []), day, seen)) for day in days))
        for one in things
    ]


def month_weeks(
    rows: Sequence[Booking], days: Sequence[date], month: int, seen: Collection[int]
) -> list[list[MonthDay]]:
    """Return the weeks of a month, each day with what is booked on it."""
    cells = [MonthDay(day, day.month == month, slots_on(rows, day, seen)) for day in days]
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def slots_on(rows: Iterable[Booking], day: date, seen: Collection[int]) -> tuple[Slot, ...]:
    """Return what is booked on a day, by its beginning."""
    shown = within([day])
    found = sorted((row for row in rows if row.span.overlaps(shown)), key=lambda row: row.span)
    return tuple(Slot(row, when(row, day), TONES[row.stands], row.pk in seen) for row in found)


def when(row: Booking, day: date) -> str:
    """Return the times of a booking as one reads them on the page of a day: the hours, and the day where it is another."""
    return f"{_moment(row.span.start, day)}–{_moment(row.span.end, day)}"


def _moment(at: datetime, day: date) -> str:
    here = at.astimezone(SHANGHAI)
    if here.date() == day + DAY and here.time() == time(0):
        return "24:00"
    return f"{here:%H:%M}" if here.date() == day else moment(at)


def _by_thing(rows: Iterable[Booking]) -> dict[int, list[Booking]]:
    found: dict[int, list[Booking]] = {}
    for row in rows:
        found.setdefault(row.thing_id, []).append(row)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), SHANGHAI)


def _clipped(period: Period, shown: Period) -> Period:
    """Return the part of a period that is shown, nothing but an instant where none is."""
    start = min(max(period.start, shown.start), shown.end)
    return Period(start, max(start, min(period.end, shown.end)))


def _share(at: datetime, shown: Period) -> float:
    """Return where an instant stands, in per cent of what is shown."""
    return round((at - shown.start) / (shown.end - shown.start) * 100, 3)
