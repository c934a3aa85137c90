"""流程推进: one step of a case over its flow; the same flow, marking and data always give the same step."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from tongban.kernel.flows.parts import (
    FORKS,
    RESTING,
    Flow,
    FlowFault,
    Marking,
    Node,
    Problem,
    Step,
    Token,
)
from tongban.kernel.flows.terms import Data
from tongban.kernel.flows.walking import Walk, edge_of


@dataclass(frozen=True, slots=True)
class Enabled:
    """可办: an element that can be completed now, and the token that moves by it."""

    element: str
    token: int


def rests(flow: Flow, token: Token) -> bool:
    """Tell whether a token stays until something from outside completes it; others wait for more tokens."""
    node = flow.nodes[token.node]
    return node.kind in RESTING and not _stands_around(node, token)


def enabled(flow: Flow, marking: Marking) -> tuple[Enabled, ...]:
    """Return what can be completed: tasks and events by token id, then the events at the edge of what is open.

    An element comes once for each token. An event gateway stands for the events after it, in the order of the file.
    """
    tokens = sorted(marking.tokens, key=attrgetter("id"))
    resting = [token for token in tokens if rests(flow, token)]
    inside = [Enabled(each, token.id) for token in resting for each in _elements(flow, token)]
    edge = [Enabled(each, token.id) for token in tokens for each in edge_of(flow, token)]
    return (*inside, *edge)


def start(flow: Flow, data: Data) -> Step:
    """启动: lay down the first tokens. `data` is the JSON object that conditions ask."""
    walk = Walk(flow, Marking((), 0), data)
    for node in flow.starts:
        walk.begin(flow.nodes[node])
    walk.run()
    return walk.step()


def complete(flow: Flow, marking: Marking, token_id: int, data: Data) -> Step:
    """完成: take the token off its task or event and let it run to where it rests next.

    Ids are given in the order of arrival, one to each token that comes to rest and one to each fork, sub-process and
    activity done several times. Raises FlowFault for a token that is not live or does not rest at a task or event.
    """
    token, node = _found(flow, marking, token_id)
    if not rests(flow, token):
        waits = "other branches" if node.kind in FORKS else "what is inside it"
        raise _fault(node, f"token {token_id} waits for {waits}; complete those first")
    if node.kind == "events":
        raise _fault(node, f"token {token_id} waits for one of several events; say which happened")
    walk = Walk(flow, marking, data)
    walk.take(token_id)
    walk.done(token)
    walk.run()
    return walk.step()


def happen(flow: Flow, marking: Marking, token_id: int, event: str, data: Data) -> Step:
    """发生: let an event happen at the edge of the activity where the token stands, or after its event gateway.

    Raises FlowFault for a token that is not live, and for an event that is not there.
    """
    token, node = _found(flow, marking, token_id)
    walk = Walk(flow, marking, data)
    if event in edge_of(flow, token):
        walk.fire(token, flow.nodes[event])
    elif node.kind == "events" and event in _elements(flow, token):
        walk.take(token_id)
        walk.leave(flow.nodes[event], token.parent)
    else:
        raise _fault(node, f"“{event}” cannot happen to token {token_id}; read the case again")
    walk.run()
    return walk.step()


def _elements(flow: Flow, token: Token) -> Iterator[str]:
    node = flow.nodes[token.node]
    if node.kind != "events":
        yield node.id
        return
    yield from (flow.arrows[arrow].target for arrow in node.outgoing)


def _stands_around(node: Node, token: Token) -> bool:
    """Tell whether a token is the one around the instances of an activity done several times."""
    return node.repeat is not None and token.turn is None


def _found(flow: Flow, marking: Marking, token_id: int) -> tuple[Token, Node]:
    token = next((one for one in marking.tokens if one.id == token_id), None)
    first = flow.nodes[flow.start]
    if token is None:
        reason = f"token {token_id} is not live; read the case again"
        raise FlowFault(Problem("", first.line, reason))
    node = flow.nodes.get(token.node)
    if node is None:
        reason = (
            f"token {token_id} rests at a node this flow does not have; use the case's own flow"
        )
        raise FlowFault(Problem(token.node, first.line, reason))
    return token, node


def _fault(node: Node, reason: str) -> FlowFault:
    return FlowFault(Problem(node.id, node.line, reason))
