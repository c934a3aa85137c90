"""办理进度: the flow of a case with its tokens; each step with its organ, its outcome and its time."""

from django.utils.translation import gettext

from tongban.kernel.cases.story import Step, Story
from tongban.kernel.flows import compiled
from tongban.kernel.identity.queries import names_of
from tongban.portal.staff.telling import acts_of
from tongban.portal.staff.wording import outcome_words
from tongban.portal.wording import listed
from tongban.ui.pieces import Flow, FlowStep, NodeState
from tongban.ui.templatetags.look import moment

OUTCOMES = {"passed": "agreed", "failed": "refused"}


def flow_of(story: Story) -> Flow:
    """Return the picture and the list that stands beside it."""
    acts, expected = acts_of(story), _expected(story)
    return Flow(
        label=gettext("Where the case stands"),
        steps=tuple(
            FlowStep(
                node=step.node,
                name=step.name,
                state=NodeState(step.state),
                note=_note(step, acts.get(step.name, ""), expected.get(step.node, "")),
            )
            for step in story.steps
        ),
        xml=story.version.flow or "",
    )


def _note(step: Step, act: str, expected: str) -> str:
    organs = listed(step.organs) or expected
    if step.outcome == "cancelled":
        outcome = gettext("Ended without a result")
    else:
        outcome = outcome_words(act, OUTCOMES.get(step.outcome, ""))
    return " · ".join(part for part in (organs, outcome, moment(step.closed_at)) if part)


def _expected(story: Story) -> dict[str, str]:
    """Return the organ that will act at each step that has not been opened yet."""
    waiting = [step.node for step in story.steps if not step.organs]
    if not waiting:
        return {}
    performers = story.version.performers
    nodes = compiled((story.version.flow or "").encode()).nodes
    organs = {
        node: [
            f"organ/{performers[key]['organ']}"
            for key in nodes[node].manner.performers
            if key in performers
        ]
        for node in waiting
    }
    names = names_of({organ for several in organs.values() for organ in several})
    return {
        node: listed(list(dict.fromkeys(names.get(organ, "") for organ in several)))
        for node, several in organs.items()
    }
