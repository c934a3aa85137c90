"""Arithmetic of allowances: what each movement does to the figures, and when it is refused. Pure."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from tongban.kernel import Refusal

ZERO = Decimal(0)
LARGEST = Decimal(10) ** 14


class Unit(StrEnum):
    """计量单位: what an account counts in."""

    YUAN = "yuan"
    PLACE = "place"
    LITRE = "litre"
    SQUARE_METRE = "square_metre"
    MEAL = "meal"
    VISIT = "visit"


PLACES = {
    Unit.YUAN: 2,
    Unit.PLACE: 0,
    Unit.LITRE: 2,
    Unit.SQUARE_METRE: 2,
    Unit.MEAL: 0,
    Unit.VISIT: 0,
}
"""Digits after the point of each unit."""


class Code(StrEnum):
    """变动类型: what a movement does. `give_back` frees what was used: a car that was struck off, a payment refunded."""

    APPROVE = "approve"
    ADJUST = "adjust"
    TRANSFER = "transfer"
    HOLD = "hold"
    COMMIT = "commit"
    USE = "use"
    GIVE_BACK = "give_back"
    RELEASE = "release"
    REVERSE = "reverse"


SIGNED = frozenset({Code.ADJUST, Code.TRANSFER})


class Part(StrEnum):
    """释放部分: whether a release frees what was held or what was committed."""

    NONE = ""
    HELD = "held"
    COMMITTED = "committed"


@dataclass(frozen=True, slots=True)
class Figures:
    """额度数: sums of movements. `adjusted` has transfers in it; `released` is what came back over time, for the record."""

    approved: Decimal = ZERO
    adjusted: Decimal = ZERO
    held: Decimal = ZERO
    committed: Decimal = ZERO
    used: Decimal = ZERO
    released: Decimal = ZERO

    def __add__(self, other: "Figures") -> "Figures":
        """Return the sums."""
        return Figures(
            *[mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)]
        )

    def __neg__(self) -> "Figures":
        """Return the opposite, which a reversal adds."""
        return Figures(*[-mine for mine in astuple(self)])

    @property
    def total(self) -> Decimal:
        """Return what there is to give."""
        return self.approved + self.adjusted

    @property
    def available(self) -> Decimal:
        """可用额度: approved ± adjustments − held − committed − used."""
        return self.total - self.held - self.committed - self.used


def summed(changes: Iterable[Figures]) -> Figures:
    """Return the fold of movements."""
    return sum(changes, Figures())


ONE = Decimal(1)
EFFECTS = {
    (Code.APPROVE, Part.NONE): Figures(approved=ONE),
    (Code.ADJUST, Part.NONE): Figures(adjusted=ONE),
    (Code.TRANSFER, Part.NONE): Figures(adjusted=ONE),
    (Code.HOLD, Part.NONE): Figures(held=ONE),
    (Code.COMMIT, Part.NONE): Figures(held=-ONE, committed=ONE),
    (Code.USE, Part.NONE): Figures(committed=-ONE, used=ONE),
    (Code.GIVE_BACK, Part.NONE): Figures(used=-ONE, released=ONE),
    (Code.RELEASE, Part.HELD): Figures(held=-ONE, released=ONE),
    (Code.RELEASE, Part.COMMITTED): Figures(committed=-ONE, released=ONE),
}
"""What one unit of each movement adds to the figures; a reversal adds the opposite of what it reverses."""


def change(code: Code, amount: Decimal, part: Part = Part.NONE) -> Figures:
    """Return what a movement of `amount` adds to each figure."""
    return Figures(*[amount * step for step in astuple(EFFECTS[code, part])])


def checked(amount: Decimal | int, unit: Unit, *, signed: bool = False) -> Decimal:
    """Return an amount in the digits of its unit; refuse zero, too many digits, and below zero unless `signed`."""
    places = PLACES[unit]
    if isinstance(amount, float):
        raise TypeError("amounts are never floats")
    try:
        read = Decimal(amount)
        exact = read.quantize(Decimal(1).scaleb(-places))
    except InvalidOperation:
        read = exact = Decimal("NaN")
    if exact != read or not abs(exact) < LARGEST or exact == 0 or (exact < 0 and not signed):
        raise Refusal(
            "allowance.amount",
            "{amount} is no amount of this account. Enter a number above zero with at most {places} digits after the point.",
            amount=str(amount),
            places=places,
        )
    return exact


def written(amount: Decimal, unit: Unit) -> str:
    """Return an amount as people read it: `109,999.45`."""
    return f"{amount:,.{PLACES[unit]}f}"


def logged(amount: Decimal, unit: Unit) -> str:
    """Return an amount as the log keeps it: `109999.45`; the log knows no floats."""
    return f"{amount:.{PLACES[unit]}f}"


def fault(before: Figures, hold: Figures, effect: Figures, unit: Unit) -> Refusal | None:
    """Say why a movement may not be: `before` is the account, `hold` what it touches of a hold (empty for none)."""
    after, left = before + effect, hold + effect
    if after.available < 0:
        asked = before.available - after.available
        return (_short if after.total == before.total else _too_low)(before, asked, unit)
    if min(left.held, left.committed, left.used) < 0:
        return _beyond(hold, unit)
    return None


def _short(before: Figures, asked: Decimal, unit: Unit) -> Refusal:
    return Refusal(
        "allowance.short",
        "{asked} is asked for, but only {available} of {total} is available: {held} held, {committed} committed, {used} used. Ask for less, or have the allowance raised.",
        asked=written(asked, unit),
        available=written(before.available, unit),
        total=written(before.total, unit),
        held=written(before.held, unit),
        committed=written(before.committed, unit),
        used=written(before.used, unit),
    )


def _too_low(before: Figures, asked: Decimal, unit: Unit) -> Refusal:
    return Refusal(
        "allowance.too_low",
        "The allowance cannot go down by {asked}: only {available} of {total} is free. Release holds first, or take less.",
        asked=written(asked, unit),
        available=written(before.available, unit),
        total=written(before.total, unit),
    )


def _beyond(hold: Figures, unit: Unit) -> Refusal:
    return Refusal(
        "allowance.beyond_hold",
        "This hold has {held} held, {committed} committed and {used} used; more than that cannot be moved. Hold more first, or move less.",
        held=written(hold.held, unit),
        committed=written(hold.committed, unit),
        used=written(hold.used, unit),
    )
