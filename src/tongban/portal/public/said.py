"""进度的说法: what one event is told as to citizens, and which of its words are the applicant's alone."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from tongban.ui.pieces import Tone
from tongban.ui.templatetags.look import full_day


@dataclass(frozen=True, slots=True)
class Said:
    """说法: one event in citizens' words. `words` are for whoever follows the case, `own` for its applicant alone.

    One that is `inside` is told to the applicant and to nobody else.
    """

    what: str
    words: str = ""
    own: str = ""
    tone: Tone = Tone.PLAIN
    inside: bool = False


def clauses(*parts: str) -> str:
    """Return the parts that are not empty, as clauses of one sentence."""
    return gettext("; ").join(part for part in parts if part)


def beside(*parts: str) -> str:
    """Return the parts that are not empty, side by side."""
    return " · ".join(part for part in parts if part)


def day_in_words(iso: str) -> str:
    """Return an ISO day as people write it; nothing for anything else."""
    try:
        return full_day(date.fromisoformat(iso))
    except ValueError:
        return ""
