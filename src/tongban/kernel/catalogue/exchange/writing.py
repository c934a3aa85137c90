"""Writes matters as Excel, CSV and JSON in the customary columns. Formulas are disarmed, codes are text."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tongban.kernel.catalogue.exchange import fields, lists
from tongban.kernel.catalogue.exchange.ground import Ground, Standing, State
from tongban.kernel.catalogue.exchange.reading import SCHEMA_VERSION
from tongban.kernel.sheets.formulas import disarmed
from tongban.kernel.sheets.reading import tidy
from tongban.kernel.sheets.writing import workbook

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
