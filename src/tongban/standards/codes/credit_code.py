"""统一社会信用代码: the one code of an enterprise, organ or other body (GB 32100-2015)."""

from dataclasses import dataclass

from tongban.standards.codes import organisation_code
from tongban.standards.codes.faults import Fault
from tongban.standards.codes.organisation_code import OrganisationCode
from tongban.standards.codes.spelling import (
    CREDIT_ALPHABET,
    DIGITS,
    first,
    raised,
    settled,
    shown,
    wrong_character,
    wrong_check,
    wrong_length,
)

WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_VALUES = {mark: value for value, mark in enumerate(CREDIT_ALPHABET)}

# GB 32100-2015, first character; confidence: sure.
AUTHORITIES = {
    "1": "机构编制",
    "2": "外交",
    "3": "司法行政",
    "4": "文化",
    "5": "民政",
    "6": "旅游",
    "7": "宗教",
    "8": "工会",
    "9": "市场监管",
    "A": "军委改革编办",
    "N": "农业农村",
    "Y": "其他",
}


@dataclass(frozen=True, slots=True)
class CreditCode:
    """统一社会信用代码, eighteen characters in upper case."""

    text: str

    def __str__(self) -> str:
        """Return the code as it is printed."""
        return self.text

    @property
    def authority(self) -> str:
        """登记管理部门, by its Chinese name."""
        return AUTHORITIES[self.text[0]]

    @property
    def region(self) -> str:
        """登记管理机关行政区划码, six digits; not always a division of today."""
        return self.text[2:8]

    @property
    def organisation(self) -> OrganisationCode:
        """主体标识码: the organisation code inside."""
        return OrganisationCode(self.text[8:17])


def parse(text: str) -> CreditCode:
    """Return the code, or raise the fault of `text`. Lower-case letters are read as upper case."""
    settled(check(text))
    return CreditCode(raised(text))


def check(text: str) -> Fault | None:
    """Say what is wrong with a credit code, or nothing (GB 32100-2015).

    The six region digits are not looked up: bodies keep the code of a division that has gone, and national ones
    have 100000.
    """
    code = raised(text)
    return first(
        lambda: wrong_length(code, 18),
        lambda: wrong_character(code[:2], CREDIT_ALPHABET),
        lambda: wrong_character(code[2:8], DIGITS, start=2),
        lambda: wrong_character(code[8:16], CREDIT_ALPHABET, start=8),
        lambda: wrong_character(code[16:17], DIGITS + "X", start=16),
        lambda: wrong_character(code[17:], CREDIT_ALPHABET, start=17),
        lambda: _unknown_authority(code[0]),
        lambda: wrong_check(code[17], check_character(code[:17]), position=18),
        lambda: wrong_check(code[16], organisation_code.check_character(code[8:16]), position=17),
    )


def check_character(body: str) -> str:
    """Return the check character of seventeen: weights 3^i mod 31, 31 - Σ mod 31 in the alphabet of the standard."""
    total = sum(_VALUES[mark] * weight for mark, weight in zip(body, WEIGHTS, strict=True))
    return CREDIT_ALPHABET[-total % 31]


def _unknown_authority(character: str) -> Fault | None:
    if character in AUTHORITIES:
        return None
    return Fault(
        "credit_code.authority",
        "The first character is {found}; no registration authority has it. Known are {known}.",
        found=shown(character),
        known=" ".join(AUTHORITIES),
    )
