"""What every matter shares. Knows no domain by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

Fact: TypeAlias = str | int | date | datetime


class Refusal(Exception):
    """A refusal: what, why, and what to do next.

    `code` is stable and for programs. `words` is an English sentence with `{name}` places for the facts;
    the doors translate it, then fill the facts in. Rules raise or return it, so it knows no Django.
    """

    def __init__(self, code: str, words: str, **facts: Fact) -> None:
        """Keep the code, the untranslated words and the facts."""
        super().__init__(code)
        self.code = code
        self.words = words
        self.facts: Mapping[str, Fact] = facts

    def __str__(self) -> str:
        """Return the words in English with the facts filled in."""
        return self.words.format(**self.facts)


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, for whom, at which organ, when, and under which idempotency key.

    `by` and `behalf` are opaque actor ids such as `person/12` (`system` for the platform itself); `organ` is
    `organ/3` or empty for the public; `at` is an aware instant; `key` makes a repeated call return the first result.
    """

    by: str
    organ: str
    at: datetime
    key: str
    behalf: str | None = None
