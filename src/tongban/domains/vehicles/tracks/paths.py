"""轨迹存储: the points of a trip as they are kept: packed, and sealed under the operator's key."""

import json
import zlib
from datetime import datetime, timedelta

from tongban.domains.vehicles.rules.trips import Point, Trip
from tongban.kernel.sealing import seal, unseal

PURPOSE = "vehicles/track"
_GRAIN = 1_000_000


def packed(trip: Trip) -> bytes:
    """Return the points of a trip, places to the millionth of a degree, times to the second, sealed."""
    start = trip.start
    rows = [
        [
            round((one.at - start).total_seconds()),
            round(one.place[0] * _GRAIN),
            round(one.place[1] * _GRAIN),
        ]
        for one in trip.path
    ]
    return seal(zlib.compress(json.dumps(rows).encode()), purpose=PURPOSE)


def unpacked(sealed: bytes, start: datetime) -> tuple[Point, ...]:
    """Return what was packed, its instants in the zone of `start`. Raises `WrongKey` where the key is another."""
    rows = json.loads(zlib.decompress(unseal(sealed, purpose=PURPOSE)))
    return tuple(
        Point(start + timedelta(seconds=after), (north / _GRAIN, east / _GRAIN))
        for after, north, east in rows
    )
