"""流程可靠性: every node can be reached, every token can get to an end, no choice is left open."""

from collections import deque
from collections.abc import Callable, Iterable

from tongban.kernel.flows.parts import ENDS, Node
from tongban.kernel.flows.reading import Draft

SHOWN = 10
CHOICES = frozenset({"exclusive", "inclusive"})


def start_of(draft: Draft) -> str:
    """Return the id of the one start event. Raises FlowFault where there is none or more than one."""
    starts = [node for node in draft.nodes.values() if node.kind == "start"]
    if not starts:
        draft.source.refuse(draft.process, "the process has no startEvent; draw one")
    for extra in starts[1:]:
        reason = f"a process has one startEvent and “{starts[0].id}” is it; remove this one"
        draft.refuse(extra.id, reason)
    draft.stop()
    return starts[0].id


def check_parts(draft: Draft) -> None:
    """Note every node and arrow that is wrong by itself."""
    for node in draft.nodes.values():
        _check_ways(draft, node)
        if node.default is not None and node.default not in node.outgoing:
            draft.refuse(node.id, f"the default “{node.default}” does not leave this node")
        if node.kind in CHOICES and len(node.outgoing) > 1:
            _check_choice(draft, node)
        else:
            _check_unconditional(draft, node)


def check_paths(draft: Draft, start: str) -> None:
    """Note what cannot be reached, what cannot get to an end and what goes round for ever."""
    reached = _closure([start], lambda node: _after(draft, node))
    ends = [node.id for node in draft.nodes.values() if node.kind in ENDS]
    ending = _closure(ends, lambda node: _before(draft, node))
    for node in draft.nodes:
        if node not in reached:
            draft.refuse(node, "cannot be reached from the start; connect it or remove it")
        elif node not in ending:
            draft.refuse(node, "cannot get to an end; draw a way to an endEvent")
    loop = _idle_loop(draft)
    if loop:
        shown = ", ".join(loop[:SHOWN]) + (", …" if len(loop) > SHOWN else "")
        draft.refuse(
            loop[0], f"goes round without a userTask ({shown}); put a userTask in the loop"
        )


def _check_ways(draft: Draft, node: Node) -> None:
    if node.kind == "start" and node.incoming:
        draft.refuse(node.id, "an arrow leads into the startEvent; lead it to the node after it")
    if node.kind in ENDS and node.outgoing:
        draft.refuse(node.id, "an arrow leaves the endEvent; remove it")
    if node.kind not in ENDS and not node.outgoing:
        draft.refuse(node.id, "no arrow leaves this node; connect it with what comes next")
    if node.kind in {"start", "user"} and len(node.outgoing) > 1:
        count = len(node.outgoing)
        reason = f"{count} arrows leave this node; put a gateway after it"
        draft.refuse(node.id, reason)


def _check_choice(draft: Draft, node: Node) -> None:
    if node.default is None:
        reason = "no default: if no condition held, the case would stand still; make one arrow the default"
        draft.refuse(node.id, reason)
    for arrow in node.outgoing:
        bare = draft.arrows[arrow].condition is None
        if arrow == node.default and not bare:
            draft.refuse(arrow, "the default arrow has a condition that nobody reads; remove it")
        if arrow != node.default and bare and node.default is not None:
            draft.refuse(arrow, "no condition, and it is not the default; write a condition")


def _check_unconditional(draft: Draft, node: Node) -> None:
    for arrow in node.outgoing:
        if draft.arrows[arrow].condition is not None:
            reason = (
                "a condition belongs on an arrow that leaves an exclusiveGateway or inclusiveGateway "
                "with several ways"
            )
            draft.refuse(arrow, f"{reason}; remove it")


def _after(draft: Draft, node: str) -> list[str]:
    return [draft.arrows[arrow].target for arrow in draft.nodes[node].outgoing]


def _before(draft: Draft, node: str) -> list[str]:
    return [draft.arrows[arrow].source for arrow in draft.nodes[node].incoming]


def _closure(seeds: Iterable[str], onward: Callable[[str], list[str]]) -> set[str]:
    found = set(seeds)
    waiting = deque(found)
    while waiting:
        for node in onward(waiting.popleft()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found


def _idle_loop(draft: Draft) -> list[str]:
    """Return the nodes of one loop without a user task, in order; empty if there is none."""
    idle = {node.id for node in draft.nodes.values() if node.kind != "user"}
    left = _trimmed(idle, lambda node: _after(draft, node), lambda node: _before(draft, node))
    left = _trimmed(left, lambda node: _before(draft, node), lambda node: _after(draft, node))
    if not left:
        return []
    node = next(node for node in draft.nodes if node in left)
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
