"""办理权限: by which power a step is done: that of its act, or the one that its matter names for who does it."""

from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.state import ItemRow, State
from tongban.kernel.catalogue.queries import version_by_id


def power_for(state: State, item: ItemRow, act: str) -> str:
    """Return the power that a mandate must name for the item; that of the act, where the matter says nothing else.

    What is done at a step beside its own act, and steps of several performers, take that of the act.
    """
    round_ = state.rounds[item.round]
    version = version_by_id(state.row.version)
    if version is None or round_.act != act:
        return act
    node = flow_of(version).nodes.get(round_.node)
    keys = node.manner.performers if node is not None else ()
    named = version.performers.get(keys[0], {}) if len(keys) == 1 else {}
    return str(named.get("power", act))
