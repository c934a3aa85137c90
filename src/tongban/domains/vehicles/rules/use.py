"""使用率: how much of the time cars are out, and which stand idle."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction

from tongban.standards.calendars import Calendar


def working_days(first: date, last: date, calendar: Calendar) -> frozenset[date]:
    """可用日: the working days from `first` through `last`; none where the last lies before the first."""
    span = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return frozenset(day for day in span if calendar.is_working(day))


def days_touched(trips: Iterable[tuple[datetime, datetime]]) -> frozenset[date]:
    """出车日: the days on which trips were out, in the zone of their instants; a trip over several days counts on each."""
    return frozenset(
        start.date() + timedelta(days=number)
        for start, end in trips
        for number in range((end.date() - start.date()).days + 1)
    )


def use_rate(
    trips: Iterable[tuple[datetime, datetime]], *, first: date, last: date, calendar: Calendar
) -> Fraction:
    """出车率: working days from `first` through `last` on which the car was out, over all of them; 0 where there are none.

    A day counts once however many trips it has.
    """
    days = working_days(first, last, calendar)
    return Fraction(len(days & days_touched(trips)), len(days)) if days else Fraction(0)


def idle(last_out: Mapping[str, date | None], *, on: date, days: int) -> list[str]:
    """闲置车辆: the cars that have not been out for `days` days or more, the longest idle first; those never out lead."""
    since = on - timedelta(days=days)
    found = [(out or date.min, car) for car, out in last_out.items() if out is None or out <= since]
    return [car for _out, car in sorted(found)]
