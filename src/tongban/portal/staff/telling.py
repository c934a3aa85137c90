"""办理过程: a case's log in the words of the staff, with names, organs and opinions, the newest first."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeAlias

from django.utils.translation import gettext

from tongban.kernel.cases import events
from tongban.kernel.cases.labels import SPECIALS, TIMERS
from tongban.kernel.cases.rules import BESIDE, READ
from tongban.kernel.cases.story import Happened, Story
from tongban.portal.limits import limit_words
from tongban.portal.staff import telling_handling as handling
from tongban.portal.staff import telling_intake as intake
from tongban.portal.staff import telling_results as results
from tongban.portal.staff import telling_working as working
from tongban.portal.staff.sayings import Saying, joined, sentences
from tongban.portal.staff.wording import long_day, outcome_words
from tongban.portal.wording import listed
from tongban.ui.pieces import Happening, Tone
from tongban.ui.templatetags.look import day

Teller: TypeAlias = Callable[[Happened, Any, Story], Saying | None]
Batch: TypeAlias = Sequence[Happened]

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
        events.Extended: handling.extended,
        events.Terminated: handling.terminated,
        events.Corrected: handling.corrected,
        events.Paused: handling.paused,
        events.Resumed: handling.resumed,
        events.Circulated: handling.circulated,
        events.ItemTransferred: handling.transferred,
        events.ItemClaimed: working.claimed,
        events.ItemFilled: working.filled,
        events.ItemReleased: working.released,
        events.ItemHandedOver: working.handed_over,
        events.ItemsAdded: working.added,
        events.ItemsRemoved: working.removed,
        events.MeetingHeld: working.met,
        events.SentBack: working.sent_back,
        events.TakenBack: working.taken_back,
        events.Jumped: working.jumped,
        events.Urged: working.urged,
        events.RoundOverdue: working.overdue,
        events.RoundSkipped: working.skipped,
        events.TimerEnded: working.time_over,
        events.MessageCame: working.message_came,
        events.ActedFor: handling.acted_for,
        events.ApprovalAsked: handling.asked,
        events.ApprovalGiven: handling.answered,
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
TOGETHER = frozenset(
    {
        events.ItemCompleted,
        events.RoundOpened,
        events.LimitStarted,
        events.LimitRecounted,
        events.LimitExtended,
        events.TimerSet,
        events.TimerMoved,
    }
)
"""What is told of one command as a whole, below."""
SILENT = frozenset({events.Moved, events.RoundClosed, events.LimitEnded, events.ItemsOpened})
"""What the words of another event say already: where the token went, that a limit is over."""

# What one command says of its work item already.
SAYS_ALL = (events.Accepted, events.Decided, events.ApprovalGiven)


def ended(one: Happened, story: Story) -> tuple[str, str]:
    """Return how a case ended and why."""
    saying = TELLERS[type(one.event)](one, one.event, story)
    return (saying.what, saying.words) if saying is not None else ("", "")


def told(story: Story) -> list[Happening]:
    """Return the timeline of the whole log; what one command brought about stands together."""
    found: list[Happening] = []
    for _at, command in groupby(story.happened, key=lambda one: one.record.at):
        found += _command(list(command), story)
    return found[::-1]


def acts_of(story: Story) -> dict[str, str]:
    """Return what each step that was opened is there for, `accept`, `review`, `decide` or `approve`, by its name."""
    opened = (one.event for one in story.happened)
    return {event.name: event.act for event in opened if isinstance(event, events.RoundOpened)}


def moved_days(story: Story) -> list[str]:
    """到期日为何变动: say in one sentence each why a due day moved, in the order in which it did."""
    found: list[str] = []
    for _at, batch in groupby(story.happened, key=lambda one: one.record.at):
        command = list(batch)
        if shifted := _shifted(command, story):
            found.append(gettext("{why}: {moved}").format(why=_why(command, story), moved=shifted))
    return found


def _command(command: Batch, story: Story) -> list[Happening]:
    whole = any(isinstance(one.event, SAYS_ALL) for one in command)
    limits = sentences(_limits(command), _shifted(command, story))
    found: list[Happening] = []
    for one in command:
        if isinstance(one.event, events.ItemCompleted) and not whole:
            found.append(_reviewed(one, one.event))
        teller = TELLERS.get(type(one.event))
        saying = teller(one, one.event, story) if teller is not None else None
        if saying is not None:
            found.append(_happening(one, saying, limits))
            limits = ""
    if not found and limits:
        found.append(_recounted(command, limits))
    return [*found, *_timers_moved(command, story), *_passed_on(command, story)]


def _happening(one: Happened, saying: Saying, limits: str) -> Happening:
    who = joined(one.by, one.organ) if saying.who is None else saying.who
    return Happening(one.record.at, saying.what, who, sentences(saying.words, limits), saying.tone)


def _reviewed(one: Happened, event: events.ItemCompleted) -> Happening:
    act = READ if event.outcome == READ else "review"
    what = gettext("{step}: {outcome}").format(
        step=one.step, outcome=outcome_words(act, event.outcome)
    )
    tones = {"agreed": Tone.GOOD, "refused": Tone.BAD}
    tone = tones.get(event.outcome, Tone.PLAIN)
    return Happening(one.record.at, what, joined(one.by, one.organ), one.words, tone)


def _recounted(command: Batch, limits: str) -> Happening:
    """Tell that a calendar was changed while the limits ran, which due day each had and has."""
    what = gettext("The calendar was changed, so the limits were counted anew")
    return Happening(command[0].record.at, what, "", limits)


def _timers_moved(command: Batch, story: Story) -> list[Happening]:
    moved = [
        gettext("{what}: after {day} instead of {before}").format(
            what=TIMERS.get(story.state.timers[one.event.timer].kind, ""),
            day=long_day(one.event.due_on),
            before=long_day(one.event.before),
        )
        for one in command
        if isinstance(one.event, events.TimerMoved)
        and one.event.due_on != one.event.before
        and one.event.timer in story.state.timers
    ]
    if not moved:
        return []
    what = gettext("What happens by itself was counted anew")
    return [Happening(command[0].record.at, what, "", sentences(*moved))]


def _shifted(command: Batch, story: Story) -> str:
    """Say which due day each limit of the case had and has, where one command moved it."""
    words = {
        "statutory": gettext("by law until {day} instead of {before}"),
        "promised": gettext("promised by {day} instead of {before}"),
    }
    kinds = {limit.id: limit.kind for limit in story.limits if limit.round is None}
    return sentences(
        *(
            words[kinds[one.event.limit]].format(
                day=long_day(one.event.due_on), before=long_day(one.event.before)
            )
            for one in command
            if isinstance(one.event, events.LimitRecounted | events.LimitExtended)
            and one.event.due_on != one.event.before
            and kinds.get(one.event.limit) in words
        )
    )


def _why(command: Batch, story: Story) -> str:
    """Return what moved the due days: a pause with its days, its end, more time, or the calendar."""
    for one in command:
        match one.event:
            case events.Paused(ground=ground, since=since, announced=announced):
                return gettext("Clock stopped {since} to {until}, {ground}").format(
                    since=day(datetime.fromisoformat(since)),
                    until=day(datetime.fromisoformat(announced)),
                    ground=SPECIALS.get(ground, ground),
                )
            case events.Resumed(pause=pause):
                row = story.state.pauses[pause]
                return gettext("Clock runs on since {day}, {ground}").format(
                    day=day(one.record.at), ground=SPECIALS.get(row.ground, row.ground)
                )
            case events.Extended() as extended:
                return handling.extended(one, extended, story).what
            case _:
                pass
    return gettext("Calendar changed")


def _passed_on(command: Batch, story: Story) -> list[Happening]:
    """Tell which steps were opened, all of one command together, with the organs that act in them."""
    organs = {step.node: listed(step.organs) for step in story.steps}
    rounds = [one.event for one in command if isinstance(one.event, events.RoundOpened)]
    opened = [event for event in rounds if event.act not in BESIDE]
    if not opened:
        return []
    at = command[0].record.at
    if len(opened) == 1:
        what = gettext("Passed on: {step}").format(step=opened[0].name)
        return [Happening(at, what, organs.get(opened[0].node, ""), "", Tone.WAIT)]
    what = gettext("Handed out to {n} departments, side by side").format(n=len(opened))
    steps = "；".join(joined(event.name, organs.get(event.node, "")) for event in opened)
    return [Happening(at, what, "", steps, Tone.WAIT)]


def _limits(command: Batch) -> str:
    """Say which limits began to run, and until when."""
    names = {
        "statutory": gettext("by law {limit}, until {day}"),
        "promised": gettext("promised {limit}, until {day}"),
        "delivery": gettext("to be delivered by {day}"),
    }
    return sentences(
        *(
            names[one.event.kind].format(
                limit=limit_words(f"{one.event.amount}{one.event.unit}"),
                day=long_day(one.event.due_on),
            )
            for one in command
            if isinstance(one.event, events.LimitStarted)
            and one.event.round is None
            and one.event.kind in names
        )
    )
