"""证照用语: how a certificate stands, how long it still holds and what it permits, for the staff and for its holder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language, gettext, ngettext

from tongban.kernel.catalogue.queries import version_by_id
from tongban.kernel.certificates.labels import STATES
from tongban.kernel.certificates.lists import Line
from tongban.kernel.certificates.queries import Certificate, terms_of
from tongban.kernel.certificates.renewals import Request
from tongban.kernel.certificates.rules import State
from tongban.kernel.forms import rules as forms
from tongban.kernel.forms.rules import SummedPart
from tongban.ui.pieces import Due, DueState

TONES = {State.VALID: "ok", State.EXPIRED: "soon", State.REVOKED: "late", State.RESCINDED: "late"}
NAMES = {State(value): label for value, label in STATES}
ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Standing:
    """证照状态: its name, its colour, and a sentence about an open request, if there is one."""

    name: str
    tone: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Permitted:
    """许可内容: what a certificate permits, as the form asked for it, or by name and value."""

    summary: Sequence[SummedPart]
    facts: Sequence[tuple[str, str]]


def standing_of(line: Line) -> Standing:
    """Say how a certificate stands."""
    words = ""
    if line.certificate.request == Request.IN_TIME and line.state is State.VALID:
        words = gettext("Renewal was asked for in time; it holds until that is answered.")
    elif line.certificate.request:
        words = gettext("Renewal was asked for and is being handled.")
    return Standing(str(NAMES[line.state]), TONES.get(line.state, ""), words)


def due_of(line: Line, *, on: date, soon: int) -> Due | None:
    """Return the bar of its period: how much of it has passed; none for long-term and for what was ended."""
    row = line.certificate
    if row.valid_to is None or line.left is None or line.state not in (State.VALID, State.EXPIRED):
        return None
    whole = max(1, (row.valid_to - row.valid_from).days + 1)
    used = round(100 * (on - row.valid_from).days / whole)
    state = _state(line, soon)
    awaited = state is DueState.PAUSED and line.left < 0
    words = gettext("Holds until it is answered") if awaited else left_words(line.left)
    return Due(min(100, max(0, used)), state, words)


def left_words(left: int) -> str:
    """Say how long it still holds, in natural days."""
    if left < 0:
        words = ngettext("Ended {n} day ago", "Ended {n} days ago", -left)
        return words.format(n=-left)
    if left == 0:
        return gettext("Holds for the last day today")
    return ngettext("{n} day left", "{n} days left", left).format(n=left)


def permitted(row: Certificate, *, masked: bool) -> Permitted:
    """Return what a certificate permits; `masked` stars personal answers, names among them."""
    terms = dict(terms_of(row))
    answers = terms.pop(ANSWERS, None)
    version = version_by_id(row.version)
    parts: Sequence[SummedPart] = ()
    if isinstance(answers, Mapping) and version is not None:
        parts = forms.summary(
            forms.form(version.form or {}),
            answers,
            masked=masked,
            language=get_language() or "",
            voice=forms.Voice(say=gettext, files={}),
            mask_names=True,
        )
    told = (replace(part, lines=tuple(one for one in part.lines if one.value)) for part in parts)
    parts = [part for part in told if part.lines or part.grids]
    return Permitted(parts, [(name, str(value)) for name, value in terms.items()])


def _state(line: Line, soon: int) -> DueState:
    if line.state is State.EXPIRED:
        return DueState.LATE
    if line.certificate.request == Request.IN_TIME:
        return DueState.PAUSED
    return DueState.SOON if (line.left or 0) <= soon else DueState.OK
