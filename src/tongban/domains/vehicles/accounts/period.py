"""使用分析: each car of a reader in a period: days out over days available, cost a kilometre, idle or beyond the standard, with all that is behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tongban.domains.vehicles.accounts.fleet import IDLE_DAYS, beyond_standard, moved_on
from tongban.domains.vehicles.accounts.queries import last_days_out, trips_between
from tongban.domains.vehicles.accounts.reckoning import by_car, car_year
from tongban.domains.vehicles.dispatches.odometers.queries import Meter, trips_read
from tongban.domains.vehicles.dispatches.queries import Dispatch
from tongban.domains.vehicles.models import Outlay, Vehicle
from tongban.domains.vehicles.outlays.queries import cars_visible_to, outlays_of
from tongban.domains.vehicles.rules.accounts import Account
from tongban.domains.vehicles.rules.use import days_touched, idle, working_days
from tongban.kernel import Refusal
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.identity.queries import Person
from tongban.kernel.law.queries import calendar

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class CarUse:
    """单车使用: a car in a period: the working days on which it was kept and those of them on which it was out, its trips, records and account.

    `last_out` is the last day on which it was out or its odometer had moved, up to the end of the period.
    """

    vehicle: Vehicle
    available: frozenset[date]
    out: frozenset[date]
    trips: tuple[Dispatch, ...]
    records: tuple[Outlay, ...]
    account: Account
    last_out: date | None
    idle: bool
    beyond: tuple[Refusal, ...]

    @property
    def rate(self) -> Decimal | None:
        """出车率: days out over days available in per cent to one place; `None` without days."""
        return percent(len(self.out), len(self.available))


def uses_of(reader: Person, first: date, last: date, *, on: date) -> list[CarUse]:
    """Return the cars that the reader may see and that were kept in the period, by organ and plate."""
    cars = [
        one
        for one in cars_visible_to(reader, on=on).order_by("organ__path", "key")
        if isinstance(one, Vehicle) and _kept(one, first, last) is not None
    ]
    return of_cars(cars, first, last)


def of_cars(cars: Sequence[Vehicle], first: date, last: date) -> list[CarUse]:
    """Return the use of cars that the caller was found to see."""
    ids = [one.pk for one in cars]
    records, trips = by_car(outlays_of(ids)), trips_between(ids, *_instants(first, last))
    read = trips_read(ids)
    moved = {one.pk: moved_on(*_until(records.get(one.pk, ()), read[one.pk], last)) for one in cars}
    outs = last_days_out(ids, _instants(first, last)[1])
    lasts = {
        car: max(filter(None, (day, outs.get(car))), default=None) for car, day in moved.items()
    }
    still = idle(
        {str(one.pk): lasts[one.pk] for one in cars if one.closed_on is None},
        on=last,
        days=IDLE_DAYS,
    )
    return [
        replace(
            _use(one, (first, last), records.get(one.pk, []), trips.get(one.pk, []), read[one.pk]),
            last_out=lasts[one.pk],
            idle=str(one.pk) in still,
        )
        for one in cars
    ]


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent to one place, half up; `None` of nothing."""
    if not whole:
        return None
    share = Fraction(part * 100, whole)
    return (Decimal(share.numerator) / share.denominator).quantize(_TENTH, ROUND_HALF_UP)


def _use(
    car: Vehicle,
    period: tuple[date, date],
    records: Sequence[Outlay],
    trips: Sequence[Dispatch],
    meter: Meter,
) -> CarUse:
    """Return the use of a car without its last day out, which others decide; `meter` says what its odometer showed."""
    first, last = period
    kept = _kept(car, first, last) or (last, first)
    available = working_days(*kept, calendar(str(car.home)))
    return CarUse(
        car,
        available,
        available & days_touched(_spans(trips, last)),
        tuple(trips),
        tuple(one for one in records if first <= one.on <= last),
        car_year(records, last.year, per=period, meter=meter).account,
        None,
        idle=False,
        beyond=tuple(beyond_standard(car, on=last)),
    )


def _kept(car: Vehicle, first: date, last: date) -> tuple[date, date] | None:
    """Return the days of the period on which a car was kept: from its first through its last."""
    start = max(first, car.opened_on)
    end = last if car.closed_on is None else min(last, car.closed_on - timedelta(days=1))
    return (start, end) if start <= end else None


def _spans(trips: Sequence[Dispatch], last: date) -> list[tuple[datetime, datetime]]:
    """Return from when to when trips were out, in Shanghai; one that is still out, to the end of the period."""
    close = datetime.combine(last, time.max, SHANGHAI)
    return [
        (one.out_at.astimezone(SHANGHAI), min(one.back_at or close, close).astimezone(SHANGHAI))
        for one in trips
        if one.out_at is not None
    ]


def _until(records: Sequence[Outlay], meter: Meter, last: date) -> tuple[list[Outlay], Meter]:
    """Return the records and the trips up to a day; of a trip that came back later nothing is known yet."""
    trips = (one for one in meter.trips if one.back_at is not None and day_of(one.back_at) <= last)
    return (
        [one for one in records if day_of(one.at) <= last],
        Meter(tuple(trips), meter.changes),
    )


def _instants(first: date, last: date) -> tuple[datetime, datetime]:
    start = datetime.combine(first, time(0), SHANGHAI)
    return start, datetime.combine(last, time(0), SHANGHAI) + timedelta(days=1)
