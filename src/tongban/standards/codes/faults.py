"""What is wrong with a code or a number, in words a person can act on."""

from collections.abc import Mapping
from typing import TypeAlias

Fact: TypeAlias = str | int


class Fault(Exception):
    """A fault found in what was given: what, where, and what was expected.

    `code` is stable and for programs. `words` is an English sentence with `{name}` places for the facts, so that a
    door can translate it before it fills them in. A check returns it, a parser raises it.
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
