"""流程图: the flow of a version as its keeper sees it, with the performer of each step."""

from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.flows import FlowFault, compiled
from tongban.portal.public.pictures import flow_of as public_flow
from tongban.ui.pieces import Flow


def flow_of(version: MatterVersion) -> Flow | None:
    """Return the picture and the list beside it; `None` without a flow, or where it does not compile."""
    if not version.flow:
        return None
    try:
        compiled(version.flow.encode())
    except FlowFault:
        return None
    drawn = public_flow(version, url="")
    return None if drawn is None else Flow(drawn.label, drawn.steps, xml=version.flow, plain=True)
