"""派发: which posts must act when a node opens."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from tongban.kernel import Refusal
from tongban.kernel.cases.events import (
    ItemData,
    Moved,
    NodeClock,
    RoundClosed,
    RoundOpened,
    RoundSkipped,
    TokenData,
)
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.rules import OPEN
from tongban.kernel.cases.staffing import item_for, nobody_there, staffed
from tongban.kernel.cases.state import RoundRow, State
from tongban.kernel.cases.timers import set_flow_timers
from tongban.kernel.cases.voices import Voice, need_of
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import Limit, day_of, due
from tongban.kernel.flows import Data, Flow, Marking, Node, Step, Token, compiled, complete, rests
from tongban.kernel.identity.queries import Post
from tongban.kernel.law.queries import calendar


@lru_cache(maxsize=512)
def _compiled(xml: str) -> Flow:
    return compiled(xml.encode())


def flow_of(version: MatterVersion) -> Flow:
    """Return the compiled flow of a published version."""
    if version.flow is None:
        raise Refusal(
            "case.no_flow",
            "{matter} has no flow and takes no applications online. Please apply at the counter of its organ.",
            matter=version.name,
        )
    return _compiled(version.flow)


def marking_of(state: State) -> Marking:
    """Return where the flow rests."""
    live = [token for token in state.tokens.values() if token.state == "live"]
    tokens = tuple(Token(t.id, t.node, t.arrow, t.parent) for t in sorted(live, key=lambda t: t.id))
    return Marking(tokens, state.row.last_token)


def follow(
    recorder: Recorder,
    flow: Flow,
    step: Step,
    version: MatterVersion,
    data: Data,
    *,
    back: str = "",
) -> Step:
    """Record a flow step: the move, the times for which it waits, a round for each task that opened; return the last step.

    Where nobody is there for a review that may be skipped then, the flow goes on by itself, but neither to its end nor
    back to the same review; `data` is what its conditions ask. `back` is the node to which the one round that opens returns straight.
    """
    for round_ in list(recorder.state.rounds.values()):
        if round_.state == "open" and round_.token in step.consumed:
            close(recorder, round_, "cancelled")
    opened = tuple(TokenData(t.id, t.node, t.arrow, t.parent) for t in step.opened)
    recorder.add(Moved(step.consumed, opened, step.marking.last, step.ended))
    set_flow_timers(recorder, flow, step.opened, data)
    for token in step.opened:
        node = flow.nodes[token.node]
        if node.kind != "user" or not rests(flow, token):
            continue
        made = opening(recorder, token, instance_of(node, token, data), version, back=back)
        if made is not None:
            recorder.add(made)
            continue
        following = complete(flow, marking_of(recorder.state), token.id, data)
        if following.ended or any(one.node == node.id for one in following.opened):
            raise nobody_there(node)
        recorder.add(RoundSkipped(token.id, node.id, node.name))
        step = follow(recorder, flow, following, version, data, back=back)
    return step


def instance_of(node: Node, token: Token, data: Data) -> Node:
    """Return a node as one of those that are done beside each other opens it: counted, and for who its entry of the list names."""
    turn = token.turn
    if node.repeat is None or turn is None or not node.together:
        return node
    entry = node.repeat.entry(turn[0], data)
    said = list(entry.values()) if isinstance(entry, Mapping) else [entry]
    named = tuple(one for one in node.manner.performers if one in said)[:1]
    manner = replace(node.manner, performers=named or node.manner.performers)
    return replace(node, name=f"{node.name}（{turn[0]}/{turn[1]}）", manner=manner)


def opening(
    recorder: Recorder, token: Token, node: Node, version: MatterVersion, *, back: str = ""
) -> RoundOpened | None:
    """Return the opening of a node for a token; `None` where nobody is there and its flow allows to skip it."""
    state, manner = recorder.state, node.manner
    found = staffed(recorder, node, version)
    if found is None:
        return None
    items = found.items
    weights: dict[Voice, int] = {
        ("post", one.post) if manner.unit == "post" else ("organ", one.organ): one.weight
        for one in items
        if one.kind != "dispatch"
    }
    return RoundOpened(
        round=state.row.last_round + 1,
        token=token.id,
        node=node.id,
        name=node.name,
        ordinal=1 + sum(round_.node == node.id for round_ in state.rounds.values()),
        act=node.act or "review",
        rule=node.rule,
        need=need_of(node.rule, manner.quota, weights),
        items=items,
        unit=manner.unit,
        hand=manner.hand,
        back=back,
        stood_in=found.stood_in,
        clock=_clock(recorder, node),
    )


def _clock(recorder: Recorder, node: Node) -> NodeClock | None:
    """Return by when the node wishes to be done, by its own time alone."""
    if node.limit is None:
        return None
    days = calendar(str(recorder.home))
    reached = due(recorder.act.at, Limit.parse(node.limit), days)
    on = reached.on or day_of(reached.at)
    return NodeClock(node.limit, on.isoformat(), reached.at.isoformat(), days.edition)


def close(recorder: Recorder, round_: RoundRow, outcome: str) -> None:
    """Close a round with all items still open in it, whoever added them (R2, R3)."""
    left = [
        item.id
        for item in recorder.state.items.values()
        if item.round == round_.id and item.state in OPEN
    ]
    recorder.add(RoundClosed(round_.id, outcome, tuple(sorted(left))))


def items_for(posts: Iterable[Post], *, first: int, kind: str = "main") -> tuple[ItemData, ...]:
    """Return one open work item for each post, numbered from `first`."""
    return tuple(item_for(post, first + offset, kind=kind) for offset, post in enumerate(posts))
