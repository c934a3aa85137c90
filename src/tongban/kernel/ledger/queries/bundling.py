"""出证: the events of streams with their proofs, as one bundle that others check offline (design 4.2)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from tongban.kernel.ledger.events import Record
from tongban.kernel.ledger.merkle import root_and_paths
from tongban.kernel.ledger.models import Event
from tongban.kernel.ledger.queries import events_of_streams
from tongban.kernel.ledger.queries.sealing import (
    WIDTH,
    leaves_of,
    places_of,
    seal_key,
    seals_from,
)
from tongban.kernel.ledger.rules import written
from tongban.kernel.ledger.seals import shown


def streams_of_subject(home: int, subject: int) -> list[str]:
    """Return the names of the streams that a case owns."""
    rows = Event.objects.filter(home=home, subject=subject, n=1)
    return sorted(rows.values_list("stream", flat=True))


def homes_of_stream(stream: str) -> list[int]:
    """Return the places that have a stream of this name."""
    rows = Event.objects.filter(stream=stream, n=1)
    return sorted(rows.values_list("home", flat=True))


def bundle(home: int, streams: Collection[str], *, case: str | None) -> dict[str, Any]:
    """Return events, proofs, the seals from the first that is needed to the newest, and the key.

    An event that no seal holds yet has no proof.
    """
    records = events_of_streams(home, streams)
    places = _places(home, streams)
    return {
        "case": case,
        "events": [{**written(each), "hash": each.hash} for each in records],
        "proofs": _proofs(records, places),
        "seals": [shown(each) for each in seals_from(_first(places))],
        "head": {each.stream: each.n for each in records},
        "key": seal_key(),
    }


def _first(places: dict[tuple[str, int], tuple[int, int]]) -> int:
    """Return the first seal that is needed; all when none is, so that a kept one is found."""
    return min((k for k, _leaf in places.values()), default=0)


def _places(home: int, streams: Collection[str]) -> dict[tuple[str, int], tuple[int, int]]:
    """Return (seal, leaf) of each sealed event of these streams."""
    return {
        (row.stream, row.first + offset): (row.k, row.leaf + offset)
        for row in places_of(home, streams)
        for offset in range(len(row.hashes) // WIDTH)
    }


def _proofs(
    records: Sequence[Record], places: dict[tuple[str, int], tuple[int, int]]
) -> list[dict[str, Any]]:
    wanted = defaultdict(list)
    for k, leaf in places.values():
        wanted[k].append(leaf)
    paths = {k: root_and_paths(leaves_of(k), leaves)[1] for k, leaves in wanted.items()}
    proofs = []
    for record in records:
        place = places.get((record.stream, record.n))
        if place is not None:
            k, leaf = place
            path = [each.hex() for each in paths[k][leaf]]
            proofs.append({"hash": record.hash, "seal": k, "index": leaf, "path": path})
    return proofs
