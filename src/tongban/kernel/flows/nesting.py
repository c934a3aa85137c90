"""流程嵌套: which process or sub-process stands in which, and what an error inside one meets around it."""

from collections import defaultdict

from tongban.kernel.flows.parts import Node
from tongban.kernel.flows.reading import Draft

DEEPEST = 16


def inside_out(draft: Draft) -> tuple[str, ...]:
    """Return all bodies, each after those inside it; refuse a process that calls itself, or nests too deeply."""
    order: dict[str, int] = {}
    for body in draft.running:
        _depth(draft, body, (), order)
        draft.stop()
    return tuple(order)


def _depth(draft: Draft, body: str, around: tuple[str, ...], order: dict[str, int]) -> int:
    depth = 0
    for node in draft.within(body):
        if node.inner is None:
            continue
        if node.inner in (*around, body):
            draft.refuse(node.id, f"“{node.inner}” calls itself by this; call another process")
            return 0
        if len(around) >= DEEPEST:
            draft.refuse(node.id, f"more than {DEEPEST} sub-processes stand in each other; flatten")
            return 0
        inner = order.get(node.inner)
        if inner is None:
            inner = _depth(draft, node.inner, (*around, body), order)
        depth = max(depth, inner + 1)
    order[body] = depth
    return depth


def holders(draft: Draft) -> dict[str, list[Node]]:
    """Return by body the sub-processes and calls that open it."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in draft.nodes.values():
        if node.inner is not None:
            found[node.inner].append(node)
    return found


def uncaught(draft: Draft) -> list[Node]:
    """Return the ends with an error that nothing around them is sure to catch."""
    held = holders(draft)
    errors = [node for node in draft.nodes.values() if node.kind == "error"]
    return [node for node in errors if not _caught(draft, node, node.body, held)]


def _caught(draft: Draft, error: Node, body: str, held: dict[str, list[Node]]) -> bool:
    if body in draft.running:
        return False
    return all(
        any(draft.nodes[each].trigger.catches(error.trigger) for each in holder.boundaries)
        or (holder.wait and _caught(draft, error, holder.body, held))
        for holder in held[body]
    )
