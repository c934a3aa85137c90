"""单车核算: what one car costs, by kind, month and year, and a kilometre (CL-07)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from tongban.kernel import Refusal

CENT = Decimal("0.01")


class CostKind(StrEnum):
    """费用种类: 燃油、充电、维修、保养、保险、年检、通行、停车、事故、违章、洗车、其他."""

    FUEL = "fuel"
    ELECTRICITY = "electricity"
    REPAIR = "repair"
    SERVICE = "service"
    INSURANCE = "insurance"
    INSPECTION = "inspection"
    TOLL = "toll"
    PARKING = "parking"
    ACCIDENT = "accident"
    VIOLATION = "violation"
    WASH = "wash"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cost:
    """费用: an amount in yuan on a day, for one purpose. A refund is below zero; fractions of a cent are refused."""

    on: date
    kind: CostKind
    amount: Decimal

    def __post_init__(self) -> None:
        """Refuse what is no sum of money."""
        if self.amount != self.amount.quantize(CENT):
            raise Refusal(
                "vehicles.fraction_of_a_cent",
                "{amount} yuan is no sum of money: write at most two places.",
                amount=str(self.amount),
            )


@dataclass(frozen=True, slots=True)
class Account:
    """单车账: the sums by kind, their total, the km of the period, and yuan a km to 2 places; `None` without km."""

    by_kind: Mapping[CostKind, Decimal]
    total: Decimal
    km: Decimal

    @property
    def per_km(self) -> Decimal | None:
        """每公里费用, rounded half up at the end."""
        return (self.total / self.km).quantize(CENT, ROUND_HALF_UP) if self.km > 0 else None


def account(costs: Iterable[Cost], km: Decimal, *, first: date, last: date) -> Account:
    """Return the account of a car from one day through another."""
    sums: dict[CostKind, Decimal] = defaultdict(lambda: Decimal(0))
    for one in costs:
        if first <= one.on <= last:
            sums[one.kind] += one.amount
    return Account(dict(sums), sum(sums.values(), Decimal(0)), km)


def cost_beyond_value(costs: Iterable[Cost], purchase: Decimal) -> Refusal | None:
    """Say that a car has by now cost more to run than to buy, or nothing."""
    total = sum((one.amount for one in costs), Decimal(0))
    if total <= purchase:
        return None
    return Refusal(
        "vehicles.cost_beyond_value",
        "The car has cost {total} yuan to run, more than the {purchase} yuan of its purchase. Look whether to keep it.",
        total=str(total),
        purchase=str(purchase),
    )
