"""单车核算: one car in one year, from its records and trips alone; each figure can be opened to those it is made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from tongban.domains.vehicles.dispatches.odometers.queries import (
    NEVER_READ,
    Meter,
    readings_from,
    standing,
)
from tongban.domains.vehicles.rules import consumption
from tongban.domains.vehicles.rules.accounts import Account, Cost, CostKind, account
from tongban.domains.vehicles.rules.consumption import Fill, Stretch
from tongban.domains.vehicles.rules.kinds import Carrier
from tongban.domains.vehicles.rules.limits import USUAL
from tongban.domains.vehicles.rules.odometer import Reading, mileage
from tongban.domains.vehicles.rules.outliers import against_peers
from tongban.domains.vehicles.tables.costs import Outlay
from tongban.kernel.clock import SHANGHAI

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Used:
    """百公里消耗: of one carrier: the stretches, which of them stand apart or are doubtful and are kept out, and the average."""

    carrier: Carrier
    stretches: tuple[Stretch, ...]
    apart: frozenset[int]
    median: Decimal | None
    average: Decimal | None

    @property
    def kept_out(self) -> int:
        """Return how many stretches are not in the average."""
        return len(self.apart) + sum(
            one.doubtful for place, one in enumerate(self.stretches) if place not in self.apart
        )


@dataclass(frozen=True, slots=True)
class Month:
    """月度核算: one month of a car's account."""

    year: int
    month: int
    account: Account


@dataclass(frozen=True, slots=True)
class CarYear:
    """单车年度账: the account of the year, each month, and what the car uses, litres and kWh apart. `all_time` is all it ever cost."""

    year: int
    account: Account
    months: tuple[Month, ...]
    used: tuple[Used, ...]
    all_time: Decimal
    doubtful: int


def car_year(
    rows: Sequence[Outlay],
    year: int,
    *,
    per: tuple[date, date] | None = None,
    peers: Mapping[Carrier, Sequence[Decimal]] | None = None,
    meter: Meter = NEVER_READ,
) -> CarYear:
    """Return the account of a car for a year, or for the days `per`; `rows` are all its records, `meter` what its odometer showed.

    Costs count from a record that was taken back as from the one that takes it back, so that they cancel each other.
    `peers` are the figures of cars of its kind, by which one with too few of its own is judged.
    """
    first, last = per or (date(year, 1, 1), date(year, 12, 31))
    costs = [Cost(one.on, CostKind(one.kind), one.amount) for one in rows]
    sound = standing(rows)
    readings = readings_from(sound, meter)
    months = tuple(
        Month(
            year, month, account(costs, _km(readings, *_month(year, month)), first=start, last=end)
        )
        for month in range(1, 13)
        for start, end in [_month(year, month)]
        if first <= end and start <= last
    )
    used = (_used(sound, each, (first, last), peers or {}, meter) for each in Carrier)
    return CarYear(
        year,
        account(costs, _km(readings, first, last), first=first, last=last),
        months,
        tuple(one for one in used if one.stretches),
        sum((one.amount for one in costs), ZERO),
        sum(one.doubtful for one in sound),
    )


def figures_of(rows: Iterable[Outlay], carrier: Carrier, meter: Meter) -> list[Decimal]:
    """Return the consumption of each stretch of one car that is not doubtful, as peers are judged by."""
    found = consumption.stretches(_fills(standing(list(rows)), meter), carrier)
    return [one.per_100_km for one in found if not one.doubtful]


def by_car(rows: Iterable[Outlay]) -> dict[int, list[Outlay]]:
    """Return the records of each car."""
    found: dict[int, list[Outlay]] = defaultdict(list)
    for one in rows:
        found[one.vehicle_id].append(one)
    return found


def _used(
    rows: Sequence[Outlay],
    carrier: Carrier,
    days: tuple[date, date],
    peers: Mapping[Carrier, Sequence[Decimal]],
    meter: Meter,
) -> Used:
    """Judge every stretch beside all of the car's, then average those that end within the days."""
    found = consumption.stretches(_fills(rows, meter), carrier)
    own = {("own", place): one.per_100_km for place, one in enumerate(found) if not one.doubtful}
    others = {("peer", place): one for place, one in enumerate(peers.get(carrier, ()))}
    spread = against_peers(own, others, deviations=USUAL.deviations, apart=USUAL.apart)
    apart = {place for _whose, place in spread.apart}
    within = [
        (place, one) for place, one in enumerate(found) if days[0] <= _day(one.end) <= days[1]
    ]
    sound = [one for place, one in within if place not in apart]
    return Used(
        carrier,
        tuple(one for _place, one in within),
        frozenset(number for number, (place, _one) in enumerate(within) if place in apart),
        spread.median,
        consumption.average(sound),
    )


def _fills(rows: Sequence[Outlay], meter: Meter) -> list[Fill]:
    """Return what was put in, with the odometer. One without a reading cannot begin or end a stretch, but is in it.

    Its km are those of the reading before, which only decides its place among fills of the same instant.
    """
    found: list[Fill] = []
    km = ZERO
    for one in rows:
        if one.odometer is not None and not one.doubtful:
            km = meter.whole(one.at, one.odometer)
        if one.quantity is None or not one.carrier:
            continue
        read = one.odometer is not None
        found.append(
            Fill(
                at=one.at,
                km=km if one.odometer is None else meter.whole(one.at, one.odometer),
                quantity=one.quantity,
                full=one.full and read,
                carrier=Carrier(one.carrier),
                doubtful=one.doubtful,
            )
        )
    return found


def _km(readings: Sequence[Reading], first: date, last: date) -> Decimal:
    start = datetime.combine(first, time.min, SHANGHAI)
    return mileage(readings, start=start, end=datetime.combine(last, time.max, SHANGHAI))


def _month(year: int, month: int) -> tuple[date, date]:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), date.fromordinal(following.toordinal() - 1)


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
