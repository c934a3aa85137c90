"""公民身份号码: the number of a resident identity card (GB 11643-1999)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tongban.standards.codes.faults import Fault
from tongban.standards.codes.spelling import (
    DIGITS,
    first,
    raised,
    settled,
    wrong_character,
    wrong_check,
    wrong_length,
)

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

# The provinces of GB/T 2260, and 83 of the residence permit for people of Taiwan.
_RUNS = (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
PROVINCES = frozenset(str(code) for run in (*_RUNS, (71, 81, 82, 83)) for code in run)


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """公民身份号码, eighteen characters, the last in upper case. Personal data: mask it on screen."""

    text: str

    def __str__(self) -> str:
        """Return the number masked: first and last three characters."""
        return f"{self.text[:3]}{'*' * 12}{self.text[-3:]}"

    @property
    def county(self) -> str:
        """地址码: the county of first registration, six digits; it may have gone since."""
        return self.text[:6]

    @property
    def born_on(self) -> date:
        """出生日期."""
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def sex(self) -> Literal["male", "female"]:
        """性别, from the seventeenth digit: odd is male."""
        return "male" if int(self.text[16]) % 2 else "female"


def parse(text: str, *, on: date | None = None) -> IdentityNumber:
    """Return the number, or raise the fault of `text`. A lower-case x is read as X."""
    settled(check(text, on=on))
    return IdentityNumber(raised(text))


def check(text: str, *, on: date | None = None) -> Fault | None:
    """Say what is wrong with an identity number, or nothing (GB 11643-1999).

    Only the province is looked up: a number keeps the county code of its day, and the list of counties that have
    gone is not published whole. With `on`, a birth after that day is a fault.
    """
    number = raised(text)
    return first(
        lambda: _first_generation(number),
        lambda: wrong_length(number, 18),
        lambda: wrong_character(number[:17], DIGITS),
        lambda: wrong_character(number[17:], DIGITS + "X", start=17),
        lambda: _unknown_province(number[:2]),
        lambda: _wrong_birth(number[6:14], on),
        lambda: wrong_check(number[17], check_character(number[:17]), position=18),
    )


def check_character(body: str) -> str:
    """Return the check character of seventeen digits (ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def _first_generation(number: str) -> Fault | None:
    if len(number) != 15 or wrong_character(number, DIGITS) is not None:
        return None
    return Fault(
        "identity_number.first_generation",
        "This is a number of 15 digits from a first-generation card. Enter the 18 characters of the present card.",
    )


def _unknown_province(prefix: str) -> Fault | None:
    if prefix in PROVINCES:
        return None
    return Fault(
        "identity_number.division",
        "The number begins with {found}; no province has this code.",
        found=prefix,
    )


def _wrong_birth(digits: str, on: date | None) -> Fault | None:
    try:
        born_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return Fault(
            "identity_number.birth",
            "Positions 7 to 14 are {found}; there is no such date. They must be the day of birth as YYYYMMDD.",
            found=digits,
        )
    if on is None or born_on <= on:
        return None
    return Fault(
        "identity_number.not_yet_born",
        "Positions 7 to 14 are {found}; that day has not come yet. They must be the day of birth as YYYYMMDD.",
        found=digits,
    )
