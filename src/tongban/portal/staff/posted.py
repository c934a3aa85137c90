"""已填内容: what a form of the staff's pages posted, read field by field; it goes back into the page after a refusal."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import QueryDict

from tongban.kernel import Refusal
from tongban.kernel.clock import SHANGHAI

LONGEST = 2000
SHORT = 200


@dataclass(frozen=True, slots=True)
class Posted:
    """已填内容: the fields of one posted form."""

    fields: QueryDict = field(default_factory=QueryDict)

    def __contains__(self, name: str) -> bool:
        """Tell whether a field of that name was posted."""
        return name in self.fields

    def text(self, name: str, longest: int = LONGEST) -> str:
        """Return what was typed, trimmed and of bounded length."""
        return str(self.fields.get(name, "")).strip()[:longest]

    def texts(self, name: str) -> list[str]:
        """Return every value posted under a name, in order."""
        return [str(each).strip()[:LONGEST] for each in self.fields.getlist(name)]

    def prose(self) -> list[str]:
        """Return what was written, in the order of the form; the form names its fields for words."""
        names = dict.fromkeys(self.texts("_words"))
        return [each for name in names for each in self.texts(name) if each]

    def number(self, name: str) -> int:
        """Return a whole number; 0 for anything else."""
        return _whole(self.text(name, 20))

    def numbers(self, name: str) -> list[int]:
        """Return all whole numbers posted under a name."""
        return [found for each in self.texts(name) if (found := _whole(each))]

    def names(self, name: str) -> list[str]:
        """Return the names that stand one on a line, or parted by commas."""
        text = self.text(name)
        for mark in "、，,；;":
            text = text.replace(mark, "\n")
        return [each.strip()[:SHORT] for each in text.splitlines() if each.strip()]

    def day(self, name: str) -> date:
        """Return the day that was entered, or refuse."""
        try:
            return date.fromisoformat(self.text(name, 10))
        except ValueError:
            raise Refusal(
                "portal.no_date", "Please enter the day as a date, and submit again."
            ) from None

    def instant(self, name: str) -> datetime:
        """Return the time that was entered, in Shanghai, or refuse."""
        try:
            return datetime.fromisoformat(self.text(name, 16)).replace(tzinfo=SHANGHAI)
        except ValueError:
            raise Refusal(
                "portal.no_time", "Please enter day and time, and submit again."
            ) from None

    def rows(self, *names: str) -> list[tuple[str, ...]]:
        """Return the rows of a small table, without those in which nothing was typed."""
        columns = [self.texts(name) for name in names]
        return [row for row in zip(*columns, strict=False) if any(row)]


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
