"""What the schema cannot say of one answer: dates that exist, telephone numbers, data elements, stored files."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from tongban.kernel.forms import words
from tongban.kernel.forms.binding import bound
from tongban.kernel.forms.schema import LARGEST
from tongban.kernel.forms.shapes import Fault, Field, Json, Kind

DOCUMENT = re.compile(r"document/[1-9][0-9]{0,18}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


def misread(field: Field, path: str, value: Json) -> Fault | None:
    """Say what is wrong with the answer at `path` beyond the schema's own limits, or nothing."""
    known = bound(field.element) if field.element else None
    judge = _JUDGES.get(field.kind)
    if known is None:
        return judge(path, value) if judge is not None else None
    return _another_type(field, path, value) or known.check(path, value)


def _another_type(field: Field, path: str, value: Json) -> Fault | None:
    """Say that an answer is of another type than its element: a bound form need not say the type itself."""
    if field.kind is Kind.INTEGER:
        return _whole(path, value)
    told = words.CHOOSE if field.kind is Kind.CHOICE else words.FILL_IN
    return None if isinstance(value, str) else Fault(path, told)


def _whole(path: str, value: Json) -> Fault | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return Fault(path, words.WHOLE_NUMBER, {"example": 1200})
    if value > LARGEST:
        return Fault(path, words.AT_MOST, {"limit": LARGEST})
    return Fault(path, words.AT_LEAST, {"limit": -LARGEST}) if value < -LARGEST else None


def is_day(text: str) -> bool:
    """Say whether `text` is a date that exists, as YYYY-MM-DD."""
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _day(path: str, value: Json) -> Fault | None:
    return None if is_day(str(value)) else Fault(path, words.DATE, {"example": "2026-03-25"})


def _phone(path: str, value: Json) -> Fault | None:
    fits = _PHONE.fullmatch(str(value))
    return None if fits else Fault(path, words.PHONE, {"example": "0826-2345678"})


def _email(path: str, value: Json) -> Fault | None:
    fits = _EMAIL.fullmatch(str(value))
    return None if fits else Fault(path, words.EMAIL, {"example": "name@example.cn"})


def _stored(path: str, value: Json) -> Fault | None:
    return None if DOCUMENT.fullmatch(str(value)) else Fault(path, words.NOT_A_FILE)


_JUDGES: Mapping[Kind, Callable[[str, Json], Fault | None]] = MappingProxyType(
    {
        Kind.INTEGER: _whole,
        Kind.DATE: _day,
        Kind.PHONE: _phone,
        Kind.EMAIL: _email,
        Kind.FILE: _stored,
    }
)
