"""拼车分摊: the cost of a pooled trip, shared so that the shares make the whole to the cent."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from tongban.domains.vehicles.rules.accounts import CENT
from tongban.kernel import Refusal


def by_km(total: Decimal, km: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """按里程分摊: share yuan by the km of each organ.

    Each share is cut off below the cent; the cents that are left go one each to the largest parts cut off, of equal
    ones to the organ that comes first by its id. A refund (below zero) is shared alike.
    """
    whole = sum(km.values(), Decimal(0))
    if whole <= 0 or min(km.values()) < 0:
        raise Refusal(
            "vehicles.nothing_to_share_by",
            "The km by which to share must be 0 or more each, and more than 0 together. Correct them, or share by organs.",
        )
    cents = _cents(total)
    exact = {one: Fraction(cents) * Fraction(part) / Fraction(whole) for one, part in km.items()}
    given = {one: share.numerator // share.denominator for one, share in exact.items()}
    left = cents - sum(given.values())
    for one in sorted(exact, key=lambda one: (given[one] - exact[one], one))[:left]:
        given[one] += 1
    return {one: CENT * share for one, share in given.items()}


def by_organ(total: Decimal, organs: Sequence[str]) -> dict[str, Decimal]:
    """按单位均摊: share yuan equally among the organs; the cents that are left go to those first by id."""
    return by_km(total, dict.fromkeys(organs, Decimal(1)))


def _cents(total: Decimal) -> int:
    if total != total.quantize(CENT, ROUND_FLOOR):
        raise Refusal(
            "vehicles.fraction_of_a_cent",
            "{amount} yuan is no sum of money: write at most two places.",
            amount=str(total),
        )
    return int(total / CENT)
