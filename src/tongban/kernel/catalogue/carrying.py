"""案卷能走的流程: what a sound flow may hold and a case cannot carry yet, each with its remedy."""

from collections import Counter

from tongban.kernel import Refusal
from tongban.kernel.flows import Flow, Node

OUTSIDE = frozenset({"message", "signal", "timer"})


def check_carried(flow: Flow) -> None:
    """Refuse a flow that a case cannot carry."""
    refusal = carrying_fault(flow)
    if refusal is not None:
        raise refusal


def carrying_fault(flow: Flow) -> Refusal | None:
    """Say which elements a case cannot carry, each with why and what to draw instead; `None` lets the flow pass."""
    calls = Counter(node.inner for node in flow.nodes.values() if node.inner is not None)
    reasons = {node.id.rstrip("+"): _reason(flow, node, calls) for node in flow.nodes.values()}
    told = [f"{node}: {reason}" for node, reason in reasons.items() if reason]
    if not told:
        return None
    return Refusal(
        "catalogue.flow_not_carried",
        "A case cannot run the flow as it is drawn. {reasons}. Change the flow and replace it.",
        reasons="; ".join(told),
    )


def _reason(flow: Flow, node: Node, calls: Counter[str]) -> str:
    if node.kind == "boundary":
        return _reason_of_edge(flow, node)
    checks = (
        (node.tag == "process", "a case runs one process; let it call the others, or give each its own matter"),
        (node.kind == "task", f"nobody in a case does a {node.tag}; make it a userTask with tongban:act and tongban:performer"),
        (node.kind in {"catch", "events"}, "a case cannot wait for a timer or message yet; use tongban:limit and tongban:overdue"),
        (node.kind in {"throw", "end"} and node.trigger.sort in OUTSIDE, "a case sends no messages by its flow, notices go by themselves; make it a plain event"),
        (node.id.endswith("+"), "several arrows leave it; put a parallelGateway after it"),
        (_together(node) and node.kind == "user", "a case opens a step once at a time; name several performers in its tongban:performer"),
        (_together(node), "a case opens a step once at a time; let them follow each other (isSequential)"),
        (not node.wait, "a case waits for what it calls, so that it is not decided before; remove tongban:wait"),
        (calls[node.inner or ""] > 1, f"“{node.inner}” is called from several places; give each call a process of its own"),
    )  # fmt: skip
    return next((reason for wrong, reason in checks if wrong), "")


def _reason_of_edge(flow: Flow, node: Node) -> str:
    sort, inner = node.trigger.sort, flow.nodes[str(node.host)].inner
    if sort in OUTSIDE:
        return f"a case cannot wait for a {sort} yet; use tongban:limit and tongban:overdue"
    if not node.interrupts:
        return "a case opens a step once at a time; let the event interrupt"
    return "" if inner else "nothing inside a userTask throws this; draw a choice after it"


def _together(node: Node) -> bool:
    return node.repeat is not None and node.repeat.order == "together"
