"""Reads a CSV or Excel file of matters into lines of text, within limits. Nothing in it is ever run."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongban.kernel import Refusal
from tongban.kernel.sheets.reading import LARGEST_FILE, MOST_ROWS, csv_rows, excel_sheets

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


def _excel(content: bytes) -> Iterator[tuple[int, list[str]]]:
    return iter(next(iter(excel_sheets(content, most=1).values())))


def _refused(code: str, words: str, **facts: int | str) -> Refusal:
    return Refusal(f"catalogue.file_{code}", words, **facts)
