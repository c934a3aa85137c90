"""办理: what doing one work item brings about in its node and in the flow."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.behalf import authorised, hands, named
from tongban.kernel.cases.contents import form_now, messages_now
from tongban.kernel.cases.events import ApprovalGiven, Closed, ItemCompleted, ItemsOpened, Moved
from tongban.kernel.cases.limits import end_limits
from tongban.kernel.cases.powers import power_for
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.renewing import drop_renewal
from tongban.kernel.cases.routing import close, flow_of, follow, marking_of
from tongban.kernel.cases.standing import Standing, applicant_of, standing
from tongban.kernel.cases.state import ItemRow, RoundRow, State
from tongban.kernel.cases.timers import drop_timers
from tongban.kernel.cases.voices import VOTING, next_in_turn, others_of_its_voice, result_of_round
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.flows import Flow, Step, complete, moved


def start_of(on: date, at: datetime) -> datetime:
    """Return from when a limit runs that begins on the day `on`: the act's own instant, or an earlier day's first."""
    return at if on == day_of(at) else datetime.combine(on, time.min, SHANGHAI)


def at_item(recorder: Recorder, item_id: int, version: int, *, power: str) -> Standing:
    """Return by which post and mandate the actor may do something at the item, or refuse; the act takes on its organ."""
    state, act = recorder.state, recorder.act
    # Whose item it is comes first: to a stranger, a closed item and none at all look the same.
    item = state.items.get(item_id)
    if item is None:
        raise rules.not_found()
    by = power_for(state, item, power)
    held = standing(named(act), item, state.row, power=power, on=day_of(act.at), by=by)
    _item, round_ = rules.open_item(state, item_id, version)
    rules.decides(item)
    rules.at_hand(item, round_, named(act))
    for hand in sorted(hands(act)):
        rules.separated(state, hand, round_.act)
        rules.not_in_the_chair(state, hand, round_.act)
    not_own(recorder)
    recorder.act = replace(act, organ=held.post.organ.actor_id)
    authorised(recorder, item, power=power)
    return held


def do_item(
    recorder: Recorder, item_id: int, version: int, *, power: str, outcome: str, words: str
) -> None:
    """Record that the actor did the item with `outcome` and `words`, or refuse."""
    held = at_item(recorder, item_id, version, power=power)
    state = recorder.state
    item = state.items[item_id]
    rules.outcome_known(outcome, state.rounds[item.round].rule)
    rules.node_act(state.rounds[item.round], power)
    completed(recorder, item, held, outcome=outcome, words=words)


def completed(
    recorder: Recorder, item: ItemRow, held: Standing, *, outcome: str, words: str
) -> None:
    """Record the item as done, for all posts of its organ; those whose turn comes next may act (依次审批)."""
    opinion = recorder.content("opinion", {"text": words}) if words.strip() else None
    unneeded = others_of_its_voice(recorder.state, item)
    recorder.add(ItemCompleted(item.id, outcome, opinion, held.mandate, unneeded))
    following = next_in_turn(recorder.state, item.round, item.step)
    if following and item.kind in VOTING and outcome != rules.REFUSED:
        recorder.add(ItemsOpened(following))


def not_own(recorder: Recorder) -> None:
    """Refuse that somebody handles his own application (回避)."""
    if applicant_of(recorder.state.row.party) in hands(recorder.act):
        raise Refusal(
            "case.own", "You are the applicant of this case. Somebody else must take this step."
        )


def result_of(recorder: Recorder, item_id: int) -> str | None:
    """Return how the item's round now stands: `passed`, `failed`, or `None` while others must still act."""
    return result_of_round(recorder.state, recorder.state.items[item_id].round)


def advance(recorder: Recorder, matter: MatterVersion, item_id: int) -> None:
    """Close the item's round when it is decided, and let the flow go on."""
    result = result_of(recorder, item_id)
    if result is None:
        return
    go_on(recorder, matter, recorder.state.rounds[recorder.state.items[item_id].round], result)


def ends(recorder: Recorder, matter: MatterVersion, round_: RoundRow) -> bool:
    """Tell whether the flow comes to its end once the round is over."""
    return _step(recorder, flow_of(matter), round_).ended


def go_on(recorder: Recorder, matter: MatterVersion, round_: RoundRow, result: str) -> None:
    """Close a round of the flow with its result, and let the flow take its next step."""
    close(recorder, round_, result)
    take(recorder, matter, _step(recorder, flow_of(matter), round_))


def take(recorder: Recorder, matter: MatterVersion, step: Step) -> None:
    """Let the flow take a step; where it comes to its end by it, the case has ended."""
    flow = flow_of(matter)
    step = follow(recorder, flow, step, matter, flow_data(recorder, flow))
    if step.ended:
        tidy(recorder)
        recorder.add(Closed())


def _step(recorder: Recorder, flow: Flow, round_: RoundRow) -> Step:
    """Return the step that the flow takes once the round is over: as it is drawn, or straight back to who sent it here (直达)."""
    if round_.back:
        return moved(flow, marking_of(recorder.state), round_.token, round_.back)
    return complete(flow, marking_of(recorder.state), round_.token, flow_data(recorder, flow))


def tidy(recorder: Recorder) -> None:
    """Let go of what nobody waits for any more: requests for approval, readings, and timers."""
    for request in list(recorder.state.requests.values()):
        if request.state == "open":
            close(recorder, recorder.state.rounds[request.round], "cancelled")
            recorder.add(ApprovalGiven(request.id, "lapsed"))
    for round_ in list(recorder.state.rounds.values()):
        if round_.state == "open" and round_.act == rules.READ:
            close(recorder, round_, "cancelled")
    drop_timers(recorder)


def halt(recorder: Recorder) -> None:
    """Stop a case before its decision: rounds, tokens, requests, timers and limits end with it."""
    tidy(recorder)
    stop(recorder)
    end_limits(recorder, ended=True)
    drop_renewal(recorder)


def stop(recorder: Recorder) -> None:
    """Cancel all rounds still open and take every token off the flow."""
    for round_ in [each for each in recorder.state.rounds.values() if each.state == "open"]:
        close(recorder, round_, "cancelled")
    live = tuple(sorted(each.id for each in recorder.state.tokens.values() if each.state == "live"))
    recorder.add(Moved(live, (), recorder.state.row.last_token, ended=True))


def flow_data(recorder: Recorder, flow: Flow) -> dict[str, Any]:
    """Return what conditions may ask.

    `form` are the answers, `nodes` the outcome of each node's last round, `counts` how many instances of one that is done
    several times ended how since it was opened, `messages` what came last at each event.
    """
    if not flow.asks:
        return {}
    state = recorder.state
    ended = [one for one in state.rounds.values() if one.outcome and one.act not in rules.BESIDE]
    ended.sort(key=lambda one: one.version)
    return {
        "form": form_now(recorder)["values"],
        "nodes": {one.node: one.outcome for one in ended if not _left_over(flow, one)},
        "counts": _counts(state, flow, ended),
        "messages": messages_now(recorder) if flow.hears else {},
        "outcome": state.row.outcome,
    }


def _left_over(flow: Flow, round_: RoundRow) -> bool:
    """Tell whether nobody needed an instance any more, which says nothing of its node."""
    return round_.outcome == "cancelled" and flow.nodes[round_.node].together


def _counts(state: State, flow: Flow, ended: list[RoundRow]) -> dict[str, dict[str, int]]:
    """Return by node how many of the instances that were opened last passed and failed."""
    newest = {
        one.node: state.tokens[one.token].parent for one in state.rounds.values() if one.token > 0
    }
    found = {node: {"passed": 0, "failed": 0} for node in newest if flow.nodes[node].repeat}
    for one in ended:
        if one.node in found and state.tokens[one.token].parent == newest[one.node]:
            found[one.node][one.outcome] = found[one.node].get(one.outcome, 0) + 1
    return found
