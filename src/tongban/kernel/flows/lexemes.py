"""条件的字词: the text of a condition cut into lexemes, each with its column."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

LENGTH = 1000
WORDS = frozenset({"and", "or", "not", "in", "true", "false", "null"})

Sort: TypeAlias = Literal["number", "text", "path", "word", "sign", "end"]

PATTERN = re.compile(
    r"(?P<number>-?[0-9]+)"
    r"|(?P<text>'(?:[^']|'')*')"
    r"|(?P<path>[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
    r"|(?P<sign>==|!=|<=|>=|[<>()\[\],])"
)
SPACE = re.compile(r"\s*")
HINTS = {
    "'": "a text begins here and does not end; close it with '",
    '"': "write a text in single quotes",
    "=": "write == to compare",
    "&": "write and",
    "|": "write or",
    "!": "write not",
    "$": "write the field alone, without ${ }",
    ":": "functions of other languages are not known; write the field, such as form.income",
    ".": "numbers are whole and a path has no spaces around its dots",
}


class ConditionFault(ValueError):
    """A condition that cannot be read: the column, from 1 after leading spaces, and the reason."""

    def __init__(self, column: int, reason: str) -> None:
        """Keep both."""
        super().__init__(f"column {column}: {reason}")
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One number, text, path, word or sign at its column, from 1. The last one is the `end`."""

    sort: Sort
    text: str
    column: int


def lexemes(text: str) -> list[Lexeme]:
    """Return the lexemes of `text`, an `end` last.

    Raises ConditionFault for a sign the language does not know and for more than 1000 characters.
    """
    if len(text) > LENGTH:
        raise ConditionFault(LENGTH + 1, f"a condition has at most {LENGTH} characters")
    found: list[Lexeme] = []
    position = _after_space(text, 0)
    while position < len(text):
        each = _lexeme(text, position)
        found.append(each)
        position = _after_space(text, position + len(each.text))
    found.append(Lexeme("end", "", len(text) + 1))
    return found


def _after_space(text: str, position: int) -> int:
    match = SPACE.match(text, position)
    return match.end() if match else position


def _lexeme(text: str, position: int) -> Lexeme:
    match = PATTERN.match(text, position)
    column = position + 1
    if match is None:
        sign = text[position]
        hint = HINTS.get(sign, "it has no meaning in a condition; use half-width signs")
        raise ConditionFault(column, f"“{sign}”: {hint}")
    word = match.group()
    if word in WORDS:
        return Lexeme("word", word, column)
    return Lexeme(_sort(match), word, column)


def _sort(match: re.Match[str]) -> Sort:
    if match["number"] is not None:
        return "number"
    if match["text"] is not None:
        return "text"
    return "path" if match["path"] is not None else "sign"
