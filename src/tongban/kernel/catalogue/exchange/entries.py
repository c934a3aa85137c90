"""Parts a file into entries, one for each matter: its row, and its rows in the further sheets. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tongban.kernel.catalogue.exchange import lists
from tongban.kernel.catalogue.exchange.lists import ListSheet
from tongban.kernel.catalogue.exchange.mapping import guess
from tongban.kernel.catalogue.exchange.reading import Book, Row, Table, bare


@dataclass(slots=True)
class Entry:
    """条目: what a file says about one matter. `cells` are by key of the column, `lists` by field of `Content`.

    `record` is the object of a JSON file. `raw` is the row as it stands in the file.
    """

    line: int
    code: str
    raw: tuple[str, ...]
    cells: Mapping[str, str] = field(default_factory=dict)
    lists: dict[str, list["ListRow"]] = field(default_factory=dict)
    record: Mapping[str, Any] | None = None
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class ListRow:
    """清单行: one row of a further sheet, its cells by key of the part; `clears` says that the list is to be emptied."""

    sheet: ListSheet
    line: int
    cells: Mapping[str, str]
    clears: bool


CLEAR = ("（清空）", "(清空)")
"""A cell that empties the field; an empty cell leaves it as it is."""


def entries(book: Book, mapping: Mapping[str, int]) -> list[Entry]:
    """Return the entries in the order of the file. A code that stands twice makes two entries, the second with the line of the first."""
    if not book.tables:
        return _repeated([_of_record(n, one) for n, one in enumerate(book.records, start=1)])
    found = [_of_row(row, mapping) for row in book.tables[0].rows]
    by_code = {entry.code: entry for entry in reversed(found) if entry.code}
    for table in book.tables[1:]:
        sheet = lists.BY_TITLE.get(table.title)
        if sheet is not None:
            found += _of_list(sheet, table, by_code)
    return _repeated(found)


def _of_record(number: int, record: Mapping[str, Any]) -> Entry:
    code, content = record.get("item_code"), record.get("content")
    name = content.get("name") if isinstance(content, Mapping) else ""
    said = code if isinstance(code, str) else ""
    return Entry(number, said.strip(), (said, str(name or "")), record=record)


def _of_row(row: Row, mapping: Mapping[str, int]) -> Entry:
    cells = {
        key: row.cells[place] if place < len(row.cells) else "" for key, place in mapping.items()
    }
    return Entry(row.number, cells.get("item_code", ""), row.cells, cells)


def _of_list(sheet: ListSheet, table: Table, known: dict[str, Entry]) -> list[Entry]:
    """Give the rows of a sheet to the matters of the file; return entries for matters that stand in this sheet alone."""
    place = guess(table.header).get("item_code", 0)
    columns = _columns(sheet, table)
    new: list[Entry] = []
    for row in table.rows:
        code = row.cells[place] if place < len(row.cells) else ""
        if code not in known:
            known[code] = Entry(row.number, code, row.cells)
            new.append(known[code])
        cells = {key: row.cells[at] if at < len(row.cells) else "" for key, at in columns.items()}
        clears = any(cell in CLEAR for cell in cells.values())
        known[code].lists.setdefault(sheet.field, []).append(
            ListRow(sheet, row.number, cells, clears)
        )
    return new


def _columns(sheet: ListSheet, table: Table) -> dict[str, int]:
    titles = {spelling: part.key for part in sheet.parts for spelling in (part.key, part.title)}
    found: dict[str, int] = {}
    for place, title in enumerate(table.header):
        key = titles.get(title) or titles.get(bare(title))
        if key is not None:
            found.setdefault(key, place)
    return found


def _repeated(found: list[Entry]) -> list[Entry]:
    first: dict[str, Entry] = {}
    for entry in found:
        before = first.setdefault(entry.code, entry)
        if entry.code and before is not entry:
            entry.repeats = before.line
    return found
