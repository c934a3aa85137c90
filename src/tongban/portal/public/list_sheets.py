"""Public lists as Excel sheets that a clerk can print: all text, nothing that Excel would run."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, override
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tongban.kernel.catalogue.list_labels import FIELDS
from tongban.kernel.catalogue.lists import ListKind, Row
from tongban.portal.public.list_words import words
from tongban.ui.templatetags.look import full_day

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICIAL_LANGUAGE = "zh-hans"
LONGEST_CELL = 32_767
WIDTHS = {
    "name": 34,
    "main_item": 24,
    "code": 26,
    "power_type": 10,
    "level": 9,
    "organ": 14,
    "basis": 36,
    "promised": 11,
    "statutory": 11,
    "channels": 12,
    "depth": 16,
    "visits": 9,
    "fee": 18,
    "themes": 20,
    "case_type": 10,
    "conveniences": 18,
}
_COLUMNS = (
    "main_item",
    "name",
    "code",
    "power_type",
    "level",
    "organ",
    "basis",
    "promised",
    "statutory",
    "channels",
    "depth",
    "visits",
    "fee",
)
# What a list is about stands in it too, where the customary columns do not say it.
_OWN = {
    ListKind.THEMES: ("themes",),
    ListKind.IMMEDIATE: ("case_type",),
    ListKind.NEARBY: ("conveniences",),
}
_LINE = Side(style="thin", color="999999")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_ROW = 4
_HEADING, _ENTRY = "list heading", "list entry"


@dataclass(frozen=True, slots=True)
class Print:
    """清单打印件: a list as it is written down; without a digest it was not numbered, and is only a view.

    Without `holds` it is not what was sealed, and says so in place of its digest.
    """

    kind: ListKind
    title: str
    day: date
    rows: Sequence[Row]
    digest: str = ""
    holds: bool = True


def answer(it: Print) -> HttpResponse:
    """Return the list as a file to download, in the official language whatever the page's."""
    with override(OFFICIAL_LANGUAGE):
        content = sheet(it)
        name = f"{it.title}{'' if it.digest else it.day.isoformat()}.xlsx"
    response = HttpResponse(content, content_type=TYPE)
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 - Django's own
    return response


def sheet(it: Print) -> bytes:
    """Return the list as xlsx: title, day, number and digest, then one row for each matter."""
    book = Workbook()
    for style in _styles():
        book.add_named_style(style)
    page = book.worksheets[0]
    page.title = gettext("List")
    columns = columns_of(it.kind)
    _head(page, it, width=len(columns) + 1)
    for place, name in enumerate(["", *columns], start=1):
        title = str(FIELDS[name]) if name else gettext("No.")
        _written(page.cell(_HEAD_ROW, place), title, head=True)
        page.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, 6)
    for number, row in enumerate(it.rows, start=1):
        page.cell(_HEAD_ROW + number, 1, number).border = _BOX
        for place, name in enumerate(columns, start=2):
            _written(page.cell(_HEAD_ROW + number, place), words(row, name))
    _print_setup(page, last=_HEAD_ROW + len(it.rows), width=len(columns) + 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def columns_of(kind: ListKind) -> tuple[str, ...]:
    """Return the customary columns of a list of that kind, by field."""
    return (*_OWN.get(kind, ()), *_COLUMNS)


def text(cell: Cell | MergedCell, value: str) -> None:
    """Write a value as text: a formula in it is shown and never run, a long number keeps its digits."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
    # openpyxl takes what begins with = for a formula.
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True


def _head(page: Worksheet, it: Print, *, width: int) -> None:
    about = gettext("As of {day}; {n} matters").format(day=full_day(it.day), n=len(it.rows))
    for line, words_ in enumerate((it.title, about, _seal(it)), start=1):
        cell = page.cell(line, 1)
        text(cell, words_)
        cell.alignment = Alignment(horizontal="center" if line == 1 else "left", vertical="center")
        page.merge_cells(start_row=line, end_row=line, start_column=1, end_column=width)
    page.cell(1, 1).font = Font(size=18, bold=True)
    page.row_dimensions[1].height = 34


def _seal(it: Print) -> str:
    if not it.digest:
        return gettext("Not numbered: a view of the catalogue")
    if it.holds:
        return f"SHA-256 {it.digest}"
    wrong, then = (
        gettext("The list is not as it was published"),
        gettext("Do not rely on it; tell the service hall."),
    )
    return f"{wrong} · {then}"


def _written(cell: Cell | MergedCell, value: str, *, head: bool = False) -> None:
    cell.style = _HEADING if head else _ENTRY
    text(cell, value)


def _styles() -> tuple[NamedStyle, NamedStyle]:
    """Return how a heading and an entry look; named once, so that ten thousand cells are written quickly."""
    heading = NamedStyle(
        _HEADING,
        font=Font(bold=True),
        fill=PatternFill("solid", fgColor="E9F0FA"),
        border=_BOX,
        alignment=Alignment(wrap_text=True, vertical="center", horizontal="center"),
        number_format="@",
    )
    entry = NamedStyle(
        _ENTRY,
        border=_BOX,
        alignment=Alignment(wrap_text=True, vertical="center", horizontal="left"),
        number_format="@",
    )
    return heading, entry


def _print_setup(page: Worksheet, *, last: int, width: int) -> None:
    """Fit the columns to one landscape page of A4, repeat the heading, and number the pages."""
    letter = get_column_letter(width)
    page.freeze_panes = f"A{_HEAD_ROW + 1}"
    page.auto_filter.ref = f"A{_HEAD_ROW}:{letter}{last}"
    page.print_area = f"A1:{letter}{last}"
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.4
    page.HeaderFooter.oddFooter = HeaderFooterItem()
    page.HeaderFooter.oddFooter.center.text = "&P / &N"
