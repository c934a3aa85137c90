"""保养到期: a service is due when its km or its months are reached, whichever comes first."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """保养间隔: every so many km, every so many months; `None` where one of them does not count."""

    km: Decimal | None
    months: int | None


@dataclass(frozen=True, slots=True)
class Due:
    """保养提醒: km and day at which it is due, and how much is left of each; below zero it is overdue."""

    at_km: Decimal | None
    on: date | None
    km_left: Decimal | None
    days_left: int | None

    @property
    def is_due(self) -> bool:
        """Whether either is reached: also when nobody read the odometer as it passed the mark."""
        return (self.km_left is not None and self.km_left <= 0) or (
            self.days_left is not None and self.days_left <= 0
        )


def service_due(
    interval: Interval, *, last_km: Decimal, last_on: date, km: Decimal, on: date
) -> Due:
    """Return when the next service is due after the last one, seen from an odometer reading and a day."""
    at_km = last_km + interval.km if interval.km is not None else None
    day = after_months(last_on, interval.months) if interval.months is not None else None
    return Due(
        at_km,
        day,
        at_km - km if at_km is not None else None,
        (day - on).days if day is not None else None,
    )


def after_months(day: date, months: int) -> date:
    """Return the corresponding day so many months later, else the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
