"""退回到节点、撤回: letting an earlier step be done again, and taking back one's own. No limit waits for it (R5)."""

from dataclasses import asdict, dataclass, replace

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import ItemsAdded, Moved, SentBack, TakenBack, TokenData
from tongban.kernel.cases.handling import at_item, flow_data, not_own
from tongban.kernel.cases.partaking import mine
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.returning import (
    consumed_with,
    opened_by,
    recallable,
    returnable,
)
from tongban.kernel.cases.routing import close, flow_of, follow, instance_of, marking_of, opening
from tongban.kernel.cases.staffing import item_for
from tongban.kernel.cases.standing import post_at
from tongban.kernel.cases.state import ItemRow, RoundRow
from tongban.kernel.cases.timers import set_flow_timers
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.flows import Token, moved

RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Back:
    """退回: to which node of the flow, whether straight back from there (直达), and why."""

    node: str
    straight: bool
    reason: str


def send_back(number: str, act: Act, *, version: int, item: int, back: Back) -> Receipt:
    """退回到节点: have an earlier review of the case done again.

    From there the case goes step by step again, or, if `straight`, back to this step at once. All that is open at this
    step, and in branches that are left, ends with it (R3).
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        _found, round_ = mine(recorder, item, version)
        at_item(recorder, item, version, power=round_.act)
        rules.said(back.reason)
        rules.undecided(recorder.state.row)
        flow = flow_of(matter)
        nodes = returnable(recorder.state, flow, round_)
        if round_.act not in {"review", "decide"} or back.node not in nodes:
            raise Refusal(
                "case.no_way_back",
                "The case can only go back to a review that it passed before this step. Please choose one of those.",
            )
        if back.straight and not nodes[back.node]:
            raise Refusal(
                "case.not_straight",
                "From there the case cannot come straight back, since other branches have to be done again. Please let it go step by step.",
            )
        reason = recorder.content("reason", {"text": back.reason.strip()})
        recorder.add(SentBack(round_.id, back.node, back.straight, reason))
        close(recorder, round_, RETURNED)
        step = moved(flow, marking_of(recorder.state), round_.token, back.node)
        after = round_.node if back.straight else ""
        follow(recorder, flow, step, matter, flow_data(recorder, flow), back=after)

    asked = {"item": item, "version": version, **asdict(back)}
    return run("send_back", number, act, work, asked=asked)


def take_back(number: str, act: Act, *, version: int, item: int, reason: str) -> Receipt:
    """撤回: take back what one did last, before anybody went on with the case; `version` is the case's last event."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        found = recorder.state.items.get(item)
        post = post_at(recorder.act.by, found, on=day_of(recorder.act.at))
        if found is None or found.by != recorder.act.by:
            raise rules.not_found()
        rules.running(recorder.state.row)
        rules.unchanged(recorder.state, version)
        not_own(recorder)
        rules.said(reason)
        if not recallable(recorder.state, found):
            raise Refusal(
                "case.went_on",
                "Others went on with the case, or voted with you. Please ask who has it now to send it back.",
            )
        recorder.act = replace(recorder.act, organ=post.organ.actor_id)
        recorder.add(TakenBack(item, recorder.content("reason", {"text": reason.strip()})))
        round_ = recorder.state.rounds[found.round]
        if round_.state == "open":
            _open_again(recorder, found, round_)
        else:
            _undo(recorder, matter, round_)

    asked = {"item": item, "version": version, "reason": reason}
    return run("take_back", number, act, work, asked=asked)


def _open_again(recorder: Recorder, item: ItemRow, round_: RoundRow) -> None:
    """Give the voice back to who had spoken with it; the round goes on."""
    state = recorder.state
    post = post_at(recorder.act.by, item, on=day_of(recorder.act.at))
    fresh = replace(
        item_for(post, state.row.last_item + 1, kind=item.kind),
        origin=item.id,
        step=item.step,
        weight=item.weight,
    )
    recorder.add(ItemsAdded(item.id, "again", (fresh,), round_.need, waits=False, reason=None))


def _undo(recorder: Recorder, matter: MatterVersion, round_: RoundRow) -> None:
    """Take the flow back by the step that the end of the round brought about, and open its node anew (R1)."""
    state = recorder.state
    token = state.tokens[round_.token]
    opened = opened_by(state, token)
    for other in list(state.rounds.values()):
        if other.state == "open" and other.token in {one.id for one in opened}:
            close(recorder, other, "cancelled")
    first, before = (
        state.row.last_token + 1,
        sorted(consumed_with(state, token), key=lambda one: one.id),
    )
    ids = {one.id: first + at for at, one in enumerate(before)}
    laid = tuple(
        TokenData(ids[one.id], one.node, one.arrow, ids.get(one.parent or 0, one.parent))
        for one in before
    )
    last = first + len(before) - 1
    recorder.add(Moved(tuple(sorted(one.id for one in opened)), laid, last, ended=False))
    flow, tokens = flow_of(matter), [Token(x.id, x.node, x.arrow, x.parent) for x in laid]
    data = flow_data(recorder, flow)
    set_flow_timers(recorder, flow, tokens, data)
    own = next(one for one in tokens if one.id == ids[token.id])
    node = instance_of(flow.nodes[own.node], own, data)
    made = opening(recorder, own, node, matter, back=round_.back)
    if made is None:
        raise rules.not_found()
    recorder.add(made)
