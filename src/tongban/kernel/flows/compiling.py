"""流程编译: from a BPMN file to a flow that is sure to run, or to every reason why it is not."""

from types import MappingProxyType

from tongban.kernel.flows.branches import branches
from tongban.kernel.flows.elements import name_of
from tongban.kernel.flows.nesting import inside_out
from tongban.kernel.flows.parts import Flow, Node
from tongban.kernel.flows.paths import check_paths
from tongban.kernel.flows.reading import Draft, read
from tongban.kernel.flows.soundness import check_parts, starts_of


def compiled(xml: bytes, process: str | None = None) -> Flow:
    """Return the flow that the BPMN 2.0 file `xml` draws; see docs/reference/flows.md for the subset.

    Without `process`, all processes run that no other calls, beside each other where there are several. Raises FlowFault
    with every problem of the first kind found: unreadable, outside the subset, parts that do not fit, ways that lead
    nowhere, branches that do not meet.
    """
    draft = read(xml, process)
    starts = starts_of(draft)
    order = inside_out(draft)
    check_parts(draft)
    draft.stop()
    check_paths(draft, starts, order)
    draft.stop()
    closing, inside = branches(draft, starts, reversed(order))
    name = name_of(draft.source, draft.process)
    draft.stop()
    pools = _pools(draft) if len(draft.running) > 1 else {}
    return Flow(
        id=draft.process.get("id", ""),
        name=name,
        starts=tuple(pools) or (starts[draft.running[0]],),
        nodes=MappingProxyType(pools | _in_order(draft)),
        arrows=MappingProxyType(draft.arrows),
        bodies=MappingProxyType(starts),
        closing=closing,
        branches=MappingProxyType(inside),
    )


def _pools(draft: Draft) -> dict[str, Node]:
    """Return what stands around each of several processes that run beside each other."""
    found = {}
    for id_ in draft.running:
        element = draft.body(id_)
        line = draft.source.lines[element]
        name = name_of(draft.source, element)
        found[id_] = Node(id_, "scope", name, (), (), None, line, tag="process", inner=id_)
    return found


def _in_order(draft: Draft) -> dict[str, Node]:
    """Return all nodes, what is inside a sub-process or call after it."""
    found: dict[str, Node] = {}
    waiting = [node for body in reversed(draft.running) for node in reversed(draft.within(body))]
    while waiting:
        node = waiting.pop()
        if node.id not in found:
            found[node.id] = node
            waiting += reversed(draft.within(node.inner)) if node.inner else ()
    return found
