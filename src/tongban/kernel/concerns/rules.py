"""What a concern must say, and how its number is written. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tongban.kernel import Refusal

LONGEST_WORDS = 2000
LONGEST_CONTACT = 100
LONGEST_CASE_NUMBER = 40
_NUMBER = re.compile(r"FY([0-9]{8})-([0-9]{1,12})")


class ConcernKind(StrEnum):
    """反映类型: what could not be got done, or what somebody would do otherwise."""

    UNRESOLVED = "unresolved"
    SUGGESTION = "suggestion"


@dataclass(frozen=True, slots=True)
class Told:
    """反映内容: what somebody tells; matter, case number and contact may be left out."""

    kind: ConcernKind
    words: str
    matter: int | None = None
    case_number: str = ""
    contact: str = ""


def checked(told: Told) -> Told:
    """Return what was told without the blanks around it; refuse what says nothing or too much."""
    words, contact = told.words.strip(), told.contact.strip()
    if not 0 < len(words) <= LONGEST_WORDS:
        raise Refusal(
            "concern.without_words",
            "Describe in 1 to {most} characters what happened or what you suggest.",
            most=LONGEST_WORDS,
        )
    if len(contact) > LONGEST_CONTACT:
        raise Refusal(
            "concern.contact_too_long",
            "A telephone number or e-mail address has at most {most} characters. Shorten it, or leave it out.",
            most=LONGEST_CONTACT,
        )
    number = "".join(told.case_number.split())
    if number and not (
        number.isascii() and number.isdecimal() and len(number) <= LONGEST_CASE_NUMBER
    ):
        raise Refusal(
            "concern.case_number_unreadable",
            "A case number consists of digits; it is printed on the receipt. Correct it, or leave it out.",
        )
    return Told(told.kind, words, told.matter, number, contact)


def written(day: date, pk: int) -> str:
    """Return the number that people quote: the day and a running number."""
    return f"FY{day:%Y%m%d}-{pk}"


def read(number: str) -> int | None:
    """Return the running number of what somebody typed; `None` where it is no number of a concern."""
    found = _NUMBER.fullmatch("".join(number.split()).upper())
    return int(found[2]) if found else None


def masked(contact: str) -> str:
    """Return a contact of which only the ends are left, so that two can be told apart."""
    if len(contact) < 8:
        return "*" * len(contact)
    return f"{contact[:3]}{'*' * (len(contact) - 5)}{contact[-2:]}"
