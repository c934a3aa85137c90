"""Reads a CSV or Excel file of reports into rows of text, within the limits of every list. Nothing in it is ever run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongban.kernel import Refusal
from tongban.kernel.mirrors.columns import COLUMNS, NEEDED, located
from tongban.kernel.sheets.formulas import rearmed
from tongban.kernel.sheets.reading import LARGEST_FILE, MOST_ROWS, csv_rows, excel_sheets, tidy

# Lists of other systems begin with a title and a date.
HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Row:
    """报送行: one row of the file, its line from 1, its cells by field."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """报送文件: the rows of a file. `chinese` says that its header is, and so what is written about it should be."""

    name: str
    chinese: bool
    rows: tuple[Row, ...]


def read(name: str, content: bytes) -> Sheet:
    """Return the rows of a CSV (UTF-8, UTF-16, GB 18030) or xlsx file; refuse what is too large or lacks a column."""
    if len(content) > LARGEST_FILE:
        raise Refusal(
            "mirror.file_too_large",
            "The file has {size} bytes; at most {most} are read. Split it.",
            size=len(content),
            most=LARGEST_FILE,
        )
    filled = [
        (line, tuple(tidy(rearmed(cell.strip())) for cell in cells))
        for line, cells in _rows(content)
        if any(cell.strip() for cell in cells)
    ]
    if len(filled) > MOST_ROWS:
        raise Refusal(
            "mirror.file_too_long",
            "The file has more than {most} rows. Split it.",
            most=MOST_ROWS,
        )
    return _sheet(name, filled)


def _rows(content: bytes) -> Iterable[tuple[int, list[str]]]:
    if content[:2] != b"PK":
        return csv_rows(content)
    return next(iter(excel_sheets(content, most=1).values()))


def _sheet(name: str, filled: list[tuple[int, tuple[str, ...]]]) -> Sheet:
    first = filled[:HEADER_WITHIN]
    best = max(range(len(first)), key=lambda at: (len(located(first[at][1])), -at), default=None)
    fields = located(first[best][1]) if best is not None else {}
    missing = [f"{field} ({COLUMNS[field][0]})" for field in NEEDED if field not in fields]
    if best is None or missing:
        raise Refusal(
            "mirror.file_columns_missing",
            "The file lacks the columns {missing}. Add them, or name them as in docs/how-to/mirror-cases.md.",
            missing=", ".join(missing),
        )
    rows = tuple(
        Row(line, {field: cells[at] for field, at in fields.items() if at < len(cells)})
        for line, cells in filled[best + 1 :]
    )
    chinese = any("一" <= character <= "鿿" for title in first[best][1] for character in title)
    return Sheet(name, chinese, rows)
