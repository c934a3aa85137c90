"""疑点阈值: from where on a record is looked at again. No law sets them; a place may set its own."""

from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """疑点阈值: the trade's usual figures, in km, minutes and shares.

    `km_per_fill` is 2,000 miles. What is typed is looked at twice beyond `km_an_hour` or `km_unasked` since the last reading. `deviations` counts robust standard deviations (1.4826 × MAD) from the median,
    `apart` the least share of the median that must lie between. Filling at night is odd only for a car that
    does so in less than `night_share` of its fills.
    """

    km_per_fill: Decimal = Decimal("3218.688")
    km_per_day: Decimal = Decimal(1500)
    km_an_hour: Decimal = Decimal(120)
    km_unasked: Decimal = Decimal(1000)
    between_fills: timedelta = timedelta(minutes=30)
    night_from: time = time(0)
    night_to: time = time(5)
    night_share: Decimal = Decimal("0.1")
    night_fills: int = 10
    deviations: Decimal = Decimal(6)
    apart: Decimal = Decimal("0.25")
    fewest: int = 5
    days_beside_period: int = 31
    days_to_posting: int = 90

    def at_night(self, hour: time) -> bool:
        """Tell whether a time of day lies in the night, which may pass midnight; its end is no longer night."""
        if self.night_from <= self.night_to:
            return self.night_from <= hour < self.night_to
        return hour >= self.night_from or hour < self.night_to


USUAL = Limits()
