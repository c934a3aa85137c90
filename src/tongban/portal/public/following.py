"""跟踪: where a case stands, in citizens' words, for its applicant and for whoever holds its query code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from tongban.kernel.cases import events
from tongban.kernel.cases.lists import Line
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.story import Happened, Step, Story, story_of
from tongban.kernel.clock import day_of
from tongban.portal.dues import days_of, due_of
from tongban.portal.wording import listed
from tongban.ui.pieces import Day, Due, Flow, FlowStep, Happening, NodeState, Tone

# What is said of an event that needs no further words; what is not named here or in `_told` stays inside.
SAID = {
    events.Submitted.type: gettext_lazy("Application submitted"),
    events.Accepted.type: gettext_lazy("Application accepted"),
    events.Closed.type: gettext_lazy("Case closed"),
    events.Withdrawn.type: gettext_lazy("Application withdrawn"),
}

ACTS = (events.Accepted, events.Decided)


@dataclass(frozen=True, slots=True)
class Standing:
    """办件状态: its name, its colour, and one sentence of what happens next."""

    name: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """办件卡片: one case in a list."""

    number: str
    title: str
    url: str
    standing: Standing
    due: Due | None


@dataclass(frozen=True, slots=True)
class Followed:
    """办件进度: one case as the public may follow it."""

    case: Case
    standing: Standing
    due: Due | None
    days: Sequence[Day]
    story: Sequence[Happening]
    flow: Flow
    organ: str
    matter_id: int
    head: str


def card_of(line: Line) -> Card:
    """Return the card of a case of the visitor's own."""
    return Card(
        number=line.case.number,
        title=line.case.title,
        url=reverse("public:own", args=[line.case.number]),
        standing=standing_of(line.case),
        due=due_of(line.deadline),
    )


def followed(case: Case, *, at: datetime) -> Followed:
    """Return where a case stands; whether the visitor may see it was asked before."""
    story = story_of(case, None, at=at)
    ended = case.decided_at or case.closed_at
    return Followed(
        case=case,
        standing=standing_of(case),
        due=due_of(story.deadline),
        days=days_of(
            story.days, story.deadline, today=day_of(at), ended_on=day_of(ended) if ended else None
        ),
        story=told(story.happened),
        flow=flow_of(story),
        organ=story.version.organ.name,
        matter_id=story.version.matter_id,
        head=story.head,
    )


def standing_of(case: Case) -> Standing:
    """Say how a case stands."""
    match case.state:
        case "submitted":
            return Standing(
                gettext("Submitted"),
                "brand",
                gettext("The window looks through the application before it is accepted."),
            )
        case "accepted":
            return Standing(
                gettext("Accepted"), "brand", gettext("The departments are dealing with it.")
            )
        case "withdrawn":
            return Standing(gettext("Withdrawn"), "", gettext("The applicant took it back."))
        case _:
            return _decided(case)


def _decided(case: Case) -> Standing:
    if case.outcome == "granted":
        return Standing(gettext("Closed, approved"), "ok", gettext("The decision is made."))
    return Standing(
        gettext("Closed, not approved"),
        "late",
        gettext("The decision is made; the timeline of the case gives its reasons."),
    )


def flow_of(story: Story) -> Flow:
    """Return the flow picture of a case with its tokens; what each department said stays inside."""
    return Flow(
        label=gettext("Where the case stands"),
        steps=tuple(_step(step) for step in story.steps),
        xml=story.version.flow or "",
    )


def _step(step: Step) -> FlowStep:
    return FlowStep(step.node, step.name, NodeState(step.state), listed(step.organs))


def told(happened: Sequence[Happened]) -> list[Happening]:
    """Return the timeline for the public, newest first: what was done and by which organ, no names and no opinions."""
    entries: list[Happening] = []
    for _, together in groupby(happened, key=lambda one: one.record.at):
        batch = list(together)
        acts = any(isinstance(one.event, ACTS) for one in batch)
        # An acceptance or a decision tells of the work item that it completes.
        worth = [one for one in batch if not (acts and isinstance(one.event, events.ItemCompleted))]
        entries += [entry for one in worth if (entry := _told(one)) is not None]
        entries += _begun(batch)
    return entries[::-1]


def _begun(batch: Sequence[Happened]) -> list[Happening]:
    """Return one line for all steps that began at the same instant; the window's own needs none."""
    steps = [
        one.step
        for one in batch
        if isinstance(one.event, events.RoundOpened) and one.event.act != "accept"
    ]
    if not steps:
        return []
    what = gettext("Begun: {step}").format(step=listed(steps))
    return [Happening(batch[0].record.at, what, tone=Tone.WAIT)]


def _told(one: Happened) -> Happening | None:
    at, organ = one.record.at, one.organ
    match one.event:
        case events.ItemCompleted() if one.step:
            return Happening(at, gettext("Done: {step}").format(step=one.step), organ)
        case events.Decided(outcome="granted"):
            return Happening(at, gettext("Decision: approved"), organ, one.words, Tone.GOOD)
        case events.Decided():
            return Happening(at, gettext("Decision: not approved"), organ, one.words, Tone.BAD)
        case event:
            words = SAID.get(event.type)
            return Happening(at, str(words), organ) if words else None
