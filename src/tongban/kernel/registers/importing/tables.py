"""Finds the header of a file, and which column holds which field. Pure."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from tongban.kernel import Refusal
from tongban.kernel.registers.declaring import Register
from tongban.kernel.sheets.reading import rows_of

ORGAN = "organ"
"""The column of the organ that keeps an entry; without it, the organ chosen for the file does."""
ORGAN_TITLES = ("登记机关", "登记单位", "organ")
# Other people's lists begin with a title, a note and a date.
HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Table:
    """导入表: the header of a file, and the rows below it, each with its line."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def signature(self) -> str:
        """Return what a header is remembered by."""
        return hashlib.sha256("\x1f".join(self.header).encode()).hexdigest()


def read(register: Register, content: bytes) -> Table:
    """Return the table in a file; the header is that of the first rows which names most fields.

    A row that repeats the header, as merged cells and printed pages make them, is left out.
    """
    rows, known = rows_of(content), titles(register)
    first = rows[:HEADER_WITHIN]
    best = max(range(len(first)), key=lambda at: (_hits(first[at][1], known), -at))
    header = rows[best][1]
    below = [row for row in rows[best + 1 :] if not _repeats(row[1], known)]
    return Table(header, tuple(below))


def titles(register: Register) -> dict[str, str]:
    """Return the field of each title that is known, the titles as they are compared."""
    found = {bare(title): ORGAN for title in ORGAN_TITLES}
    for field in register.fields:
        for title in (field.name, str(field.label), *field.synonyms):
            found[bare(title)] = field.name
    return found


def bare(title: str) -> str:
    """Return a title without units in brackets, marks and blanks."""
    plain = normalize("NFKC", title[:200]).lower()
    return re.sub(r"\([^()]*\)|[\s*:]", "", plain)


def guess(register: Register, header: Sequence[str]) -> dict[str, int]:
    """Return the column of each field that the header names; of two for one field the first."""
    known, found = titles(register), dict[str, int]()
    for place, title in enumerate(header):
        name = known.get(bare(title))
        if name is not None:
            found.setdefault(name, place)
    return found


def checked(
    register: Register, mapping: Mapping[str, int], header: Sequence[str]
) -> dict[str, int]:
    """Return the mapping if it can be used; refuse one without the key, or with one column for two fields."""
    names = {*register.names, ORGAN}
    kept = {
        name: place for name, place in mapping.items() if name in names and 0 <= place < len(header)
    }
    if register.key not in kept:
        raise Refusal(
            "register.mapping_without_key",
            "No column is chosen for “{label}”, by which entries are told apart. Choose the one that holds it.",
            label=str(register[register.key].label),
        )
    places = list(kept.values())
    twice = next((place for place in places if places.count(place) > 1), None)
    if twice is not None:
        raise Refusal(
            "register.mapping_twice",
            "The column “{title}” is chosen for two fields. Choose another for one of them.",
            title=header[twice],
        )
    return kept


def _hits(cells: Sequence[str], known: Mapping[str, str]) -> int:
    return sum(bare(cell) in known for cell in cells if cell)


def _repeats(cells: Sequence[str], known: Mapping[str, str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and 2 * _hits(filled, known) > len(filled)
