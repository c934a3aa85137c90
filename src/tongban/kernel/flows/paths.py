"""流程通路: every node can be reached and can get to an end, and no way goes round without a rest."""

from collections import deque
from collections.abc import Callable, Iterable

from tongban.kernel.flows.parts import ENDS, RESTING, Node
from tongban.kernel.flows.reading import Draft

SHOWN = 10


def check_paths(draft: Draft, starts: dict[str, str], order: Iterable[str]) -> None:
    """Note what cannot be reached, what cannot get to an end and what goes round for ever.

    `order` are the bodies, each after those inside it.
    """
    passing: dict[str, bool] = {}
    for body in order:
        _check_reach(draft, body, starts[body])
        idle = {node.id for node in draft.within(body) if _idle(draft, node, passing)}
        passing[body] = _passes(draft, starts[body], idle)
        loop = _idle_loop(draft, body, idle)
        if loop:
            shown = ", ".join(loop[:SHOWN]) + (", …" if len(loop) > SHOWN else "")
            reason = f"goes round without a userTask ({shown}); put a userTask in the loop"
            draft.refuse(loop[0], reason)


def _check_reach(draft: Draft, body: str, start: str) -> None:
    nodes = draft.within(body)
    reached = _closure([start], lambda node: _after(draft, node))
    ends = [node.id for node in nodes if node.kind in ENDS]
    ending = _closure(ends, lambda node: _before(draft, node))
    for node in nodes:
        if node.id not in reached:
            reason = "cannot be reached from the start; connect it or remove it"
            draft.refuse(node.id, reason)
        elif node.id not in ending:
            draft.refuse(node.id, "cannot get to an end; draw a way to an endEvent")


def _after(draft: Draft, node: str) -> list[str]:
    """Return what comes after a node: what its arrows lead to, and the events at its edge."""
    one = draft.nodes[node]
    ways = [draft.arrows[arrow].target for arrow in one.outgoing if _left(draft, one)]
    return [*ways, *one.boundaries]


def _left(draft: Draft, node: Node) -> bool:
    """Tell whether a node is ever left by its arrows: not where all that is inside it ends in errors."""
    if node.inner is None or node.repeat or not node.wait:
        return True
    return any(each.kind in {"end", "terminate"} for each in draft.within(node.inner))


def _before(draft: Draft, node: str) -> list[str]:
    return [draft.arrows[arrow].source for arrow in draft.nodes[node].incoming]


def _idle(draft: Draft, node: Node, passing: dict[str, bool]) -> bool:
    """Tell whether a token may get past a node in one step."""
    if node.kind == "boundary":
        return _idle(draft, draft.nodes[str(node.host)], passing)
    if node.repeat is not None and not node.repeat.sure:
        return True
    if node.inner is not None:
        return not node.wait or passing[node.inner]
    return node.kind not in RESTING


def _passes(draft: Draft, start: str, idle: set[str]) -> bool:
    """Tell whether a token may get through a process in one step."""
    reached = _closure([start], lambda node: _after(draft, node) if node in idle else [])
    return any(draft.nodes[node].kind in ENDS for node in reached)


def _closure(seeds: Iterable[str], onward: Callable[[str], list[str]]) -> set[str]:
    found = set(seeds)
    waiting = deque(found)
    while waiting:
        for node in onward(waiting.popleft()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found


def _idle_loop(draft: Draft, body: str, idle: set[str]) -> list[str]:
    """Return the nodes of one loop without a rest, in order; empty if there is none."""

    def back(node: str) -> list[str]:
        host = draft.nodes[node].host
        return [*_before(draft, node), *([host] if host else [])]

    left = _trimmed(idle, lambda node: _after(draft, node), back)
    left = _trimmed(left, back, lambda node: _after(draft, node))
    if not left:
        return []
    node = next(node for node in draft.bodies[body] if node in left)
    way: dict[str, None] = {}
    while node not in way:
        way[node] = None
        node = next(after for after in _after(draft, node) if after in left)
    nodes = list(way)
    return nodes[nodes.index(node) :]


def _trimmed(
    nodes: set[str], after: Callable[[str], list[str]], before: Callable[[str], list[str]]
) -> set[str]:
    """Return `nodes` without those that, within them, nothing leads into, again and again."""
    into = {node: sum(each in nodes for each in before(node)) for node in nodes}
    waiting = deque(node for node, count in into.items() if not count)
    while waiting:
        node = waiting.popleft()
        for each in after(node):
            if each in into:
                into[each] -= 1
                if not into[each]:
                    waiting.append(each)
        del into[node]
    return set(into)
