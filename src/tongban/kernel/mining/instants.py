"""时刻: instants as logs write them, one by one and many at once, in microseconds since 1970 in UTC."""

import re
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tongban.kernel.mining.log import NEVER, SECOND, Numbers

LOCAL: Final = timezone(timedelta(hours=8))
"""Beijing time, which is meant where no zone is written: eight hours ahead, also in the summers of 1986 to 1991."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_WRITTEN: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T\s]*(\d{1,2})[:时](\d{1,2})(?:[:分](?:(\d{1,2})(?:[.,](\d{1,9}))?)?秒?)?分?\s*(Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_DAY: Final = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?", re.ASCII)
_FIELDS: Final = ((0, 4), (5, 7), (8, 10), (11, 13), (14, 16), (17, 19))
_MARKS: Final = ((4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"))
_MOST: Final = (9999, 12, 31, 23, 59, 59)

Letters = NDArray[np.uint8]


class Unusual(Exception):
    """Something that the quick way leaves to the plain one."""


def microsecond(text: str, *, end_of_day: bool = False) -> int:
    """Return the instant that is written, in ISO 8601 or as lists have it; a day alone is its begin, or its end.

    Without a zone it is Beijing time. Of a fraction six digits count. Raises ValueError for what is no instant.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = _as_written(text.strip())
    if end_of_day and _DAY.fullmatch(text.strip()):
        found = datetime.combine(found.date(), time.max)
    if found.tzinfo is None:
        found = found.replace(tzinfo=LOCAL)
    return counted(found)


def counted(instant: datetime) -> int:
    """Return an aware instant as logs count it."""
    return (instant - _EPOCH) // _MICROSECOND


def written(number: int) -> str:
    """Return an instant as XES has it, in Beijing time."""
    return (_EPOCH + timedelta(microseconds=number)).astimezone(LOCAL).isoformat("T")


def many(letters: Letters, starts: Numbers, lengths: Numbers) -> Numbers:
    """Return the instants written in full at these places of a text, such as `2011-10-11T13:45:40.276+02:00`.

    Raises Unusual for every other spelling, wrong or not.
    """
    found = np.full(len(starts), NEVER, np.int64)
    if len(lengths) and not 19 <= lengths.min() <= lengths.max() <= 32:
        raise Unusual
    for length in np.flatnonzero(np.bincount(lengths)).tolist():
        which = np.flatnonzero(lengths == length)
        found[which] = _of_one_length(letters[starts[which, None] + np.arange(length)])
    return found


def _as_written(text: str) -> datetime:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(text)
    *numbers, fraction, zone = match.groups()
    year, month, day, hour, minute, second = (int(each or 0) for each in numbers)
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    found = datetime(year, month, day, hour, minute, second, micro)  # noqa: DTZ001 - the zone follows
    return found if zone is None else found.replace(tzinfo=_zone(zone))


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    away = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-away if text[0] == "-" else away)


def _of_one_length(text: Letters) -> Numbers:
    if any((text[:, at] != ord(mark)).any() for at, mark in _MARKS):
        raise Unusual
    year, month, day, hour, minute, second = (_number(text, *field) for field in _FIELDS)
    for number, most in zip((year, month, day, hour, minute, second), _MOST, strict=True):
        if (number > most).any():
            raise Unusual
    if (year < 1).any() or (month < 1).any() or (day < 1).any():
        raise Unusual
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1)
    if (days.astype("datetime64[M]") != months).any():
        raise Unusual
    rest, away = _zones(text[:, 19:])
    seconds: Numbers = ((days.astype(np.int64) * 24 + hour) * 60 + minute) * 60 + second
    found: Numbers = (seconds - away * 60) * SECOND + _fraction(rest)
    return found


def _zones(text: Letters) -> tuple[Letters, Numbers]:
    """Return what stands before the zone, and how many minutes that is ahead of UTC."""
    count, width = text.shape
    last = text[:, -1] if width else np.zeros(count, np.uint8)
    if width and (last == ord("Z")).all():
        return text[:, :-1], np.zeros(count, np.int64)
    sign = text[:, -6] if width >= 6 else np.zeros(count, np.uint8)
    ahead, behind = sign == ord("+"), sign == ord("-")
    if (ahead | behind).all():
        hours, minutes = _number(text, width - 5, width - 3), _number(text, width - 2, width)
        if (text[:, -3] != ord(":")).any() or (hours > 23).any() or (minutes > 59).any():
            raise Unusual
        return text[:, :-6], np.where(behind, -1, 1) * (hours * 60 + minutes)
    if (ahead | behind | (last == ord("Z"))).any():
        raise Unusual
    return text, np.full(count, 8 * 60, np.int64)


def _fraction(text: Letters) -> Numbers:
    width = text.shape[1]
    if not width:
        return np.zeros(len(text), np.int64)
    if width == 1 or width > 7 or (text[:, 0] != ord(".")).any():
        raise Unusual
    scale: int = 10 ** (7 - width)
    return _number(text, 1, width) * scale


def _number(text: Letters, start: int, end: int) -> Numbers:
    digits = text[:, start:end] - np.uint8(48)
    if (digits > 9).any():
        raise Unusual
    number = np.zeros(len(text), np.int64)
    for at in range(end - start):
        number = number * 10 + digits[:, at]
    return number
