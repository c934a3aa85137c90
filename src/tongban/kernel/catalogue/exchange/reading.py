"""Reads a file of matters, ours or another's, into tables of text, within limits. Nothing in it is ever run."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tongban.kernel import Refusal
from tongban.kernel.catalogue.exchange import fields, lists
from tongban.kernel.sheets.formulas import rearmed
from tongban.kernel.sheets.reading import (
    CONTROL,
    LARGEST_FILE,
    MOST_ROWS,
    csv_rows,
    excel_sheets,
    tidy,
)

SCHEMA_VERSION: Final = 1
_MOST_SHEETS: Final = 20
# Other people's lists begin with a title, a note and a date.
_HEADER_WITHIN: Final = 10


@dataclass(frozen=True, slots=True)
class Row:
    """行: one row of a table, with its number in the file from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """表: one sheet of a file: its header, and the rows below it that are not empty."""

    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """导入文件: a file that was read. Spreadsheets have `tables`, the first of them that of the matters; JSON has `records`."""

    name: str
    digest: str
    tables: tuple[Table, ...] = ()
    records: tuple[Mapping[str, Any], ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """Return the header of the sheet of matters; nothing for JSON."""
        return self.tables[0].header if self.tables else ()


def read(name: str, content: bytes) -> Book:
    """Return what is in an xlsx, CSV (UTF-8, UTF-16, GB 18030) or JSON file; refuse what is too large or no list of matters."""
    if len(content) > LARGEST_FILE:
        raise _refused(
            "too_large",
            "The file has {size} bytes; at most {most} are read. Split it.",
            size=len(content),
            most=LARGEST_FILE,
        )
    digest = hashlib.sha256(content).hexdigest()
    if name.lower().endswith(".json") or content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        return Book(name, digest, records=_records(content))
    if content[:2] == b"PK":
        sheets: Mapping[str, Iterable[tuple[int, list[str]]]]
        sheets = excel_sheets(content, most=_MOST_SHEETS)
    else:
        sheets = {fields.SHEET: csv_rows(content)}
    tables = [table for title, rows in sheets.items() if (table := _table(title, rows)) is not None]
    if not tables:
        raise _refused("empty", "The file is empty. Choose one with a header and rows.")
    return Book(name, digest, tables=_main_first(tables))


def _table(title: str, rows: Iterable[tuple[int, list[str]]]) -> Table | None:
    filled = [
        Row(number, tuple(tidy(rearmed(cell.strip())) for cell in cells))
        for number, cells in rows
        if any(cell.strip() for cell in cells)
    ]
    if len(filled) > MOST_ROWS:
        raise _refused(
            "too_many_rows", "The file has more than {most} rows. Split it.", most=MOST_ROWS
        )
    if not filled:
        return None
    first = filled[:_HEADER_WITHIN]
    best = max(range(len(first)), key=lambda place: (_known(first[place].cells), -place))
    return Table(title, filled[best].cells, tuple(filled[best + 1 :]))


def _main_first(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Put the sheet of the matters first: the one of that name, else the one with most columns that are known."""
    own = [table for table in tables if table.title == fields.SHEET]
    others = [table for table in tables if table.title not in lists.BY_TITLE] or tables
    main = own[0] if own else max(others, key=lambda table: _known(table.header))
    return (main, *(table for table in tables if table is not main))


TITLES: Final[Mapping[str, str]] = {
    spelling.lower(): column.key
    for column in fields.COLUMNS
    for spelling in (column.key, column.title, *column.synonyms)
}
"""Every spelling of a column that is known, with the key of the column."""


LONGEST_TITLE = 200


def bare(title: str) -> str:
    """Return a title without marks, brackets and blanks, as titles are compared.

    What is longer than any title is none, and not searched for brackets: that takes time by the square of its length.
    """
    if len(title) > LONGEST_TITLE:
        return title.lower()
    return re.sub(r"[（(][^）)]*[）)]|[\s*＊:：]", "", title).lower()


def _known(cells: Iterable[str]) -> int:
    parts = {part.title for sheet in lists.LISTS for part in sheet.parts}
    return sum(bare(cell) in TITLES or cell in parts for cell in cells if cell)


def _records(content: bytes) -> tuple[Mapping[str, Any], ...]:
    try:
        raw = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _refused(
            "json_broken",
            "The file is no readable JSON: {fault}. Export it again, or correct it there.",
            fault=str(error)[:200],
        ) from error
    found = raw.get("matters") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or raw.get("schema_version") != SCHEMA_VERSION:
        raise _refused(
            "json_version",
            "The file is no list of matters of version {version}. Write it as in docs/reference/exchange-format.md.",
            version=SCHEMA_VERSION,
        )
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _refused(
            "json_matters",
            "“matters” must be a list of objects. Write it as in docs/reference/exchange-format.md.",
        )
    if len(found) > MOST_ROWS:
        raise _refused(
            "too_many_rows", "The file has more than {most} rows. Split it.", most=MOST_ROWS
        )
    return tuple(_storable(one) for one in found)


def _storable(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return the value without the characters that neither a database nor a spreadsheet can hold."""
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, list):
        return [_storable(each) for each in value]
    if isinstance(value, dict):
        return {CONTROL.sub("", key): _storable(each) for key, each in value.items()}
    return value


def _refused(code: str, words: str, **facts: int | str) -> Refusal:
    return Refusal(f"catalogue.file_{code}", words, **facts)
