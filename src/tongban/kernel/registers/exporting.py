"""导出和模板: the list of a register as a workbook or CSV, and the empty form that the import reads back."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import pgettext

from tongban.kernel.registers.declaring import Field, Known, Register, Sort
from tongban.kernel.registers.importing.tables import ORGAN_TITLES
from tongban.kernel.registers.queries import Shown
from tongban.kernel.registers.rules import LONGEST
from tongban.kernel.sheets.formulas import disarmed
from tongban.kernel.sheets.writing import workbook

MASK = "***"


def header(register: Register) -> list[str]:
    """Return the titles of the columns, the unit in brackets; the import knows them again."""
    return [ORGAN_TITLES[0], *(_title(each) for each in register.fields)]


def cells(register: Register, row: Shown, organs: Mapping[int, str]) -> list[str]:
    """Return an entry as cells, what the reader may not see masked; `organs` are names by number."""
    return [
        row.entry.organ.name,
        *(
            MASK if each.name in row.masked else told(each, row.facts[each.name], organs)
            for each in register.fields
        ),
    ]


def told(field: Field, value: Known, organs: Mapping[int, str]) -> str:
    """Return a value in words, an empty text for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return pgettext("register", "Yes") if value else pgettext("register", "No")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int) and field.sort is Sort.ORGAN:
        return organs.get(value, "")
    return str(field.choices.get(str(value), value))


def as_excel(register: Register, rows: Iterable[Sequence[str]]) -> bytes:
    """Return the rows as a workbook."""
    return workbook([(str(register.title)[:31], header(register), rows)])


def as_csv(register: Register, rows: Iterable[Sequence[str]]) -> bytes:
    """Return the rows as CSV in UTF-8 with a mark that Excel understands."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header(register))
    writer.writerows([disarmed(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def template(register: Register) -> bytes:
    """Return the empty form: a sheet to fill in, and one that says of each column what it takes and which choices it has."""
    notes = [_note(each) for each in register.fields]
    said = (
        pgettext("register", "Column"),
        pgettext("register", "Needed"),
        pgettext("register", "What to enter"),
    )
    filled: list[Sequence[str]] = []
    return workbook(
        [
            (str(register.title)[:31], header(register), filled),
            (pgettext("register", "How to fill it in"), said, notes),
        ]
    )


def _note(field: Field) -> tuple[str, str, str]:
    needed = pgettext("register", "Yes") if field.required else pgettext("register", "No")
    return (_title(field), needed, _takes(field))


def _takes(field: Field) -> str:
    plain = {
        Sort.DAY: pgettext("register", "A day such as 2026-03-02"),
        Sort.WHOLE: pgettext("register", "A whole number"),
        Sort.DECIMAL: pgettext("register", "A number with at most {places} decimal places"),
        Sort.YES_NO: pgettext("register", "Yes or no, as 是 or 否"),
        Sort.ORGAN: pgettext("register", "The full or short name of an organ"),
        Sort.CHOICE: pgettext("register", "One of: {names}"),
        Sort.TEXT: pgettext("register", "At most {most} characters"),
    }
    names = "、".join(str(label) for label in field.choices.values())
    return plain[field.sort].format(places=field.places, names=names, most=field.most or LONGEST)


def _title(field: Field) -> str:
    return f"{field.label}（{field.unit}）" if field.unit else str(field.label)
