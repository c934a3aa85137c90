"""The clock of this door: the only place where the portal asks what time it is."""

from datetime import date, datetime

from tongban.kernel.clock import SHANGHAI


def now() -> datetime:
    """Return this instant, aware, in Shanghai."""
    return datetime.now(SHANGHAI)


def today() -> date:
    """Return the day it is in Shanghai."""
    return now().date()


def day_in(text: str) -> date:
    """Return a day of an address from 1900 to 2999, so that there are days before and after it; a `ValueError` for others."""
    day = date.fromisoformat(text)
    if not 1900 <= day.year <= 2999:
        raise ValueError(text)
    return day
