"""Numbers, times and units of a statement: what is in the cell, and what it is in litres, kWh, km and yuan."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from tongban.domains.vehicles.rules.kinds import Carrier

LITRES_A_GALLON: Final = Decimal("3.785411784")
"""Litres in a gallon of the United States, exactly."""
KM_A_MILE: Final = Decimal("1.609344")
"""Kilometres in an international mile, exactly."""

_TO_LITRES: Final = {
    "l": Decimal(1),
    "lt": Decimal(1),
    "升": Decimal(1),
    "公升": Decimal(1),
    "ga": LITRES_A_GALLON,
    "gal": LITRES_A_GALLON,
    "加仑": LITRES_A_GALLON,
}
_KILOWATT_HOURS: Final = {"kwh", "度", "千瓦时"}
_PIECES: Final = {"ea", "pc", "次", "件", "个"}
_NUMBER = re.compile(r"[+-]?(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,6})?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_HOUR = re.compile(r"(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?)?分?")


class Measure(StrEnum):
    """计量单位: what a quantity counts; `EACH` is no quantity of energy."""

    LITRES = "litres"
    KILOWATT_HOURS = "kilowatt_hours"
    EACH = "each"


class Order(StrEnum):
    """日期顺序: how a date with the year at its end is read."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


def number(text: str) -> Decimal | None:
    """Return a number as a statement writes it, currency signs and thousands aside; nothing if it is none."""
    bare = unicodedata.normalize("NFKC", text).strip().lstrip("¥$￥").strip()
    if not _NUMBER.fullmatch(bare):
        return None
    try:
        return Decimal(bare.replace(",", ""))
    except InvalidOperation:
        return None


def measure(unit: str, title: str = "") -> tuple[Measure, Decimal]:
    """Return what a unit measures and its factor to litres or kWh. Without a unit the title of the column speaks."""
    word = unicodedata.normalize("NFKC", unit).strip().lower()
    if not word:
        electric = any(sign in title.lower() for sign in ("电", "kwh", "度"))
        return (Measure.KILOWATT_HOURS if electric else Measure.LITRES), Decimal(1)
    if word in _KILOWATT_HOURS:
        return Measure.KILOWATT_HOURS, Decimal(1)
    if word in _TO_LITRES:
        return Measure.LITRES, _TO_LITRES[word]
    return Measure.EACH, Decimal(1)


def known_unit(unit: str) -> bool:
    """Tell whether a unit is one of litres, gallons, kWh or pieces, or not given."""
    word = unicodedata.normalize("NFKC", unit).strip().lower()
    return not word or word in _TO_LITRES or word in _KILOWATT_HOURS or word in _PIECES


def carrier(found: Measure) -> Carrier:
    """Return how a quantity of energy is kept."""
    return Carrier.KILOWATT_HOURS if found is Measure.KILOWATT_HOURS else Carrier.LITRES


def day(text: str, order: Order) -> date | None:
    """Return a date: year first in any spelling, or last in the given order; nothing if there is no such day."""
    bare = text.strip()
    first = _YEAR_FIRST.fullmatch(bare) or _PLAIN_DAY.fullmatch(bare)
    if first is not None:
        return _date(*map(int, first.groups()))
    last = _YEAR_LAST.fullmatch(bare)
    if last is None:
        return None
    one, other, year = map(int, last.groups())
    month_first = order is Order.MONTH_FIRST
    return _date(year, one, other) if month_first else _date(year, other, one)


def hour(text: str) -> time | None:
    """Return a time of day; nothing if it is none."""
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        return None


def instant(text: str, order: Order) -> datetime | None:
    """Return a date with or without a time of day, blank or T between; midnight where there is none."""
    words = re.split(r"[\sT]+", text.strip(), maxsplit=1)
    its_day = day(words[0], order)
    its_hour = hour(words[1]) if len(words) == 2 else time(0)
    if its_day is None or its_hour is None:
        return None
    return datetime.combine(its_day, its_hour)


def _date(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month)
    except ValueError:
        return None
