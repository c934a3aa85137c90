"""办理: what doing one work item brings about in its node and in the flow."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.contents import body_of
from tongban.kernel.cases.events import Closed, ItemCompleted, Moved, RoundClosed
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.routing import flow_of, follow, marking_of
from tongban.kernel.cases.standing import applicant_of, standing
from tongban.kernel.cases.state import RoundRow
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.flows import Flow, complete


def start_of(on: date, at: datetime) -> datetime:
    """Return from when a limit runs that begins on the day `on`: the act's own instant, or an earlier day's first."""
    return at if on == day_of(at) else datetime.combine(on, time.min, SHANGHAI)


def do_item(
    recorder: Recorder, item_id: int, version: int, *, power: str, outcome: str, words: str
) -> None:
    """Record that the actor did the item with `outcome` and `words`, or refuse."""
    state, act = recorder.state, recorder.act
    rules.outcome_known(outcome)
    # Whose item it is comes first: to a stranger, a closed item and none at all look the same.
    item = state.items.get(item_id)
    if item is None:
        raise rules.not_found()
    held = standing(act.by, item, state.row, power=power, on=day_of(act.at))
    _item, round_ = rules.open_item(state, item_id, version)
    rules.node_act(round_, power)
    rules.separated(state, act.by, power)
    if applicant_of(state.row.party) == act.by:
        raise Refusal(
            "case.own", "You are the applicant of this case. Somebody else must take this step."
        )
    recorder.act = replace(act, organ=held.post.organ.actor_id)
    opinion = recorder.content("opinion", {"text": words}) if words.strip() else None
    unneeded = rules.others_of_its_organ(state, item)
    recorder.add(ItemCompleted(item_id, outcome, opinion, held.mandate, unneeded))


def result_of(recorder: Recorder, item_id: int) -> str | None:
    """Return how the item's round now stands: `passed`, `failed`, or `None` while others must still act."""
    state = recorder.state
    round_ = state.rounds[state.items[item_id].round]
    own = [item for item in state.items.values() if item.round == round_.id]
    return rules.node_result(round_.rule, round_.need, own)


def advance(recorder: Recorder, matter: MatterVersion, item_id: int) -> None:
    """Close the item's round when it is decided, and let the flow go on."""
    result = result_of(recorder, item_id)
    if result is None:
        return
    round_ = recorder.state.rounds[recorder.state.items[item_id].round]
    close(recorder, round_, result)
    flow = flow_of(matter)
    step = complete(flow, marking_of(recorder), round_.token, flow_data(recorder, flow))
    follow(recorder, flow, step, matter, day_of(recorder.act.at))
    if step.ended:
        recorder.add(Closed())


def stop(recorder: Recorder) -> None:
    """Cancel all rounds still open and take every token off the flow."""
    for round_ in [each for each in recorder.state.rounds.values() if each.state == "open"]:
        close(recorder, round_, "cancelled")
    live = tuple(sorted(each.id for each in recorder.state.tokens.values() if each.state == "live"))
    recorder.add(Moved(live, (), recorder.state.row.last_token, ended=True))


def close(recorder: Recorder, round_: RoundRow, outcome: str) -> None:
    """Close a round with all items still open in it, whoever added them (R2, R3)."""
    left = [
        item.id
        for item in recorder.state.items.values()
        if item.round == round_.id and item.state in rules.OPEN
    ]
    recorder.add(RoundClosed(round_.id, outcome, tuple(sorted(left))))


def flow_data(recorder: Recorder, flow: Flow) -> dict[str, Any]:
    """Return what conditions may ask: `form` (the answers), `nodes` (outcome of each node's last round), `outcome`."""
    if not any(arrow.condition for arrow in flow.arrows.values()):
        return {}
    state = recorder.state
    nodes = {round_.node: round_.outcome for round_ in state.rounds.values() if round_.outcome}
    values = body_of(recorder.home, recorder.id, state.row.form)["values"]
    return {"form": values, "nodes": nodes, "outcome": state.row.outcome}
