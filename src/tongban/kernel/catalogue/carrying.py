"""案卷能走的流程: what a sound flow may hold and a case cannot carry, each with its remedy."""

from collections import Counter

from tongban.kernel import Refusal
from tongban.kernel.catalogue.silence import OUTSIDE, silent_faults
from tongban.kernel.flows import Flow, Node
from tongban.standards.procedures import names, procedure

WAITING = frozenset({"catch", "boundary"})


def check_carried(flow: Flow, asked: str | None) -> None:
    """Refuse a flow that a case of the procedure cannot carry."""
    refusal = carrying_fault(flow, asked)
    if refusal is not None:
        raise refusal


def carrying_fault(flow: Flow, asked: str | None) -> Refusal | None:
    """Say which elements a case cannot carry, on which line, with why and what to draw instead; `None` lets the flow pass.

    `asked` is the procedure by which its cases run, `None` where it is not known yet.
    """
    calls = Counter(node.inner for node in flow.nodes.values() if node.inner is not None)
    answers = asked in names() and "answer" in procedure(str(asked)).moves
    silent = silent_faults(flow)
    found = {}
    for node in flow.nodes.values():
        reason = _reason(flow, node, calls) or silent.get(node.id, "")
        if not reason and answers and _beside(node):
            reason = "an enquiry is answered by its last step, so nothing may run beside it; let the event interrupt, or the case wait for the call"
        if reason:
            found[node.id.rstrip("+")] = f"line {node.line}, {node.id.rstrip('+')}: {reason}"
    if not found:
        return None
    return Refusal(
        "catalogue.flow_not_carried",
        "A case cannot run the flow as it is drawn. {reasons}. Change the flow and replace it.",
        reasons="; ".join(found.values()),
    )


def _reason(flow: Flow, node: Node, calls: Counter[str]) -> str:
    if node.kind in WAITING:
        return _reason_of_event(flow, node)
    checks = (
        (node.tag == "process", "a case runs one process; let it call the others, or give each its own matter"),
        (node.kind == "task" and node.tag != "receiveTask", f"nobody in a case does a {node.tag}; make it a userTask with tongban:act and tongban:performer"),
        (node.kind in {"throw", "end"} and node.trigger.sort in OUTSIDE, "a case sends no messages by its flow, notices go by themselves; make it a plain event"),
        (node.id.endswith("+"), "several arrows leave it; put a parallelGateway after it"),
        (node.together and node.inner is not None, "conditions inside would take one instance for another; let them follow each other (isSequential), or do a userTask several times"),
        (node.together and node.kind == "user" and node.act != "review", "an application is accepted and decided once; only a review may be done several times"),
        (calls[node.inner or ""] > 1, f"“{node.inner}” is called from several places; give each call a process of its own"),
    )  # fmt: skip
    return next((reason for wrong, reason in checks if wrong), "")


def _reason_of_event(flow: Flow, node: Node) -> str:
    sort = node.trigger.sort
    if sort == "timer":
        return _reason_of_time(node)
    if sort == "signal":
        return "nobody sends a case a signal; make it a message, which somebody notes when it comes"
    if sort == "message":
        return ""
    inner = flow.nodes[str(node.host)].inner
    return "" if inner else "nothing inside a userTask throws this; draw a choice after it"


def _reason_of_time(node: Node) -> str:
    if node.trigger.length or node.trigger.day:
        return ""
    durations = "a timeDuration such as 5wd, 10cd, 48h or P10D"
    return f"its time is not said in one unit; write {durations}, or a timeDate such as 2027-03-01 or form.opens_on"


def _beside(node: Node) -> bool:
    return not node.wait or not node.interrupts
