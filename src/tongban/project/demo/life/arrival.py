"""A case to come, and the end of what is told of it."""

from dataclasses import dataclass
from datetime import datetime


class Enough(Exception):
    """The next step lies ahead: the case stays where it stands."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A case to come: its place in the life, its plot and matter, who applies, when and by which way."""

    n: int
    plot: str
    folder: str
    applicant: str
    at: datetime
    channel: str
    pace: float
