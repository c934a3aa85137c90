"""Counts tries, so that no visitor can send or guess without end: by address, and by what is tried."""

from hashlib import sha256

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

TRIES = 10
WINDOW_SECONDS = 15 * 60


def keys_of(request: HttpRequest, *, door: str, number: str = "") -> tuple[str, ...]:
    """Return what is counted: the visitor's address, and the number, so that many together cannot try all its codes."""
    folded = "".join(sign for sign in number.upper() if sign.isalnum())
    by_address = f"{door}/from/{get_client_ip_address(request)}"
    if not folded:
        return (by_address,)
    return by_address, f"{door}/number/{sha256(folded.encode()).hexdigest()}"


def exhausted(keys: tuple[str, ...], *, most: int = TRIES) -> bool:
    """Say whether one of them was counted too often within the last quarter of an hour."""
    return any(int(cache.get(key, 0)) >= most for key in keys)


def count(keys: tuple[str, ...]) -> None:
    """Count one try; each starts the quarter of an hour anew."""
    for key in keys:
        # `incr` would shorten the time to the cache's own.
        cache.set(key, int(cache.get(key, 0)) + 1, WINDOW_SECONDS)
