"""Reads a statement, CSV or xlsx, into its rows, within the limits of every list. Nothing in it is ever run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongban.domains.vehicles.fuelcards import columns
from tongban.kernel import Refusal
from tongban.kernel.sheets.reading import LARGEST_FILE, MOST_ROWS, csv_rows, excel_sheets

# Lists begin with a title and a date.
_HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Row:
    """对账单行: one row of the file, its line from 1, its cells by fact."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, fact: str) -> str:
        """Return the words of a fact; nothing where the row or the file has none."""
        return self.cells.get(fact, "")


@dataclass(frozen=True, slots=True)
class Statement:
    """对账单: the rows of a file, and the titles of its columns by fact; that of the quantities may name their unit."""

    name: str
    titles: Mapping[str, str]
    rows: tuple[Row, ...]

    def title(self, fact: str) -> str:
        """Return how the file calls a fact, or how it should where it has no such column."""
        return self.titles.get(fact, columns.COLUMNS[fact][0])


def read(name: str, content: bytes) -> Statement:
    """Return the statement in a CSV (UTF-8, UTF-16, GB 18030) or xlsx file; refuse what is too large or lacks a column."""
    if len(content) > LARGEST_FILE:
        raise Refusal(
            "vehicles.fuel_file_too_large",
            "The file has {size} bytes; at most {most} are read. Split it.",
            size=len(content),
            most=LARGEST_FILE,
        )
    filled = [(line, cells) for line, cells in _lines(content) if any(map(str.strip, cells))]
    if len(filled) > MOST_ROWS:
        raise Refusal(
            "vehicles.fuel_file_too_long",
            "The file has more than {most} rows. Split it.",
            most=MOST_ROWS,
        )
    return _statement(name, filled)


def _lines(content: bytes) -> Iterable[tuple[int, list[str]]]:
    if content[:2] != b"PK":
        return csv_rows(content)
    return next(iter(excel_sheets(content, most=1).values()), [])


def _statement(name: str, filled: list[tuple[int, list[str]]]) -> Statement:
    if not filled:
        raise Refusal(
            "vehicles.fuel_file_empty", "The file is empty. Choose one with a header and rows."
        )
    first = range(min(_HEADER_WITHIN, len(filled)))
    best = max(first, key=lambda at: (len(columns.located(filled[at][1])), -at))
    header = filled[best][1]
    places = columns.located(header)
    columns.check(places)
    rows = tuple(
        Row(line, {fact: cells[at].strip() for fact, at in places.items() if at < len(cells)})
        for line, cells in filled[best + 1 :]
    )
    titles = {fact: header[at].strip() for fact, at in places.items()}
    return Statement(name, titles, rows)
