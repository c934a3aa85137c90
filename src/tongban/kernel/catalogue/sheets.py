"""Reads a CSV or Excel file of matters into lines of text, within limits. Nothing in it is ever run."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from tongban.kernel import Refusal
from tongban.kernel.catalogue.unpacking import LARGEST_UNPACKED, MOST_CELLS, Broken, measured

LARGEST_FILE = 20_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
# Excel keeps 15 digits of a number; a longer code written as a number has lost the rest.
EXACT = 10**15

HEADERS: Mapping[str, tuple[str, ...]] = {
    "department": ("部门", "部门名称", "实施主体", "实施机构", "办理部门"),
    "main_item": ("主项名称", "主项", "事项主项名称"),
    "name": ("事项名称", "名称", "办理项名称"),
    "area_code": ("行政区划代码", "行政区划", "区划代码"),
    "item_code": ("事项编码", "实施编码", "实施清单编码", "业务办理项编码"),
    "task_type": ("事项类型", "权力类型", "行政权力类型"),
    "dept_code": ("部门编码", "部门代码", "统一社会信用代码"),
}
NEEDED = ("department", "name", "area_code", "item_code", "task_type")


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands in the file: its line number from 1, its cells by field, and all cells as they are."""

    number: int
    cells: Mapping[str, str]
    raw: tuple[str, ...]
    surplus: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of matters, read. `chinese` says that its header is, and so what is written about it should be."""

    name: str
    digest: str
    header: tuple[str, ...]
    chinese: bool
    lines: tuple[Line, ...]


def read(name: str, content: bytes) -> Sheet:
    """Return the sheet in a CSV (UTF-8, UTF-16 or GB 18030) or xlsx file; refuse what is too large or has no header."""
    if len(content) > LARGEST_FILE:
        raise _refused(
            "too_large",
            "The file has {size} bytes; at most {most} are read. Split it.",
            size=len(content),
            most=LARGEST_FILE,
        )
    rows = _excel(content) if content[:2] == b"PK" else csv_rows(content)
    digest = hashlib.sha256(content).hexdigest()
    filled = ((number, row) for number, row in rows if any(cell.strip() for cell in row))
    header = next(filled, None)
    if header is None:
        raise _refused("empty", "The file is empty. Choose one with a header and rows.")
    return _sheet(name, digest, header[1], filled)


def _sheet(
    name: str, digest: str, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]
) -> Sheet:
    titles = tuple(title.strip() for title in header)
    fields = _fields(titles)
    lines: list[Line] = []
    for number, row in rows:
        if len(lines) == MOST_ROWS:
            raise _refused(
                "too_many_rows", "The file has more than {most} rows. Split it.", most=MOST_ROWS
            )
        lines.append(_line(number, row, fields, len(titles)))
    chinese = any("一" <= character <= "鿿" for title in titles for character in title)
    return Sheet(name, digest, titles, chinese, tuple(lines))


def _line(number: int, row: Sequence[str], fields: Mapping[str, int], width: int) -> Line:
    cells = {
        field: row[place].strip() if place < len(row) else "" for field, place in fields.items()
    }
    surplus = sum(1 for cell in row[width:] if cell.strip())
    return Line(number, cells, tuple(row), surplus)


def _fields(titles: Sequence[str]) -> dict[str, int]:
    """Return the column of each field; refuse a header that lacks one or names one twice."""
    known = {title: field for field, others in HEADERS.items() for title in (field, *others)}
    fields: dict[str, int] = {}
    for place, title in enumerate(titles):
        field = known.get(title) or known.get(title.lower())
        if field is not None and field in fields:
            raise _refused(
                "column_twice",
                "Two columns hold the {field}: “{first}” and “{second}”. Remove one.",
                field=field,
                first=titles[fields[field]],
                second=title,
            )
        if field is not None:
            fields[field] = place
    missing = [f"{field} ({HEADERS[field][0]})" for field in NEEDED if field not in fields]
    if missing:
        raise _refused(
            "columns_missing",
            "The first row lacks the columns {missing}. Add them, or name them as in docs/how-to/import-matters.md.",
            missing=", ".join(missing),
        )
    return fields


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


def _excel(content: bytes) -> Iterator[tuple[int, list[str]]]:
    return iter(next(iter(excel_sheets(content, most=1).values())))


def excel_sheets(content: bytes, *, most: int) -> dict[str, list[tuple[int, list[str]]]]:
    """Return the rows of the first sheets of an xlsx file by their names; cells merged downwards hold their words in each row."""
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
        "The file has more than {most} columns. Keep those that are described in docs/how-to/import-matters.md.",
        most=MOST_COLUMNS,
    )


def _refused(code: str, words: str, **facts: int | str) -> Refusal:
    return Refusal(f"catalogue.file_{code}", words, **facts)


def is_rounded(text: str) -> bool:
    """Tell whether a code was a number in Excel and has lost its last digits, as `1.1511301008778255e+17`."""
    return re.fullmatch(r"[0-9.]+[eE]\+?[0-9]+", text) is not None
