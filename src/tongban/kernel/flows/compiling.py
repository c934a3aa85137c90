"""流程编译: from a BPMN file to a flow that is sure to run, or to every reason why it is not."""

from types import MappingProxyType

from tongban.kernel.flows.branches import branches
from tongban.kernel.flows.parts import Flow
from tongban.kernel.flows.reading import name_of, read
from tongban.kernel.flows.soundness import check_parts, check_paths, start_of


def compiled(xml: bytes) -> Flow:
    """Return the flow that the BPMN 2.0 file `xml` draws; see docs/reference/flows.md for the subset.

    Raises FlowFault with every problem of the first kind found: unreadable, outside the subset, parts
    that do not fit, ways that lead nowhere, branches that do not meet.
    """
    draft = read(xml)
    start = start_of(draft)
    check_parts(draft)
    draft.stop()
    check_paths(draft, start)
    draft.stop()
    closing, inside = branches(draft, start)
    name = name_of(draft.source, draft.process)
    draft.stop()
    return Flow(
        id=draft.process.get("id", ""),
        name=name,
        start=start,
        nodes=MappingProxyType(draft.nodes),
        arrows=MappingProxyType(draft.arrows),
        closing=closing,
        branches=MappingProxyType(inside),
    )
