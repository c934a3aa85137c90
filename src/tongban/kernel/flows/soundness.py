"""流程可靠性: each part fits by itself: arrows, choices, beginnings, events and who catches what is thrown."""

from tongban.kernel.flows.nesting import uncaught
from tongban.kernel.flows.parts import ENDS, Node
from tongban.kernel.flows.reading import Draft

CHOICES = frozenset({"exclusive", "inclusive"})


def starts_of(draft: Draft) -> dict[str, str]:
    """Return the one start event of each process and sub-process. Raises FlowFault where that is not so."""
    starts = {body: _start_of(draft, body) for body in draft.bodies}
    draft.stop()
    return starts


def _start_of(draft: Draft, body: str) -> str:
    what = "process" if body in draft.file.processes else "sub-process"
    starts = [node for node in draft.within(body) if node.kind == "start"]
    if not starts:
        draft.source.refuse(draft.body(body), f"the {what} has no startEvent; draw one")
        return ""
    for extra in starts[1:]:
        reason = f"a {what} has one startEvent and “{starts[0].id}” is it; remove this one"
        draft.refuse(extra.id, reason)
    if what == "sub-process" and starts[0].trigger.sort:
        reason = "a sub-process begins when the flow comes to it; remove what this event waits for"
        draft.refuse(starts[0].id, reason)
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
        if node.kind == "events":
            _check_alternatives(draft, node)
    for node in uncaught(draft):
        reason = "nothing catches this error: no sub-process around it has a boundaryEvent for it"
        draft.refuse(node.id, f"{reason}; draw one, or end without an error")


def _check_alternatives(draft: Draft, node: Node) -> None:
    for arrow in node.outgoing:
        after = draft.nodes[draft.arrows[arrow].target]
        waits = after.kind == "catch" or after.tag == "receiveTask"
        if not waits or len(after.incoming) > 1 or after.repeat or after.boundaries:
            reason = "after an eventBasedGateway comes an intermediateCatchEvent or receiveTask"
            draft.refuse(arrow, f"{reason} to which no other arrow leads; draw one")


def _check_ways(draft: Draft, node: Node) -> None:
    if node.kind in {"start", "boundary"} and node.incoming:
        reason = f"an arrow leads into the {node.tag}; lead it to the node after it"
        draft.refuse(node.id, reason)
    if node.kind in ENDS and node.outgoing:
        draft.refuse(node.id, "an arrow leaves the endEvent; remove it")
    if node.kind not in ENDS and not node.outgoing:
        draft.refuse(node.id, "no arrow leaves this node; connect it with what comes next")


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
