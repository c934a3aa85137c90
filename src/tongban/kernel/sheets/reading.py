"""Reads CSV and Excel files into rows of text, within limits. Nothing in them is ever run."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from tongban.kernel import Refusal
from tongban.kernel.sheets.formulas import rearmed
from tongban.kernel.sheets.unpacking import LARGEST_UNPACKED, MOST_CELLS, Broken, measured

LARGEST_FILE = 20_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
# Excel keeps 15 digits of a number; a longer code written as a number has lost the rest.
EXACT = 10**15
_PACKED: Final = b"PK"
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL: Final = 32_000
CUT: Final = "……（未完，全文见JSON）"


def tidy(text: str) -> str:
    """Return the words of a cell as a spreadsheet can hold them, so that what went out compares with what comes in."""
    kept = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return kept if len(kept) <= _LONGEST_CELL else kept[:_LONGEST_CELL] + CUT


def rows_of(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows of a CSV (UTF-8, UTF-16, GB 18030), xlsx or xls file that are not empty, each with its line from 1.

    Of several sheets it is the first. Refused where the file is too large, too long, or holds nothing.
    """
    if len(content) > LARGEST_FILE:
        raise _refused(
            "too_large",
            "The file has {size} bytes; at most {most} are read. Split it.",
            size=len(content),
            most=LARGEST_FILE,
        )
    excel = content[:2] == _PACKED or content[:8] == _OLD
    found = next(iter(excel_sheets(content, most=1).values())) if excel else csv_rows(content)
    filled = [
        (line, tuple(tidy(rearmed(cell.strip())) for cell in cells))
        for line, cells in found
        if any(cell.strip() for cell in cells)
    ]
    if not filled:
        raise _refused("empty", "The file is empty. Choose one with a header and rows.")
    if len(filled) > MOST_ROWS:
        raise _refused(
            "too_many_rows", "The file has more than {most} rows. Split it.", most=MOST_ROWS
        )
    return filled


def csv_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a CSV file, each with the line on which it begins."""
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for row in reader:
            yield start, _narrow(row)
            start = reader.line_num + 1
    except csv.Error as error:
        raise _refused(
            "csv_broken",
            "The row that begins on line {line} cannot be read as CSV: {fault}. Close its quotes, and save the file again.",
            line=start,
            fault=str(error),
        ) from error


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(
        "encoding", "The text is neither UTF-8 nor GB 18030. Save the file as UTF-8 CSV or as xlsx."
    )


def excel_sheets(content: bytes, *, most: int) -> dict[str, list[tuple[int, list[str]]]]:
    """Return the rows of the first sheets of an Excel file by their names; cells merged downwards hold their words in each row."""
    if content[:2] == _PACKED:
        _unpackable(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: _excel_rows(book.get_sheet_by_name(name)) for name in book.sheet_names[:most]}
    except (CalamineError, ValueError, IndexError) as error:
        raise _refused(
            "excel_broken", "The file is no readable xlsx. Save it again as xlsx or as CSV."
        ) from error


def _excel_rows(sheet: CalamineSheet) -> list[tuple[int, list[str]]]:
    rows = [
        [_text(cell) for cell in row]
        for row in sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
    ]
    filled = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        filled += bottom - top
        if filled > MOST_CELLS:
            raise ValueError("merged cells overlap")
        if left == right:
            for below in rows[top + 1 : bottom + 1]:
                below[left] = rows[top][left]
    return [(number, _narrow(row)) for number, row in enumerate(rows, start=1)]


def _unpackable(content: bytes) -> None:
    """Refuse an archive that would unpack to far more than it is, or whose sheets reach far beyond a list."""
    try:
        found = measured(content)
    except Broken as error:
        raise _refused(
            "excel_broken", "The file is no readable xlsx. Save it again as xlsx or as CSV."
        ) from error
    if found.size > LARGEST_UNPACKED:
        raise _refused(
            "unpacks_too_large",
            "The file would unpack to more than {most} bytes. Split it.",
            most=LARGEST_UNPACKED,
        )
    if found.cells > MOST_CELLS:
        raise _refused(
            "reaches_too_far",
            "A sheet reaches to row {row} and column {column}. Delete what stands far outside the list, and save the file again.",
            row=found.farthest.row,
            column=found.farthest.column,
        )


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    return str(cell)


def _narrow(row: list[str]) -> list[str]:
    if len(row) <= MOST_COLUMNS:
        return row
    raise _refused(
        "too_many_columns",
        "The file has more than {most} columns. Keep those that the template has.",
        most=MOST_COLUMNS,
    )


def _refused(code: str, words: str, **facts: int | str) -> Refusal:
    return Refusal(f"sheets.{code}", words, **facts)


def is_rounded(text: str) -> bool:
    """Tell whether a code was a number in Excel and has lost its last digits, as `1.1511301008778255e+17`."""
    return re.fullmatch(r"[0-9.]+[eE]\+?[0-9]+", text) is not None
