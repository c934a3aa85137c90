"""跟踪: where a case stands, in citizens' words, for its applicant and for whoever holds its query code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext

from tongban.kernel.cases.deadlines import Deadline
from tongban.kernel.cases.lists import Line
from tongban.kernel.cases.queries import Case
from tongban.kernel.cases.story import Step, Story, story_of
from tongban.kernel.clock import day_of
from tongban.portal.dues import days_of, due_of
from tongban.portal.public.moving import moved_days
from tongban.portal.public.standing import NOTHING, Last, Standing, standing_of
from tongban.portal.public.telling import told
from tongban.portal.wording import listed
from tongban.ui.pieces import Day, Due, DueState, Flow, FlowStep, Happening, NodeState

PAUSE = "pause_end"


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
    """办件进度: one case as the public may follow it. `moved` says why its due day is another one than it was."""

    case: Case
    standing: Standing
    due: Due | None
    days: Sequence[Day]
    moved: Sequence[str]
    story: Sequence[Happening]
    flow: Flow
    organ: str
    matter_id: int
    head: str


def card_of(line: Line, last: Last = NOTHING) -> Card:
    """Return the card of a case of the visitor's own."""
    return Card(
        number=line.case.number,
        title=line.case.title,
        url=reverse("public:own", args=[line.case.number]),
        standing=standing_of(line.case, last),
        due=_due(line.deadline, last),
    )


def followed(case: Case, *, at: datetime) -> Followed:
    """Return where a case stands, for whoever holds its number and code."""
    return followed_in(story_of(case, None, at=at), at=at, own=False)


def followed_in(story: Story, *, at: datetime, own: bool) -> Followed:
    """Return where a case stands; whether the visitor may see it, and as its applicant (`own`), was asked before."""
    case = story.case
    ended = case.decided_at or case.closed_at
    return Followed(
        case=case,
        standing=standing_of(case, last_days(story)),
        due=_due(story.deadline, last_days(story)),
        days=days_of(
            story.days, story.deadline, today=day_of(at), ended_on=day_of(ended) if ended else None
        ),
        moved=moved_days(story, own=own),
        story=told(story, own=own),
        flow=flow_of(story),
        organ=story.version.organ.name,
        matter_id=story.version.matter_id,
        head=story.head,
    )


def _due(deadline: Deadline, last: Last) -> Due | None:
    """Return the bar of the limit; while the time stands still no days are counted down."""
    due = due_of(deadline)
    if due is None or PAUSE not in last:
        return due
    return replace(due, state=DueState.PAUSED, text=gettext("Time stands still"))


def last_days(story: Story) -> Last:
    """Return the last day of each kind of timer that is set."""
    return nearest(
        (one.kind, one.due_on) for one in story.state.timers.values() if one.state == "set"
    )


def nearest(days: Iterable[tuple[str, date]]) -> Last:
    """Return the first day of each kind."""
    found: dict[str, date] = {}
    for kind, on in days:
        found[kind] = min(on, found.get(kind, on))
    return found


def flow_of(story: Story) -> Flow:
    """Return the flow picture of a case with its tokens; what each department said stays inside."""
    return Flow(
        label=gettext("Where the case stands"),
        steps=tuple(_step(step) for step in story.steps),
        xml=story.version.flow or "",
    )


def _step(step: Step) -> FlowStep:
    return FlowStep(step.node, step.name, NodeState(step.state), listed(step.organs))
