"""数据元: one thing that forms may ask, with its title, its format and what a good answer looks like."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tongban.standards.codes import CHECKS, Fault
from tongban.standards.parameters import Confidence


class Format(StrEnum):
    """格式: how an answer is written. Every answer comes as text; whole amounts are yuan, square metres, people."""

    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    PHONE = "phone"
    EMAIL = "email"


_PATTERNS = {
    Format.DATE: (r"\d{4}-\d{2}-\d{2}", "2026-11-21"),
    Format.INTEGER: (r"0|-?[1-9]\d{0,15}", "1200"),
    Format.PHONE: (r"1[3-9]\d{9}|(0\d{2,3}-?)?[2-9]\d{6,7}(-\d{1,6})?|[1-9]\d{4}", "13812345678"),
    Format.EMAIL: (r"[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+", "name@example.cn"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """出处: the paper an element comes from (`Tongban` for our own), and how sure that is."""

    paper: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Element:
    """数据元, called by subject and name (`person.identity_number`).

    `code` is the kind of code its answer must be, empty where any text will do; `max_length` counts characters.
    `personal` marks personal data, to be masked and kept out of the log.
    """

    name: str
    title: str
    english: str
    format: Format
    personal: bool
    source: Source
    code: str = ""
    max_length: int = 200

    def check(self, text: str) -> Fault | None:
        """Say what is wrong with an answer, or nothing. Whether one must be given is for the form to say."""
        if self.code:
            return CHECKS[self.code](text)
        if len(text) > self.max_length:
            return Fault(
                "element.too_long",
                "The answer has {found} characters; at most {most} fit. Shorten it.",
                found=len(text),
                most=self.max_length,
            )
        return self._misspelt(text)

    def _misspelt(self, text: str) -> Fault | None:
        pattern, example = _PATTERNS.get(
            self.format, (r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*", "Text")
        )
        spelt = re.fullmatch(pattern, text, re.ASCII) is not None
        if spelt and (self.format is not Format.DATE or _is_date(text)):
            return None
        return Fault(
            "element.format",
            "The answer is not written as it must be. Write it like {example}.",
            example=example,
        )


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
