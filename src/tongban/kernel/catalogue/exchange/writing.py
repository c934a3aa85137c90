"""Writes matters as Excel, CSV and JSON in the customary columns. Formulas are disarmed, codes are text."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from tongban.kernel.catalogue.exchange import fields, lists
from tongban.kernel.catalogue.exchange.ground import Ground, Standing, State
from tongban.kernel.catalogue.exchange.reading import SCHEMA_VERSION, tidy
from tongban.kernel.catalogue.telling import disarmed

FORMATS: Final = ("xlsx", "csv", "json")
STATES: Final = {
    State.DRAFT: _("Draft"),
    State.IN_FORCE: _("In force"),
    State.COMING: _("To come into force"),
    State.OVER: _("No longer in force"),
}
HEADER: Final = tuple(
    column.title
    for column in (fields.CODE_COLUMN, *fields.TOLD, fields.ORGAN, fields.AREA, *fields.FACTS)
)
_WIDE: Final = 40


def matter_cells(standing: Standing, ground: Ground) -> list[str]:
    """Return the row of a matter, in the language in force."""
    place = ground.places.get(standing.content.organ_id)
    others = [f"{scheme}:{value}" for scheme, value in standing.codes if value != standing.code]
    told = [
        standing.code,
        "；".join(others),
        str(STATES[standing.state]),
        place.name if place else "",
        place.area_code if place else "",
    ]
    facts = [fields.written(column, standing.content) for column in fields.FACTS]
    return [tidy(cell) for cell in (*told, *facts)]


def as_csv(standings: Iterable[Standing], ground: Ground) -> bytes:
    """Return the sheet of matters as CSV in UTF-8 with a mark that Excel understands."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    with override("zh-hans"):
        for standing in standings:
            writer.writerow([_shielded(cell) for cell in matter_cells(standing, ground)])
    return text.getvalue().encode("utf-8-sig")


def _shielded(cell: str) -> str:
    """Return a cell that Excel neither runs nor rounds: without a mark it makes a number of twelve digits 5.1E+11."""
    return f"'{cell}" if re.fullmatch(r"[0-9]{12,}", cell) else disarmed(cell)


def as_json(standings: Iterable[Standing], ground: Ground, *, at: datetime) -> bytes:
    """Return everything that the matters say, form and flow included, one object for each."""
    found = {
        "schema_version": SCHEMA_VERSION,
        "exported": at.isoformat(timespec="seconds"),
        "matters": [ground.record(standing) for standing in standings],
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def as_excel(standings: Sequence[Standing], ground: Ground) -> bytes:
    """Return a workbook with the sheet of matters, and one sheet for each list."""
    with override("zh-hans"):
        sheets: list[tuple[str, Sequence[str], Iterable[Sequence[str]]]] = [
            (fields.SHEET, HEADER, (matter_cells(each, ground) for each in standings))
        ]
        for sheet in lists.LISTS:
            header = (fields.CODE_COLUMN.title, "事项名称", *(part.title for part in sheet.parts))
            sheets.append((sheet.title, header, _list_rows(sheet, standings)))
        return workbook(sheets)


def _list_rows(sheet: lists.ListSheet, standings: Iterable[Standing]) -> Iterator[list[str]]:
    for standing in standings:
        for cells in lists.rows(sheet, standing.content):
            yield [standing.code, tidy(standing.content.name), *map(tidy, cells)]


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
