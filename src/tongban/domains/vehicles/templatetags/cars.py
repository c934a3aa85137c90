"""How amounts and figures of cars are written: thousands parted, as accounts are in every language."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def figure(value: Decimal | int | None, places: int = 2) -> str:
    """Write a number with thousands parted by commas; a dash where there is none."""
    return "–" if value is None else f"{value:,.{places}f}"
