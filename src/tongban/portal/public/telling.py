"""办件进度: a case's log in citizens' words, the newest first; no names of staff and no opinions."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeAlias

from django.utils.translation import gettext

from tongban.kernel.cases import events
from tongban.kernel.cases.rules import BESIDE_VOICES
from tongban.kernel.cases.story import Happened, Story
from tongban.portal.public import telling_handling as handling
from tongban.portal.public import telling_intake as intake
from tongban.portal.public import telling_results as results
from tongban.portal.public.said import Said, clauses
from tongban.portal.wording import listed
from tongban.ui.pieces import Happening, Tone

Teller: TypeAlias = Callable[[Happened, Any, Story], Said | None]

TELLERS: Mapping[type, Teller] = MappingProxyType(
    {
        events.Submitted: intake.submitted,
        events.ReceiptDayMoved: intake.receipt_day,
        events.Received: intake.received,
        events.PreReviewed: intake.pre_reviewed,
        events.Mended: intake.mended,
        events.MaterialChecked: intake.checked,
        events.MaterialsTaken: intake.taken,
        events.SupplementRequested: intake.asked_for,
        events.Supplemented: intake.supplied,
        events.Declined: intake.declined,
        events.Returned: intake.returned,
        events.Accepted: intake.accepted,
        events.Withdrawn: intake.withdrawn,
        events.Voided: intake.voided,
        events.SpecialOpened: handling.opened,
        events.HearingAsked: handling.hearing_asked,
        events.SpecialArranged: handling.arranged,
        events.SpecialConcluded: handling.concluded,
        events.SpecialLapsed: handling.lapsed,
        events.Heard: handling.heard,
        events.Urged: handling.urged,
        events.Extended: handling.extended,
        events.Terminated: handling.terminated,
        events.Corrected: handling.corrected,
        events.ItemFilled: handling.filled,
        events.Paused: handling.paused,
        events.Resumed: handling.resumed,
        events.TimerMoved: handling.deadline_moved,
        events.Decided: results.decided,
        events.Closed: results.closed,
        events.PaperIssued: results.issued,
        events.CertificateGiven: results.certificate,
        events.OriginalsTaken: results.taken,
        events.HandoverOffered: results.offered,
        events.HandoverSigned: results.signed,
        events.Delivered: results.delivered,
        events.Archived: results.archived,
        events.Erased: results.erased,
    }
)
TOGETHER = frozenset({events.ItemCompleted, events.RoundOpened})
"""What is told of the steps of one command as a whole, below."""
SILENT = frozenset(
    {
        events.Moved,
        events.RoundClosed,
        events.LimitStarted,
        events.LimitRecounted,
        events.LimitExtended,
        events.LimitEnded,
        events.TimerSet,
        events.TimerEnded,
        events.ApprovalAsked,
        events.ApprovalGiven,
        events.Circulated,
        events.ItemTransferred,
        events.ItemClaimed,
        events.ItemReleased,
        events.ItemHandedOver,
        events.ItemsOpened,
        events.ItemsAdded,
        events.ItemsRemoved,
        events.MeetingHeld,
        events.SentBack,
        events.TakenBack,
        events.Jumped,
        events.RoundOverdue,
        events.RoundSkipped,
        events.ActedFor,
        events.MessageCame,
    }
)
"""What stays unsaid: where the token went, what the staff ask and agree among themselves, and the limits and timers, whose
days stand at the head of the page and whose moves in `moving.py`."""
# What an act says of its work item already, and what a special procedure says of its pause.
SAYS_ALL = (events.Accepted, events.Decided, events.Declined, events.SupplementRequested)
PAUSES = (events.SpecialOpened, events.HearingAsked)
INSIDE = frozenset({"accept", "approve", "read"})


def ended(one: Happened, story: Story) -> tuple[str, str]:
    """Return how a case ended and why, for its own applicant."""
    said = TELLERS[type(one.event)](one, one.event, story)
    return (said.what, clauses(said.words, said.own)) if said is not None else ("", "")


def told(story: Story, *, own: bool) -> list[Happening]:
    """Return the timeline: `own` with what only the applicant may read, else without personal data and papers."""
    entries: list[Happening] = []
    for _at, together in groupby(story.happened, key=lambda one: one.record.at):
        entries += _command(list(together), story, own=own)
    return entries[::-1]


def _command(command: Sequence[Happened], story: Story, *, own: bool) -> list[Happening]:
    found: list[Happening] = []
    for one in command:
        teller = TELLERS.get(type(one.event))
        said = teller(one, one.event, story) if teller and not _said_before(one, command) else None
        entry = _happening(one, said, own=own) if said is not None else None
        found += [entry] if entry is not None else []
    return [*_done(command, story), *found, *_begun(command)]


def _said_before(one: Happened, command: Sequence[Happened]) -> bool:
    """Tell whether another event of the same command says this already."""
    if isinstance(one.event, events.Paused):
        return any(isinstance(each.event, PAUSES) for each in command)
    if isinstance(one.event, events.Resumed | events.Closed):
        return any(isinstance(each.event, events.Decided) for each in command)
    return False


def _happening(one: Happened, said: Said, *, own: bool) -> Happening | None:
    if said.inside and not own:
        return None
    words = clauses(said.words, said.own if own else "")
    return Happening(one.record.at, said.what, one.organ, words, said.tone)


def _done(command: Sequence[Happened], story: Story) -> list[Happening]:
    """Return a line for each step of the flow that a department has done; what it said stays inside."""
    if any(isinstance(one.event, SAYS_ALL) for one in command):
        return []
    return [
        Happening(one.record.at, gettext("Done: {step}").format(step=one.step), one.organ)
        for one in command
        if isinstance(one.event, events.ItemCompleted)
        and one.step
        and story.state.items[one.event.item].kind not in BESIDE_VOICES
        and story.state.rounds[story.state.items[one.event.item].round].act not in INSIDE
    ]


def _begun(command: Sequence[Happened]) -> list[Happening]:
    """Return one line for all steps that began at once; the window's own and approvals need none."""
    steps = [
        one.step
        for one in command
        if isinstance(one.event, events.RoundOpened) and one.event.act not in INSIDE
    ]
    if not steps:
        return []
    what = gettext("Begun: {step}").format(step=listed(steps))
    return [Happening(command[0].record.at, what, tone=Tone.WAIT)]
