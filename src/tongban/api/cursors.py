"""Pages of a list: an opaque signed cursor that says where the next one begins."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest

from tongban.kernel import Refusal

SMALLEST, LARGEST, USUAL = 1, 100, 20
Filters = Mapping[str, Any]


def place_in(cursor: str, *, name: str, filters: Filters) -> list[int]:
    """Return where a cursor points; refuse one that was altered, or made for another list or other filters."""
    try:
        place = signing.loads(cursor, salt=_salt(name, filters))
    except signing.BadSignature:
        raise Refusal(
            "api.cursor",
            "This cursor is not one of this list and these filters. Begin again without a cursor.",
        ) from None
    return [int(part) for part in place]


def link_to(
    request: HttpRequest, place: list[int] | None, *, name: str, filters: Filters, limit: int
) -> str | None:
    """Return the address of the page that begins behind a place; `None` where nothing follows."""
    if place is None:
        return None
    cursor = signing.dumps(place, salt=_salt(name, filters), compress=False)
    kept = {key: value for key, value in filters.items() if value not in ("", None)}
    return f"{request.path}?{urlencode({**kept, 'limit': limit, 'cursor': cursor})}"


def _salt(name: str, filters: Filters) -> str:
    return f"api.cursor/{name}/{sorted((key, str(value)) for key, value in filters.items())}"
