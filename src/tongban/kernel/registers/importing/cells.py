"""Reads the cells of other people's spreadsheets: what Excel made of days and numbers, and what people typed. Pure."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final
from unicodedata import normalize

from tongban.kernel import Refusal
from tongban.kernel.registers.declaring import Field, Known, Sort
from tongban.kernel.registers.rules import fitting
from tongban.kernel.sheets.reading import is_rounded

_DAY: Final = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[T ].*)?")
_PACKED: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL: Final = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
# Excel counts days from here; that it takes 1900 for a leap year no longer matters after its February.
_EXCEL: Final = date(1899, 12, 30)
_YES: Final = frozenset({"是", "有", "√", "y", "yes", "true", "1"})
_NO: Final = frozenset({"否", "无", "×", "n", "no", "false", "0"})


def read_cell(field: Field, text: str, organs: Mapping[str, int]) -> Known:
    """Return the value of a cell as its field keeps it, `None` for an empty one; refuse what does not say one.

    `organs` are the numbers of organs by name.
    """
    said = normalize("NFKC", text).strip()
    if not said:
        return None
    if field.sort is Sort.ORGAN:
        return _organ(field, said, organs)
    return fitting(field, _value(field, said))


def _value(field: Field, said: str) -> Known:
    match field.sort:
        case Sort.DAY:
            return _day(field, said)
        case Sort.YES_NO:
            return _yes_or_no(field, said)
        case Sort.CHOICE:
            return _choice(field, said)
        case Sort.WHOLE | Sort.DECIMAL:
            return _number(field, said)
        case _:
            return _unrounded(field, said)


def _unrounded(field: Field, said: str) -> str:
    if is_rounded(said):
        raise Refusal(
            "register.cell_rounded",
            "Excel took {text} for a number and lost its last digits. Format the column as text, and paste the numbers again.",
            field=field.name,
            text=said,
        )
    return said


def _day(field: Field, said: str) -> date:
    found = _DAY.fullmatch(said) or _PACKED.fullmatch(said)
    try:
        if found is not None:
            return date(*(int(part) for part in found.groups()))
        if _SERIAL.fullmatch(said):
            return _EXCEL + timedelta(days=int(float(said)))
    except ValueError:
        pass
    raise Refusal(
        "register.cell_no_day",
        "“{text}” is no day that exists. Write it like 2026-03-02.",
        field=field.name,
        text=said[:40],
    )


def _number(field: Field, said: str) -> int | Decimal:
    bare = said.removesuffix(normalize("NFKC", str(field.unit))).replace(",", "").strip()
    try:
        value = Decimal(bare) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", bare) else None
    except InvalidOperation:
        value = None
    if value is None or (field.sort is Sort.WHOLE and value != int(value)):
        raise Refusal(
            "register.cell_no_number",
            "“{text}” is no number that “{label}” can hold. Write digits only.",
            field=field.name,
            label=str(field.label),
            text=said[:40],
        )
    return int(value) if field.sort is Sort.WHOLE else value


def _yes_or_no(field: Field, said: str) -> bool:
    if said.lower() in _YES | _NO:
        return said.lower() in _YES
    raise Refusal(
        "register.cell_neither",
        "“{text}” is neither yes nor no. Write 是 or 否.",
        field=field.name,
        text=said[:40],
    )


def _choice(field: Field, said: str) -> str:
    named = {normalize("NFKC", str(label)): value for value, label in field.choices.items()}
    return named.get(said, said)


def _organ(field: Field, said: str, organs: Mapping[str, int]) -> int:
    if said in organs:
        return organs[said]
    raise Refusal(
        "register.cell_no_organ",
        "There is no organ {text} here. Write its full or its short name.",
        field=field.name,
        text=said[:60],
    )
