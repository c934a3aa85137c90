"""Which pages of trips are for the reader beside his own requests."""

from django.http import HttpRequest

from tongban.domains.vehicles.dispatches.queries import driven_by, fleets_of
from tongban.domains.vehicles.doors import reader_of, today


def tabs_of(request: HttpRequest) -> dict[str, bool]:
    """Say whether the reader sends cars, and sees the board, and whether he drives, and sees the road."""
    reader = reader_of(request)
    return {
        "sends": bool(fleets_of(reader, on=today())),
        "drives": driven_by(reader).exists(),
    }
