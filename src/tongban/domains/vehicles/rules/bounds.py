"""数值范围: which figures an odometer, a fuel pump or a charger can show at all. No law sets them."""

from decimal import Decimal
from typing import Final

from tongban.kernel import Refusal

MOST_KM: Final = Decimal(2_000_000)
"""Kilometres that no car's odometer passes."""
MOST_PUT_IN: Final = Decimal(2_000)
"""Litres or kWh that no car takes at once; the largest coach has some 600."""


def odometer_fault(km: Decimal) -> Refusal | None:
    """Say why a number is no odometer reading: it lies above 0, has at most one decimal and is no more than any car drives."""
    if 0 < km <= MOST_KM and km == round(km, 1):
        return None
    return Refusal(
        "vehicles.km_out_of_range",
        "{km} km is no odometer reading. Read it again: above 0, at most {most} km, with at most one decimal.",
        km=str(km),
        most=f"{MOST_KM:,}",
        field="odometer",
    )


def quantity_fault(quantity: Decimal) -> Refusal | None:
    """Say why a number is nothing that was put into a car: it lies above 0, has at most three decimals and fits in."""
    if 0 < quantity <= MOST_PUT_IN and quantity == round(quantity, 3):
        return None
    return Refusal(
        "vehicles.quantity_out_of_range",
        "{quantity} litres or kWh cannot be put into a car. Correct the quantity: above 0, at most {most}, with at most three decimals.",
        quantity=str(quantity),
        most=f"{MOST_PUT_IN:,}",
        field="quantity",
    )
