"""百公里消耗: by the full-fill method (满箱法), litres and kWh apart; levels of the tank are never subtracted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from tongban.domains.vehicles.rules.kinds import Carrier


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """加油、充电: what was put in, at which odometer reading (continuous km), and whether the tank was full after it.

    `doubtful` fills are booked and named, but kept out of averages until somebody confirms them.
    """

    at: datetime
    km: Decimal
    quantity: Decimal
    full: bool
    carrier: Carrier = Carrier.LITRES
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """满箱区间: from one full fill to the next; what was put in after the first, partial fills between and the last included."""

    start: datetime
    end: datetime
    km: Decimal
    quantity: Decimal
    carrier: Carrier
    doubtful: bool

    @property
    def per_100_km(self) -> Decimal:
        """百公里消耗, unrounded."""
        return self.quantity * 100 / self.km


def stretches(fills: Iterable[Fill], carrier: Carrier) -> list[Stretch]:
    """Return what can be reckoned: each stretch between two full fills of that carrier over which the car has moved.

    A stretch with a doubtful fill, its beginning included, is doubtful as a whole: its km or its quantity are.
    """
    ranked = sorted(
        (one for one in fills if one.carrier is carrier), key=lambda one: (one.at, one.km)
    )
    full = [place for place, one in enumerate(ranked) if one.full]
    found = (_stretch(ranked[first : last + 1]) for first, last in pairwise(full))
    return [one for one in found if one.km > 0]


def average(found: Iterable[Stretch]) -> Decimal | None:
    """平均百公里消耗: all that was put in over all km of the stretches that are not doubtful, to 2 places, half up.

    Not the mean of the stretches' figures, in which a short one would weigh as much as a long one.
    """
    sound = [one for one in found if not one.doubtful]
    km = sum((one.km for one in sound), Decimal(0))
    if not km:
        return None
    used = sum((one.quantity for one in sound), Decimal(0))
    return rounded(used * 100 / km)


def rounded(figure: Decimal) -> Decimal:
    """Return a figure to 2 places, half up, as it is printed."""
    return figure.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _stretch(fills: Sequence[Fill]) -> Stretch:
    first, last = fills[0], fills[-1]
    return Stretch(
        first.at,
        last.at,
        last.km - first.km,
        sum((one.quantity for one in fills[1:]), Decimal(0)),
        last.carrier,
        any(one.doubtful for one in fills),
    )
