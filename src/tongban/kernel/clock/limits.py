"""时限: an amount and a unit; lanes shorten it, extensions lengthen it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from tongban.kernel import Refusal
from tongban.kernel.clock.days import shown

Factor: TypeAlias = Fraction | Decimal | int

WRITTEN = re.compile(r"(0|[1-9][0-9]{0,8})(wd|cd|mo|y|h)")
WRITTEN_FACTOR = re.compile(r"[0-9]{1,6}(\.[0-9]{1,9})?")


class Unit(StrEnum):
    """计时单位: working days, calendar days, months, years, hours."""

    WORKING_DAYS = "wd"
    CALENDAR_DAYS = "cd"
    MONTHS = "mo"
    YEARS = "y"
    HOURS = "h"


@dataclass(frozen=True, slots=True)
class Limit:
    """时限: so many units, at least one. What is decided on the spot (即办件) has no limit, and no clock."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse an amount that is no whole number from 1."""
        if type(self.amount) is not int or self.amount < 1:
            raise Refusal(
                "clock.limit_below_one",
                "A limit of {amount} cannot be counted: it is a whole number from 1; what is decided on the spot has none.",
                amount=shown(self.amount),
            )

    @classmethod
    def parse(cls, text: object) -> "Limit":
        """Read `20wd`, `30cd`, `2mo`, `1y` or `48h`; refuse any other spelling."""
        found = WRITTEN.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise Refusal(
                "clock.not_a_limit",
                "{text} is not a limit: write a whole number and a unit, wd (working days), cd (calendar days), mo (months), "
                "y (years) or h (hours), such as 20wd.",
                text=shown(text),
            )
        return cls(int(found[1]), Unit(found[2]))

    def in_lane(self, factor: Factor) -> "Limit":
        """Return the promised limit in a lane (绿色通道): max(1, floor(amount × factor)), counted exactly."""
        if factor == 1:
            return self
        return Limit(max(1, int(self.amount * positive(factor))), self.unit)

    def extended(self, extra: "Limit") -> "Limit":
        """Return the limit after an extension (延期) in the same unit, which adds to its amount."""
        if extra.unit is not self.unit:
            raise Refusal(
                "clock.extension_in_another_unit",
                "A limit in {unit} cannot be extended by {extra}: give the extension in the unit of the limit.",
                unit=self.unit.value,
                extra=str(extra),
            )
        return Limit(self.amount + extra.amount, self.unit)

    def __str__(self) -> str:
        """Return the spelling that `parse` reads."""
        return f"{self.amount}{self.unit}"


def read_factor(text: object) -> Fraction:
    """Read a lane factor from decimal text such as `0.5`, exactly."""
    if not isinstance(text, str) or not WRITTEN_FACTOR.fullmatch(text):
        raise Refusal(
            "clock.not_a_lane_factor",
            "{text} is not a lane factor: write a decimal number above 0, such as 0.5.",
            text=shown(text),
        )
    return positive(Fraction(text))


def positive(factor: Factor) -> Fraction:
    """Return a lane factor as an exact fraction; refuse a float, which is not exact, and what is not above 0."""
    if isinstance(factor, bool | float) or not factor > 0:
        raise Refusal(
            "clock.lane_factor_not_positive",
            "A lane factor of {factor} would leave no time or is not exact: give a decimal number above 0, such as 0.5.",
            factor=shown(str(factor)),
        )
    return Fraction(factor)
