"""等候: what the flow of a case waits for besides people, and how it goes on when that comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from tongban.kernel.cases.handling import flow_data, take
from tongban.kernel.cases.labels import STEP_ENDED, event_name, in_chinese
from tongban.kernel.cases.reading import open_reading
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.routing import flow_of, marking_of
from tongban.kernel.cases.rules import FLOW_TIMER, OPEN
from tongban.kernel.cases.standing import applicant_of
from tongban.kernel.cases.state import RoundRow, State, TimerRow
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.flows import Flow, Node, complete, enabled, happen
from tongban.kernel.identity.queries import held, post_by_id

OUTSIDE = frozenset({"timer", "message"})


@dataclass(frozen=True, slots=True)
class Awaited:
    """等候事项: an event that may happen to a live token: the case rests there, or it is at the edge of `host`.

    `timer` is when it comes by itself; a message has none, nor has a time that never comes.
    """

    token: int
    node: Node
    host: Node | None
    timer: TimerRow | None

    @property
    def name(self) -> str:
        """Return what it is called: by the flow, or else by its sort."""
        return str(event_name(self.node))


def awaited(state: State, flow: Flow) -> list[Awaited]:
    """Return the times and messages for which the case waits, in the order of their tokens."""
    timers = {
        (one.about, one.node): one
        for one in state.timers.values()
        if one.kind == FLOW_TIMER and one.state == "set"
    }
    return [
        Awaited(
            one.token,
            flow.nodes[one.element],
            flow.nodes.get(flow.nodes[one.element].host or ""),
            timers.get((one.token, one.element)),
        )
        for one in enabled(flow, marking_of(state))
        if flow.nodes[one.element].trigger.sort in OUTSIDE
    ]


def come_about(recorder: Recorder, matter: MatterVersion, token: int, event: str) -> None:
    """Let an event happen to a token; whose open work ends by it, is told."""
    flow, before = flow_of(matter), recorder.state
    data, marking = flow_data(recorder, flow), marking_of(before)
    if before.tokens[token].node == event:
        step = complete(flow, marking, token, data)
    else:
        step = happen(flow, marking, token, event, data)
    ended = [
        one for one in before.rounds.values() if one.state == "open" and one.token in step.consumed
    ]
    take(recorder, matter, step)
    if recorder.state.row.closed_at is None:
        _tell(recorder, before, ended, flow.nodes[event])


def _tell(recorder: Recorder, before: State, ended: Sequence[RoundRow], event: Node) -> None:
    """Ask those who had work at the steps that ended to read why they have it no more."""
    rounds, on = {one.id for one in ended}, day_of(recorder.act.at)
    had = [one.post for one in before.items.values() if one.round in rounds and one.state in OPEN]
    found = (post_by_id(post) for post in dict.fromkeys(had) if post is not None)
    applicant = applicant_of(before.row.party) or ""
    posts = held([post for post in found if post is not None], on=on, besides={applicant})
    if posts:
        steps = "、".join(dict.fromkeys(one.name for one in ended))
        words = in_chinese(STEP_ENDED) % {"steps": steps, "event": in_chinese(event_name(event))}
        open_reading(recorder, posts, None, words)
