"""行政区划: provinces, cities, counties, streets and villages (GB/T 2260 and the statistical codes below it)."""

import gzip
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources

from tongban.standards.codes.faults import Fault
from tongban.standards.codes.spelling import (
    DIGITS,
    first,
    settled,
    wrong_character,
    wrong_length,
)

AS_OF = "2023-06-30"

# Names of statistical rows that stand for no place; a reader's address leaves them out.
_FILLERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


class Level(IntEnum):
    """行政级别, by the number of digits that carry meaning."""

    PROVINCE = 2
    CITY = 4
    COUNTY = 6
    STREET = 9
    VILLAGE = 12


_LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True)
class Division:
    """行政区划. `code` has 6 digits down to the county, 9 for a street, 12 for a village.

    `name` is empty for a village outside the prefecture whose villages are shipped (5116).
    """

    code: str
    name: str
    level: Level

    @property
    def padded(self) -> str:
        """The code with zeros to twelve digits."""
        return self.code.ljust(12, "0")

    @property
    def parent(self) -> "Division | None":
        """The division that this one lies in; None for a province."""
        return self.path[-2] if len(self.path) > 1 else None

    @property
    def path(self) -> tuple["Division", ...]:
        """This division and all above it, the province first."""
        return tuple(_made(step) for step in _steps(self.code[: self.level]))

    @property
    def children(self) -> tuple["Division", ...]:
        """The divisions directly below, by code."""
        return _children(self.code[: self.level])

    @property
    def full_name(self) -> str:
        """The names from the province down, as in an address."""
        return "".join(step.name for step in self.path if step.name not in _FILLERS)


def parse(text: str) -> Division:
    """Return the division of a code of 2, 4, 6, 9 or 12 digits, or raise the fault of `text`."""
    settled(check(text))
    return _made(_trimmed(text))


def check(text: str) -> Fault | None:
    """Say what is wrong with a division code, or nothing. The list is as of 2023-06-30."""
    return first(
        lambda: wrong_length(text, *_LEVELS),
        lambda: wrong_character(text, DIGITS),
        lambda: _unknown(text),
    )


def find(text: str) -> Division | None:
    """Return the division of a code, or None where there is none."""
    return parse(text) if check(text) is None else None


def below(code: str) -> tuple[Division, ...]:
    """Return every division below that of the code, each followed by those inside it."""
    found: list[Division] = []
    for one in _children(parse(code).code):
        found += [one, *below(one.code)]
    return tuple(found)


def provinces() -> tuple[Division, ...]:
    """Return all provinces by code."""
    return _children("")


def lineage(text: str) -> tuple[str, ...]:
    """Return the codes from this one up to its province. No look-up: it works for any well-formed code."""
    return tuple(_canonical(part) for part in reversed(_steps(_trimmed(text))))


def _trimmed(text: str) -> str:
    """Cut the zeros that only fill a code up to 6, 9 or 12 digits."""
    if len(text) < Level.COUNTY:
        return text
    ends = (level for level in _LEVELS if not text[level:].strip("0"))
    return text[: next(ends, len(text))]


def _steps(bare: str) -> list[str]:
    """Return the parts of a trimmed code from the province down; a city without counties has no step there."""
    parts = [bare[:level] for level in _LEVELS if level <= len(bare)]
    return [part for part in parts if len(part) != Level.COUNTY or not part.endswith("00")]


def _canonical(bare: str) -> str:
    return bare if len(bare) > Level.COUNTY else bare.ljust(6, "0")


def _made(bare: str) -> Division:
    return Division(_canonical(bare), _names().get(bare, ""), Level(len(bare)))


def _unknown(text: str) -> Fault | None:
    for part in _steps(_trimmed(text)):
        if part in _names() or (
            len(part) == Level.VILLAGE and part[:4] not in _listed_to_villages()
        ):
            continue
        return Fault(
            "division.unknown",
            "There is no division {division} in the list of {day}.",
            division=part,
            day=AS_OF,
        )
    return None


@cache
def _names() -> dict[str, str]:
    packed = resources.files("tongban.standards.codes").joinpath("divisions.csv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()[1:]
    return dict(line.split(",", 1) for line in lines)


@cache
def _listed_to_villages() -> frozenset[str]:
    return frozenset(bare[:4] for bare in _names() if len(bare) == Level.VILLAGE)


@cache
def _below() -> dict[str, list[str]]:
    below: dict[str, list[str]] = {}
    for bare in _names():
        steps = _steps(bare)
        below.setdefault(steps[-2] if len(steps) > 1 else "", []).append(bare)
    return below


def _children(bare: str) -> tuple[Division, ...]:
    return tuple(_made(code) for code in _below().get(bare, ()))
