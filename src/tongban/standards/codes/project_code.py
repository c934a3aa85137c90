"""固定资产投资项目代码: the one code of an investment project (GB/T 40058-2021; before it 发改投资〔2016〕)."""

import re

from tongban.standards.codes.faults import Fault
from tongban.standards.codes.identity_number import PROVINCES

# Time, place, ministry (formerly industry), kind, and six places the last of which is a check that is not published
# where we could read it. The time is year and month since November 2020, and was a year before.
_GROUPS = re.compile(r"([0-9]{4})-([0-9]{6})-([0-9]{2})-([0-9]{2})-([0-9]{6})")
_FIRST_YEAR, _LAST_OF_YEARS = 2015, 2021
_FIRST_MONTH = 2010
NATIONAL = "000000"


def check(text: str) -> Fault | None:
    """Say what is wrong with a project code, or nothing. The check digit is not computed: see `_GROUPS`."""
    found = _GROUPS.fullmatch(text)
    if found is None:
        return Fault(
            "project_code.format",
            "This is no project code. Write its 20 digits in groups of 4, 6, 2, 2 and 6, like {example}.",
            example="2101-511602-04-01-123456",
        )
    time, place = found[1], found[2]
    return _wrong_time(time) or _wrong_place(place)


def _wrong_time(time: str) -> Fault | None:
    a_year = _FIRST_YEAR <= int(time) <= _LAST_OF_YEARS
    a_month = int(time) >= _FIRST_MONTH and 1 <= int(time[2:]) <= 12
    if a_year or a_month:
        return None
    return Fault(
        "project_code.time",
        "The first four digits are {found}; they must be year and month, like {example}, or a year from {first}.",
        found=time,
        example="2101",
        first=_FIRST_YEAR,
    )


def _wrong_place(place: str) -> Fault | None:
    if place == NATIONAL or place[:2] in PROVINCES:
        return None
    return Fault(
        "project_code.place",
        "The digits {found} are no place: no province begins with {province}. Look for a mistyped digit.",
        found=place,
        province=place[:2],
    )
