"""流程图: a version's flow as its guide shows it, the picture and the list beside it."""

from collections import deque
from collections.abc import Iterator

from django.utils.translation import gettext

from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.flows import Flow as Compiled
from tongban.kernel.flows import compiled
from tongban.kernel.identity import queries as identity
from tongban.portal.wording import listed
from tongban.ui.pieces import Flow, FlowStep


def flow_of(version: MatterVersion, *, url: str) -> Flow | None:
    """Return the picture at `url` with the tasks in the order in which they open, each with who performs it."""
    if not version.flow:
        return None
    found = compiled(version.flow.encode())
    organs = identity.names_of(f"organ/{to['organ']}" for to in version.performers.values())
    steps = tuple(
        FlowStep(
            node=node, name=found.nodes[node].name, note=_performer(version, found, node, organs)
        )
        for node in tasks_in_order(found)
    )
    return Flow(label=gettext("How the case runs"), steps=steps, url=url, plain=True)


def tasks_in_order(flow: Compiled) -> list[str]:
    """Return the ids of the user tasks as one meets them from the start, branches from top to bottom."""
    return list(dict.fromkeys(_tasks_from(flow, flow.start)))


def _tasks_from(flow: Compiled, start: str) -> Iterator[str]:
    seen, waiting = {start}, deque([start])
    while waiting:
        node = flow.nodes[waiting.popleft()]
        if node.kind == "user":
            yield node.id
        if node.inner is not None:
            yield from _tasks_from(flow, flow.bodies[node.inner])
        after = [flow.arrows[arrow].target for arrow in node.outgoing]
        fresh = [each for each in (*node.boundaries, *after) if each not in seen]
        seen.update(fresh)
        waiting.extend(fresh)


def _performer(version: MatterVersion, flow: Compiled, node: str, organs: dict[str, str]) -> str:
    bound = [version.performers.get(key) for key in flow.nodes[node].manner.performers]
    named = [organs.get(f"organ/{to['organ']}", "") for to in bound if to]
    return listed(list(dict.fromkeys(name for name in named if name)))
