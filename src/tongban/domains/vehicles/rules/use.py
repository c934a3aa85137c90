"""使用率: how much of the time cars are out, and which stand idle."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction

from tongban.standards.calendars import Calendar


def use_rate(
    trips: Iterable[tuple[datetime, datetime]], *, first: date, last: date, calendar: Calendar
) -> Fraction:
    """出车率: working days from `first` through `last` on which the car was out, over all of them; 0 where there are none.

    A day counts once however many trips it has; a trip over several days counts on each. Days are those of the
    instants' zone.
    """
    days = {
        day
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
        if calendar.is_working(day)
    }
    out = {
        start.date() + timedelta(days=number)
        for start, end in trips
        for number in range((end.date() - start.date()).days + 1)
    }
    return Fraction(len(days & out), len(days)) if days else Fraction(0)


def idle(last_out: Mapping[str, date | None], *, on: date, days: int) -> list[str]:
    """闲置车辆: the cars that have not been out for `days` days or more, the longest idle first; those never out lead."""
    since = on - timedelta(days=days)
    found = [(out or date.min, car) for car, out in last_out.items() if out is None or out <= since]
    return [car for _out, car in sorted(found)]
