"""办理过程的说法: what one event is told as, and how its parts are joined."""

from dataclasses import dataclass

from django.utils.translation import gettext

from tongban.ui.pieces import Tone


@dataclass(frozen=True, slots=True)
class Saying:
    """说法: one event in words. `who` is who did it and for which organ, unless another is given."""

    what: str
    words: str = ""
    who: str | None = None
    tone: Tone = Tone.PLAIN


def joined(*parts: str) -> str:
    """Return the parts that are not empty, side by side."""
    return " · ".join(part for part in parts if part)


def sentences(*parts: str) -> str:
    """Return the parts that are not empty, as clauses of one sentence."""
    said = [part for part in parts if part]
    return gettext("; ").join([*(part.rstrip("。.；") for part in said[:-1]), *said[-1:]])
