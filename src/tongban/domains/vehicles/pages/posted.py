"""What a form of this trade holds: numbers, days and instants, refused in words where they are none."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.http import HttpRequest

from tongban.kernel import Refusal
from tongban.kernel.clock import SHANGHAI


def amount(request: HttpRequest, name: str) -> Decimal | None:
    """Return a decimal of the form; nothing where the field is empty."""
    text = request.POST.get(name, "").strip().replace(",", "")
    if not text:
        return None
    try:
        found = Decimal(text[:20])
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) >= 10**10:
        raise Refusal(
            "vehicles.not_a_number",
            "“{text}” is no number. Write it as 45.20.",
            text=text[:30],
            field=name,
        )
    return found


def needed(request: HttpRequest, name: str) -> Decimal:
    """Return a decimal of the form that must be there; 0 where it is not, for the rules to refuse."""
    return amount(request, name) or Decimal(0)


def whole(request: HttpRequest, name: str) -> int:
    """Return a whole number of the form, 0 where there is none."""
    found = needed(request, name)
    if found != int(found):
        raise Refusal(
            "vehicles.not_whole", "“{text}” is no whole number.", text=str(found), field=name
        )
    return int(found)


def day(request: HttpRequest, name: str, otherwise: date) -> date:
    """Return a day of the form, the other where the field is empty."""
    text = request.POST.get(name, "").strip()
    if not text:
        return otherwise
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not 1900 <= found.year <= 2999:
        raise Refusal(
            "vehicles.not_a_day", "{text} is no day. Write it as 2026-10-01.", text=text[:30]
        )
    return found


def instant(request: HttpRequest, name: str) -> datetime:
    """Return an instant of the form as it is read in Shanghai."""
    text = request.POST.get(name, "").strip()
    try:
        found = datetime.fromisoformat(text)
        if not 1900 <= found.year <= 2999:
            raise ValueError(text)
    except ValueError as error:
        raise Refusal(
            "vehicles.not_an_instant",
            "“{text}” is no date and time. Write it as 2026-10-01T08:30.",
            text=text[:30],
            field=name,
        ) from error
    return found.replace(tzinfo=SHANGHAI) if found.tzinfo is None else found
