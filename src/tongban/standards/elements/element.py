"""数据元: one thing that forms may ask, with its title, its format and what a good answer looks like."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from tongban.standards.codes import CHECKS, Fault
from tongban.standards.parameters import Confidence

Answer: TypeAlias = str | int


class Format(StrEnum):
    """格式: how an answer is written. Whole amounts are yuan, square metres, people; a choice is the value of one."""

    TEXT = "text"
    DATE = "date"
    INTEGER = "integer"
    PHONE = "phone"
    EMAIL = "email"
    CHOICE = "choice"


class Mask(StrEnum):
    """脱敏方式: what a page leaves of a personal answer."""

    NONE = "none"
    NAME = "name"
    NUMBER = "number"
    PHONE = "phone"
    EMAIL = "email"
    START = "start"


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
class Word:
    """名称: what something is called in Chinese and in English."""

    title: str
    english: str


NO_WORD = Word("", "")


@dataclass(frozen=True, slots=True)
class Choice:
    """值域: one of the answers that an element allows, with its code in the standard where it has one."""

    value: str
    word: Word
    code: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """范围: the smallest and the largest whole number; `None` where there is no end."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """数据元, called by subject and name (`person.identity_number`).

    `code` is the kind of code its answer must be, empty where any text will do; `max_length` counts characters,
    `range` bounds whole numbers, which count a `unit`; `choices` are all the answers there are. `personal` marks
    personal data, kept out of the log and shown as `mask` says: what tells nothing of whose it is stays readable. `lasting` marks what a party states about itself
    and may be asked again: that alone is kept for its next form.
    """

    name: str
    word: Word
    format: Format
    personal: bool
    source: Source
    code: str = ""
    max_length: int = 200
    range: Range = Range()
    unit: Word = NO_WORD
    choices: tuple[Choice, ...] = ()
    mask: Mask = Mask.NONE
    lasting: bool = False

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.word.title

    @property
    def english(self) -> str:
        """Return what it is called in English."""
        return self.word.english

    @property
    def subject(self) -> str:
        """Return what it speaks of, such as `person` or `vehicle`."""
        return self.name.partition(".")[0]

    def check(self, answer: Answer) -> Fault | None:
        """Say what is wrong with an answer, or nothing. Whether one must be given is for the form to say."""
        text = str(answer)
        if self.code:
            return CHECKS[self.code](text)
        if len(text) > self.max_length:
            return Fault(
                "element.too_long",
                "The answer has {found} characters; at most {most} fit. Shorten it.",
                found=len(text),
                most=self.max_length,
            )
        return self._misspelt(text) or self._out_of_range(text) or self._no_choice(text)

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

    def _out_of_range(self, text: str) -> Fault | None:
        low, high = self.range.low, self.range.high
        if low is not None and int(text) < low:
            return Fault("element.too_small", "The answer must be {limit} or more.", limit=low)
        if high is not None and int(text) > high:
            return Fault("element.too_large", "The answer must be {limit} or less.", limit=high)
        return None

    def _no_choice(self, text: str) -> Fault | None:
        if not self.choices or text in {choice.value for choice in self.choices}:
            return None
        return Fault(
            "element.no_choice",
            "The answer is none of those there are. Choose one of {known}.",
            known=", ".join(choice.word.title for choice in self.choices),
        )


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
