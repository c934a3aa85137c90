"""The clock of this door: the only place where the API asks what time it is."""

from datetime import date, datetime

from tongban.kernel.clock import SHANGHAI


def now() -> datetime:
    """Return this instant, aware, in Shanghai."""
    return datetime.now(SHANGHAI)


def today() -> date:
    """Return the day it is in Shanghai."""
    return now().date()
