"""退回与跳转: a token goes to another task than the flow would lead it to, and branches left behind end with it."""

from tongban.kernel.flows.branches import SEALED
from tongban.kernel.flows.parts import Branch, Flow, FlowFault, Marking, Problem, Step, Token


def moved(flow: Flow, marking: Marking, token_id: int, node: str) -> Step:
    """Take the token to the user task `node`, in its own branch or in one around it; inner branches end.

    Raises FlowFault where the task stands inside a branch that the token is not in: its other branches would be missing.
    """
    live = {token.id: token for token in marking.tokens}
    token = live[token_id]
    levels = levels_out(flow, token.node, node)
    if levels is None:
        reason = "it stands in another parallel branch; only what lies in the same branch or before it can be reached"
        raise FlowFault(Problem(node, flow.nodes[flow.start].line, reason))
    parent, left = token.parent, {token_id}
    for _ in range(levels):
        left |= _inside(live, parent)
        around = live.get(parent or 0)
        parent = None if around is None else around.parent
    fresh = Token(marking.last + 1, node, None, parent)
    kept = [one for one in marking.tokens if one.id not in left]
    return Step(
        marking=Marking((*kept, fresh), fresh.id),
        consumed=tuple(one.id for one in marking.tokens if one.id in left),
        opened=(fresh,),
        ended=False,
    )


def levels_out(flow: Flow, source: str, target: str) -> int | None:
    """Return out of how many forks one gets from one task to another; `None` where that goes into a branch."""
    inside: Branch | None = flow.branches.get(source)
    wanted = flow.branches.get(target)
    if target not in flow.branches:
        return None
    levels = 0
    while inside is not wanted:
        if inside is None or inside is SEALED:
            return None
        inside, levels = inside.outer, levels + 1
    return levels


def _inside(live: dict[int, Token], fork: int | None) -> set[int]:
    """Return the tokens that stand inside a fork, at any depth, the fork's own among them."""
    found: set[int] = {fork} & live.keys() if fork is not None else set()
    waiting = [fork]
    while waiting:
        around = waiting.pop()
        inner = [one.id for one in live.values() if one.parent == around and one.id not in found]
        found |= set(inner)
        waiting += inner
    return found
