"""镜像办件: how a case of another system is shown, to its applicant and to the staff."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext

from tongban.kernel.cases.deadlines import deadline
from tongban.kernel.clock import day_of
from tongban.kernel.law.queries import LawInForce, in_force
from tongban.kernel.mirrors.queries import MirroredCase, applicant_of, steps_of
from tongban.portal.dues import due_of
from tongban.ui.pieces import Due, DueState, Happening

TONES: Mapping[str, str] = {
    "received": "",
    "supplementing": "soon",
    "accepted": "brand",
    "paused": "brand",
    "terminated": "",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """镜像办件一行: the case, its applicant (masked but for himself), the colour of its state, and its due bar."""

    case: MirroredCase
    applicant: str
    tone: str
    due: Due | None


def shown(mirrors: Iterable[MirroredCase], *, today: date, own: bool = False) -> list[Shown]:
    """Return the cases as lists show them; whether the reader may see them, and as his own, was asked before."""
    law = in_force()
    return [
        Shown(each, applicant_of(each, own=own), _tone(each), _due(each, law, today))
        for each in mirrors
    ]


def happened(mirror: MirroredCase) -> Sequence[Happening]:
    """Return what that system said has happened, the newest first."""
    return [Happening(step.at, step.words) for step in reversed(steps_of(mirror))]


def _tone(mirror: MirroredCase) -> str:
    if mirror.outcome:
        return "late" if mirror.outcome == "refused" else "ok"
    return TONES[mirror.state]


def _due(mirror: MirroredCase, law: LawInForce, today: date) -> Due | None:
    """Return the bar of the promised day: none where it ended undecided, no countdown while the time is paused.

    Nor is a case called late of which nothing was reported after its promised day: it may long be decided there.
    """
    if mirror.state == "terminated":
        return None
    found = due_of(
        deadline(
            mirror.accepted_on or mirror.received_on,
            mirror.promised_on,
            None,
            today=today,
            calendar=law.calendar(str(mirror.home)),
            ended_on=mirror.decided_on,
        )
    )
    if found is None:
        return None
    if mirror.state == "paused":
        return replace(
            found, state=DueState.PAUSED, text=gettext("Time stands still"), promise=None
        )
    if found.state is DueState.LATE and not mirror.over and _silent(mirror):
        words = gettext("Promised day over, nothing newer reported")
        return replace(found, state=DueState.SOON, text=words, promise=None)
    return replace(found, promise=None)


def _silent(mirror: MirroredCase) -> bool:
    return mirror.promised_on is not None and day_of(mirror.reported_at) <= mirror.promised_on
