"""Which column of a file holds which fact: guessed from the header, changed by the keeper, remembered by the header."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

from tongban.kernel import Refusal
from tongban.kernel.catalogue.exchange import fields
from tongban.kernel.catalogue.exchange.reading import TITLES, bare

UNIT: Final = "unit:"
"""Before the key of a limit: the column holds its unit."""

KEYS: Final = (
    *(column.key for column in fields.COLUMNS),
    *(f"{UNIT}{key}" for key in dict.fromkeys(fields.UNITS.values())),
)


def signature(header: Sequence[str]) -> str:
    """Return what a header is remembered by: the digest of its titles in their order."""
    return hashlib.sha256("\x1f".join(header).encode()).hexdigest()


def guess(header: Sequence[str]) -> dict[str, int]:
    """Return the column of each fact that the header names; of two columns for one fact the first."""
    found: dict[str, int] = {}
    for place, title in enumerate(header):
        unit = fields.UNITS.get(bare(title))
        key = f"{UNIT}{unit}" if unit else TITLES.get(bare(title))
        if key is not None:
            found.setdefault(key, place)
    return found


def checked(mapping: Mapping[str, int], header: Sequence[str]) -> dict[str, int]:
    """Return the mapping if it can be used; refuse one without the code, or with one column for two facts."""
    kept = {
        key: place for key, place in mapping.items() if key in KEYS and 0 <= place < len(header)
    }
    if "item_code" not in kept:
        raise Refusal(
            "catalogue.mapping_without_code",
            "No column is named as the item code, by which matters are told apart. Choose the column that holds it.",
        )
    places = list(kept.values())
    twice = next((place for place in places if places.count(place) > 1), None)
    if twice is not None:
        raise Refusal(
            "catalogue.mapping_twice",
            "The column “{title}” is chosen for two facts. Choose another for one of them.",
            title=header[twice],
        )
    return kept
