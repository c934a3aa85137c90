"""终止结束: where a flow ends a whole case at once, something must have been decided."""

from tongban.kernel.flows import Flow

PASSED = frozenset({"exclusive", "parallel", "inclusive", "throw"})


def undecided_ends(flow: Flow) -> list[str]:
    """Return the terminate ends of the case to which a way leads, over gateways alone, from what is no decision."""
    top = flow.nodes[flow.start].body
    ends = [node.id for node in flow.nodes.values() if (node.kind, node.body) == ("terminate", top)]
    return [end for end in ends if not _after_decisions(flow, end)]


def _after_decisions(flow: Flow, end: str) -> bool:
    waiting, seen = [end], {end}
    while waiting:
        for arrow in flow.nodes[waiting.pop()].incoming:
            before = flow.nodes[flow.arrows[arrow].source]
            if before.kind not in PASSED:
                if before.act != "decide":
                    return False
            elif before.id not in seen:
                seen.add(before.id)
                waiting.append(before.id)
    return True
