"""组织机构代码: the older code of a body, eight characters and a check character (GB 11714)."""

from dataclasses import dataclass

from tongban.standards.codes.faults import Fault
from tongban.standards.codes.spelling import (
    DIGITS,
    LETTERS_AND_DIGITS,
    first,
    raised,
    settled,
    wrong_character,
    wrong_check,
    wrong_length,
)

WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class OrganisationCode:
    """组织机构代码, nine characters without the hyphen, in upper case."""

    text: str

    def __str__(self) -> str:
        """Return the code as it is printed, with its hyphen."""
        return f"{self.text[:8]}-{self.text[8]}"


def parse(text: str) -> OrganisationCode:
    """Return the code, or raise the fault of `text`. The hyphen before the check character may be left out."""
    settled(check(text))
    return OrganisationCode(raised(text).replace("-", ""))


def check(text: str) -> Fault | None:
    """Say what is wrong with an organisation code, or nothing (GB 11714)."""
    code = raised(text)
    if len(code) == 10 and code[8] == "-":
        code = code[:8] + code[9]
    return first(
        lambda: wrong_length(code, 9),
        lambda: wrong_character(code[:8], LETTERS_AND_DIGITS),
        lambda: wrong_character(code[8:], DIGITS + "X", start=8),
        lambda: wrong_check(code[8], check_character(code[:8]), position=9),
    )


def check_character(body: str) -> str:
    """Return the check character of eight characters: 11 - Σ mod 11, where 10 is X and 11 is 0."""
    total = sum(
        int(character, 36) * weight for character, weight in zip(body, WEIGHTS, strict=True)
    )
    return "0123456789X"[-total % 11]
