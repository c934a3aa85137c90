"""默示的界限: where a time or a message may not lead a case: before its acceptance, and to an end that nobody decided."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from tongban.kernel.flows import Flow, Node

END = ""
"""案卷结束: where no way leads on."""
OUTSIDE = frozenset({"timer", "message", "signal"})
EARLY = "what comes before the acceptance has its times from the law; let it come after it"
SILENT = "it ends the case with nothing decided; lead its way to a userTask first"


def silent_faults(flow: Flow) -> dict[str, str]:
    """Return the events that may not happen where they stand, with why and what to draw instead.

    Silence counts only where the law says so, and there the procedure of the matter does it, not the flow.
    """
    ways = _Ways(flow)
    decided = {node.id for node in flow.nodes.values() if node.act == "decide"}
    undecided = ways.closure([flow.start], lambda node: ways.after(node, but=decided))
    people = {node.id for node in flow.nodes.values() if node.kind == "user"}
    faults: dict[str, str] = {}
    for event in flow.nodes.values():
        if event.trigger.sort not in OUTSIDE or event.kind in {"start", "throw", "end"}:
            continue
        if ways.accepting(ways.closure([event.id], ways.after)) or ways.holds_acceptance(event):
            faults[event.id] = EARLY
            continue
        silent = ways.closure([event.id], lambda node: () if node in people else ways.after(node))
        if END in silent and event.id in undecided:
            faults[event.id] = SILENT
    return faults


class _Ways:
    """The ways over a flow and all that is inside it."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.held: dict[str, list[Node]] = defaultdict(list)
        for node in flow.nodes.values():
            if node.inner is not None:
                self.held[node.inner].append(node)

    def closure(self, seeds: Iterable[str], onward: Callable[[str], Sequence[str]]) -> set[str]:
        found = set(seeds)
        waiting = list(found)
        while waiting:
            one = waiting.pop()
            fresh = set(onward(one) if one != END else ()) - found
            found |= fresh
            waiting += fresh
        return found

    def after(self, id_: str, *, but: Iterable[str] = ()) -> Sequence[str]:
        """Return what comes after a node: inside it, by its arrows, at its edge; after those in `but`, what is at the edge."""
        node = self.flow.nodes[id_]
        if id_ in but:
            return node.boundaries
        thrown = self.edges(node.body) if node.trigger.sort in {"error", "escalation"} else []
        if node.kind in {"end", "terminate", "error"}:
            return [*thrown, *(self.outside(node.body) if node.kind != "error" else [])]
        inside = [self.flow.bodies[node.inner]] if node.inner is not None else []
        passed = node.inner is None or node.repeat is not None or not node.wait
        return [*inside, *thrown, *node.boundaries, *(self.targets(node) if passed else [])]

    def outside(self, body: str) -> list[str]:
        """Return what comes after a process or sub-process."""
        around = self.held[body]
        return [each for one in around for each in self.targets(one)] if around else [END]

    def edges(self, body: str) -> list[str]:
        """Return the events at the edge of all that is around a process or sub-process."""
        around = self.held[body]
        return [each for one in around for each in (*one.boundaries, *self.edges(one.body))]

    def targets(self, node: Node) -> list[str]:
        return [self.flow.arrows[arrow].target for arrow in node.outgoing]

    def accepting(self, nodes: Iterable[str]) -> bool:
        return any(each != END and self.flow.nodes[each].act == "accept" for each in nodes)

    def holds_acceptance(self, event: Node) -> bool:
        """Tell whether an event stands at the edge of the acceptance, or of what holds it."""
        if event.host is None:
            return False
        host = self.flow.nodes[event.host]
        asked = [node for node in self.flow.nodes.values() if node.act == "accept"]
        return any(node is host or self.within(node.id, host.inner) for node in asked)

    def within(self, node: str, body: str | None) -> bool:
        """Tell whether a node stands in a sub-process or what it calls, at any depth."""
        around = self.flow.nodes[node].body
        return around == body or any(self.within(one.id, body) for one in self.held[around])
