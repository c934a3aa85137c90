"""What makes records of a statement doubtful: each by itself, and each beside the others of its car."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeAlias

from tongban.domains.vehicles.fuelcards import measures
from tongban.domains.vehicles.fuelcards.measures import Measure
from tongban.domains.vehicles.fuelcards.records import Record
from tongban.domains.vehicles.rules.consumption import rounded
from tongban.domains.vehicles.rules.limits import Limits
from tongban.domains.vehicles.rules.odometer import Reading, credible
from tongban.domains.vehicles.rules.outliers import spread
from tongban.domains.vehicles.rules.remarks import Remark, remark
from tongban.domains.vehicles.rules.sealing import SealedDays

Found: TypeAlias = tuple[int, Remark]
"""The line of a record, and what was found in it."""

_NO_FUEL: Final = ("non-fuel", "service", "洗车", "便利", "百货", "商品", "服务", "折扣", "优惠")
_UNDEFINED: Final = ("future defined", "未定义", "其他油品")
_DIESEL: Final = ("diesel", "柴油", "-10#", "0#")
_PETROL: Final = ("unleaded", "汽油", "petrol", "gasoline", "92#", "95#", "98#", "e-85")
# Of a car whose fuel the file does not name: so many fills must agree on it.
_AGREED: Final = Decimal("0.8")


def doubts(
    records: Sequence[Record], limits: Limits, sealed: SealedDays | None
) -> Mapping[int, list[Remark]]:
    """Return the remarks by the line of their record."""
    found: dict[int, list[Remark]] = defaultdict(list)
    for line, one in _all(records, limits, sealed):
        found[line].append(one)
    return dict(found)


def is_fuel(one: Record) -> bool:
    """Tell whether a record is of fuel or electricity, and not of goods, a service or a discount."""
    words = f"{one.kind} {one.product}".lower()
    return one.measure is not Measure.EACH and not any(word in words for word in _NO_FUEL)


def _all(records: Sequence[Record], limits: Limits, sealed: SealedDays | None) -> Iterator[Found]:
    for one in records:
        for each in _alone(one, limits, sealed):
            yield one.line, each
    yield from _twice(records)
    yield from _period(records, limits)
    cars: dict[str, list[Record]] = defaultdict(list)
    for one in filter(is_fuel, records):
        cars[one.vehicle].append(one)
    for fills in cars.values():
        ranked = sorted(fills, key=lambda one: (one.at, one.line))
        wrong = dict(_odometer(ranked, limits))
        yield from wrong.items()
        yield from _too_soon(ranked, limits)
        yield from _night(ranked, limits)
        yield from _fuel(ranked)
        yield from _consumption([one for one in ranked if one.line not in wrong], limits)


def _alone(one: Record, limits: Limits, sealed: SealedDays | None) -> Iterator[Remark]:
    if one.amount < 0:
        yield remark("negative_cost", amount=one.amount)
    if one.quantity < 0:
        yield remark("negative_quantity", quantity=one.quantity)
    if not is_fuel(one):
        yield remark("not_fuel", product=one.product)
        return
    if one.product.lower() in _UNDEFINED:
        yield remark("product_undefined", product=one.product)
    yield from _amounts(one, limits)
    if sealed is not None and (holiday := sealed.name(one.at.date())):
        yield remark("sealed_day", day=one.at.date(), holiday=holiday)


def _amounts(one: Record, limits: Limits) -> Iterator[Remark]:
    if one.quantity == 0:
        yield remark("nothing_filled")
    if one.tank is not None and one.quantity > one.tank:
        yield remark(
            "more_than_tank",
            quantity=rounded(one.quantity),
            tank=rounded(one.tank),
            unit=measures.carrier(one.measure),
        )
    if one.distance is not None and one.distance > limits.km_per_fill:
        yield remark("distance_absurd", km=rounded(one.distance), most=rounded(limits.km_per_fill))


def _twice(records: Iterable[Record]) -> Iterator[Found]:
    first: dict[str, int] = {}
    for one in records:
        if one.id and first.setdefault(one.id, one.line) != one.line:
            yield one.line, remark("id_twice", id=one.id, first=first[one.id])


def _period(records: Sequence[Record], limits: Limits) -> Iterator[Found]:
    if not records:
        return
    first, last = period([one.at.date() for one in records], limits.days_beside_period)
    for one in records:
        day = one.at.date()
        if not first <= day <= last:
            yield one.line, remark("date_outside_period", day=day, first=first, last=last)
        away = abs((one.posted - day).days) if one.posted is not None else 0
        if away > limits.days_to_posting:
            yield one.line, remark("date_far_from_posting", day=day, days=away)


def period(days: Sequence[date], beside: int) -> tuple[date, date]:
    """Return the period of a file: the middle nine tenths of its days, and half as long again on either side, `beside` days at least."""
    ranked = sorted(days)
    cut = len(ranked) // 20
    first, last = ranked[cut], ranked[-1 - cut]
    margin = timedelta(days=max(beside, (last - first).days // 2))
    return first - margin, last + margin


def _odometer(ranked: Sequence[Record], limits: Limits) -> Iterator[Found]:
    told = [(one, Reading(one.at, one.odometer)) for one in ranked if one.odometer is not None]
    sound = credible([reading for _one, reading in told], per_day=limits.km_per_day)
    before: Reading | None = None
    for place, (one, reading) in enumerate(told):
        if place in sound:
            before = reading
            continue
        against = before or told[min(sound)][1]
        backwards = (reading.km < against.km) is (before is not None)
        yield (
            one.line,
            remark(
                "odometer_backwards" if backwards else "odometer_jump",
                km=rounded(reading.km),
                before=rounded(against.km),
                day=against.at.date(),
                **({} if backwards else {"most": limits.km_per_day}),
            ),
        )


def _too_soon(ranked: Sequence[Record], limits: Limits) -> Iterator[Found]:
    for earlier, later in pairwise(ranked):
        between = later.at - earlier.at
        # Two items of one transaction are one visit.
        if between < limits.between_fills and not (later.id and later.id == earlier.id):
            minutes = between // timedelta(minutes=1)
            yield later.line, remark("too_soon", minutes=minutes, first=earlier.line)


def _night(ranked: Sequence[Record], limits: Limits) -> Iterator[Found]:
    night = [one for one in ranked if limits.at_night(one.at.time()) and one.at.time() != _NONE]
    if len(ranked) >= limits.night_fills and len(night) < limits.night_share * len(ranked):
        for one in night:
            yield one.line, remark("at_night", hour=f"{one.at:%H:%M}")


def _fuel(ranked: Sequence[Record]) -> Iterator[Found]:
    counts = Counter(_family(f"{one.kind} {one.product}") for one in ranked)
    counts.pop("", None)
    usual, times = counts.most_common(1)[0] if counts else ("", 0)
    agreed = usual if times >= 5 and times >= _AGREED * counts.total() else ""
    for one in ranked:
        filled, takes = _family(f"{one.kind} {one.product}"), _family(one.fuel) or agreed
        if filled and takes and filled != takes:
            yield one.line, remark("wrong_fuel", product=one.product, fuel=takes)


def _family(words: str) -> str:
    low = words.lower()
    if any(word in low for word in _DIESEL):
        return "diesel"
    return "petrol" if any(word in low for word in _PETROL) else ""


def _consumption(fills: Sequence[Record], limits: Limits) -> Iterator[Found]:
    for kind in (Measure.LITRES, Measure.KILOWATT_HOURS):
        used = {
            one.line: one.quantity * 100 / one.distance
            for one in fills
            if one.measure is kind and one.distance and 0 < one.distance <= limits.km_per_fill
        }
        found = spread(used, deviations=limits.deviations, apart=limits.apart, fewest=limits.fewest)
        for line in sorted(found.apart):
            yield (
                line,
                remark(
                    "consumption_outlier",
                    used=rounded(used[line]),
                    median=rounded(found.median or Decimal(0)),
                    unit=measures.carrier(kind),
                ),
            )


_NONE = measures.hour("00:00")
"""Midnight exactly, which a list without times of day shows for every row."""
