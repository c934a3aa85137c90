"""预约号、查询码: how an appointment's number is written and read, and what somebody must say to get one. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from tongban.kernel import Refusal

LONGEST_NAME, LONGEST_WORDS = 40, 1000
MOST_OPEN = 2
"""同一电话未到的预约数: so many appointments may stand open under one telephone."""
_NUMBER = re.compile(r"(?:Y?[0-9]{8}-)?([0-9]{1,12})")
_PHONE = re.compile(r"\+?[0-9]{7,15}")


@dataclass(frozen=True, slots=True)
class Asked:
    """预约申请: for which matter (none: 综合窗口), at which instant the slot begins, and who comes."""

    matter: int | None
    start: datetime
    name: str
    phone: str


def written(day: date, pk: int) -> str:
    """Return the number that people quote: the day and a running number."""
    return f"Y{day:%Y%m%d}-{pk}"


def read(number: str) -> int | None:
    """Return the running number of what somebody typed, with or without the day; `None` where it is no number."""
    found = _NUMBER.fullmatch("".join(number.split()).upper())
    return int(found[1]) if found else None


def comes(name: str, phone: str) -> tuple[str, str]:
    """Return name and telephone without blanks; refuse what cannot be either."""
    called, reached = name.strip(), "".join(phone.split()).replace("-", "")
    if not 0 < len(called) <= LONGEST_NAME:
        raise Refusal(
            "hall.name",
            "Enter the name of who comes, in 1 to {most} characters.",
            most=LONGEST_NAME,
        )
    if not _PHONE.fullmatch(reached):
        raise Refusal(
            "hall.phone", "Enter a telephone number of 7 to 15 digits, so that you can be reached."
        )
    return called, reached


def said(words: str, *, least: int = 1) -> str:
    """Return words without the blanks around them; refuse too few or too many."""
    kept = words.strip()
    if not least <= len(kept) <= LONGEST_WORDS:
        raise Refusal(
            "hall.words", "Write {least} to {most} characters.", least=least, most=LONGEST_WORDS
        )
    return kept
