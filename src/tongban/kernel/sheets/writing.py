"""Writes workbooks in which every cell is text and no formula runs."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from tongban.kernel.sheets.formulas import disarmed
from tongban.kernel.sheets.reading import tidy

_WIDE: Final = 40


def workbook(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]]) -> bytes:
    """Return an xlsx file of these sheets, each with its title, header and rows; every cell is text."""
    book = Workbook(write_only=True)
    for title, header, rows in sheets:
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "C2"
        for place, name in enumerate(header, start=1):
            width = min(_WIDE, max(12, 2 * len(name) + 4))
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append([_head(sheet, name) for name in header])
        for row in rows:
            sheet.append([_cell(sheet, cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: Any, name: str) -> Cell:  # noqa: ANN401 - a sheet that is written only
    cell = _cell(sheet, name)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(sheet: Any, words: str) -> Cell:  # noqa: ANN401 - a sheet that is written only
    cell: Cell = WriteOnlyCell(sheet, value=disarmed(tidy(words)))
    cell.number_format = "@"
    return cell
