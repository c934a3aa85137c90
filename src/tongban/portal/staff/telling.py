"""办理过程: a case's log in the words of the staff, with names, organs and opinions, the newest first."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.utils.translation import gettext

from tongban.kernel.cases import events
from tongban.kernel.cases.deadlines import Deadline
from tongban.kernel.cases.story import Happened, Story
from tongban.portal.dues import due_words
from tongban.portal.limits import limit_words
from tongban.portal.staff.wording import CHANNELS, outcome_words
from tongban.portal.wording import listed
from tongban.ui.pieces import Happening, Tone
from tongban.ui.templatetags.look import full_day

TONES = {"agreed": Tone.GOOD, "granted": Tone.GOOD, "refused": Tone.BAD}


def told(story: Story) -> list[Happening]:
    """Return the timeline of the whole log; what one command brought about stands together."""
    found: list[Happening] = []
    for _at, command in groupby(story.happened, key=lambda one: one.record.at):
        found += _command(list(command), story)
    return found[::-1]


def acts_of(story: Story) -> dict[str, str]:
    """Return what each step that was opened is there for, `accept`, `review` or `decide`, by its name."""
    opened = (one.event for one in story.happened)
    return {event.name: event.act for event in opened if isinstance(event, events.RoundOpened)}


def _command(command: Sequence[Happened], story: Story) -> list[Happening]:
    whole = any(isinstance(one.event, events.Accepted | events.Decided) for one in command)
    limits = _limits([one.event for one in command])
    found: list[Happening] = []
    for one in command:
        match one.event:
            case events.Submitted():
                found.append(_submitted(one, one.event, limits))
            case events.Accepted(happened=on):
                found.append(_accepted(one, on, limits))
            case events.ItemCompleted() if not whole:
                found.append(_reviewed(one, one.event))
            case events.Decided() | events.Withdrawn() | events.Closed():
                found.append(_ended(one, story.deadline))
            case _:
                pass
    return [*found, *_recounted(command, story), *_passed_on(command, story)]


def _submitted(one: Happened, event: events.Submitted, limits: str) -> Happening:
    channel = str(CHANNELS.get(event.channel, ""))
    who = [channel, one.by, one.organ] if event.channel == "counter" else [channel]
    received = gettext("Received on {day}").format(day=_day(event.happened))
    words = _sentences(received, limits)
    return Happening(one.record.at, gettext("Application handed in"), _joined(*who), words)


def _accepted(one: Happened, on: str, limits: str) -> Happening:
    words = _sentences(gettext("Day of acceptance {day}").format(day=_day(on)), limits)
    return Happening(
        one.record.at, gettext("Accepted for handling"), _joined(one.by, one.organ), words
    )


def _reviewed(one: Happened, event: events.ItemCompleted) -> Happening:
    what = gettext("{step}: {outcome}").format(
        step=one.step, outcome=outcome_words("review", event.outcome)
    )
    tone = TONES.get(event.outcome, Tone.PLAIN)
    return Happening(one.record.at, what, _joined(one.by, one.organ), one.words, tone)


def _ended(one: Happened, deadline: Deadline) -> Happening:
    at, who = one.record.at, _joined(one.by, one.organ)
    match one.event:
        case events.Decided(outcome="granted" as outcome):
            return Happening(at, gettext("Decision: approved"), who, one.words, TONES[outcome])
        case events.Decided():
            return Happening(at, gettext("Decision: not approved"), who, one.words, Tone.BAD)
        case events.Withdrawn():
            return Happening(at, gettext("Withdrawn by the applicant"), "", one.words, Tone.BAD)
        case _:
            return Happening(at, gettext("Case closed"), "", due_words(deadline), Tone.GOOD)


def _recounted(command: Sequence[Happened], story: Story) -> list[Happening]:
    """Tell that a calendar was changed while the limits ran, which due day each had and has."""
    changed = {
        "statutory": gettext("by law until {day} instead of {before}"),
        "promised": gettext("promised by {day} instead of {before}"),
    }
    kinds = {limit.id: limit.kind for limit in story.limits if limit.round is None}
    words = [
        changed[kinds[one.event.limit]].format(
            day=_day(one.event.due_on), before=_day(one.event.before)
        )
        for one in command
        if isinstance(one.event, events.LimitRecounted) and one.event.limit in kinds
    ]
    if not words:
        return []
    what = gettext("The calendar was changed, so the limits were counted anew")
    return [Happening(command[0].record.at, what, "", _sentences(*words))]


def _passed_on(command: Sequence[Happened], story: Story) -> list[Happening]:
    """Tell which steps were opened, all of one command together, with the organs that act in them."""
    organs = {step.node: listed(step.organs) for step in story.steps}
    opened = [one.event for one in command if isinstance(one.event, events.RoundOpened)]
    if not opened:
        return []
    at = command[0].record.at
    if len(opened) == 1:
        what = gettext("Passed on: {step}").format(step=opened[0].name)
        return [Happening(at, what, organs.get(opened[0].node, ""), "", Tone.WAIT)]
    what = gettext("Handed out to {n} departments, side by side").format(n=len(opened))
    steps = "；".join(_joined(event.name, organs.get(event.node, "")) for event in opened)
    return [Happening(at, what, "", steps, Tone.WAIT)]


def _limits(happened: Sequence[events.CaseEvent]) -> str:
    """Say which limits began to run, and until when."""
    names = {
        "statutory": gettext("by law {limit}, until {day}"),
        "promised": gettext("promised {limit}, until {day}"),
    }
    return gettext("; ").join(
        names[event.kind].format(
            limit=limit_words(f"{event.amount}{event.unit}"), day=_day(event.due_on)
        )
        for event in happened
        if isinstance(event, events.LimitStarted) and event.round is None and event.kind in names
    )


def _day(iso: str) -> str:
    return full_day(date.fromisoformat(iso))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _sentences(*parts: str) -> str:
    return gettext("; ").join(part for part in parts if part)
