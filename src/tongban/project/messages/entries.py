"""One thing to translate."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A source string with its plural and its context, either of which may be missing."""

    text: str
    plural: str = ""
    context: str = ""
