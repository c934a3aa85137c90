"""流程读取: from the elements of a BPMN file to nodes and arrows; what is outside the subset is refused."""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from tongban.kernel.flows.conditions import Condition, condition
from tongban.kernel.flows.definitions import NOTES, Definitions, definitions
from tongban.kernel.flows.duties import refuse_duties
from tongban.kernel.flows.elements import IN_PROCESS, IN_SCOPE, KINDS, Place, name_of, node
from tongban.kernel.flows.parts import Arrow, Node
from tongban.kernel.flows.repeating import expression
from tongban.kernel.flows.source import TEXT_LIMIT, Source, local_name

IN_ARROW = NOTES | {"conditionExpression"}


@dataclass(slots=True)
class Draft:
    """A flow as it was read: parts that may not fit together yet, and the elements they came from.

    `bodies` holds the ids of the nodes of each process and sub-process that is read; `running` are the processes that begin.
    """

    source: Source
    file: Definitions
    nodes: dict[str, Node] = field(default_factory=dict)
    arrows: dict[str, Arrow] = field(default_factory=dict)
    elements: dict[str, _Element] = field(default_factory=dict)
    bodies: dict[str, list[str]] = field(default_factory=dict)

    @property
    def process(self) -> _Element:
        """Return the first process that begins."""
        return self.file.processes[self.running[0]]

    @property
    def running(self) -> tuple[str, ...]:
        """Return the processes that begin with the flow."""
        return self.file.running

    def refuse(self, part: str, reason: str) -> None:
        """Note that something is wrong with the node or arrow whose id is `part`."""
        self.source.refuse(self.elements[part], reason)

    def stop(self) -> None:
        """Raise FlowFault if anything was noted."""
        self.source.stop()

    def body(self, name: str) -> _Element:
        """Return the element of a process or sub-process."""
        return self.file.processes[name] if name in self.file.processes else self.elements[name]

    def within(self, body: str) -> list[Node]:
        """Return the nodes that stand in a process or sub-process, not those in one inside it."""
        return [self.nodes[each] for each in self.bodies[body]]


def read(xml: bytes, process: str | None = None) -> Draft:
    """Return the parts of the processes of `xml` that run, or of the one `process`, with what they call.

    Raises FlowFault for all that is outside the subset.
    """
    source = Source(xml)
    source.check_ids()
    source.stop()
    draft = Draft(source, definitions(source, process))
    waiting = [draft.file.processes[each] for each in draft.running]
    while waiting:
        element = waiting.pop(0)
        if element.get("id") not in draft.bodies:
            waiting += _body(draft, element)
    source.stop()
    return draft


class _Ways:
    """The arrows into and out of each node, in the order of the file."""

    def __init__(self, arrows: Mapping[str, Arrow]) -> None:
        self.arrows = arrows
        self.incoming: dict[str, list[str]] = defaultdict(list)
        self.outgoing: dict[str, list[str]] = defaultdict(list)
        for arrow in arrows.values():
            self.outgoing[arrow.source].append(arrow.id)
            self.incoming[arrow.target].append(arrow.id)

    def of(self, id_: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(self.incoming[id_]), tuple(self.outgoing[id_])


def _body(draft: Draft, body: _Element) -> list[_Element]:
    """Read what stands in a process or sub-process; return the bodies that it holds or calls."""
    source = draft.source
    nodes, arrows = _identified(source, body)
    draft.elements |= {**nodes, **arrows}
    # An arrow to an element that is refused anyway is no second problem.
    refused = {child.get("id") for child in body if local_name(child) not in IN_PROCESS}
    own: dict[str, Arrow] = {}
    for id_, element in arrows.items():
        _check_ends(source, element, nodes.keys(), refused)
        own[id_] = _arrow(source, id_, element)
    ways = _Ways(own)
    edges: dict[str | None, list[str]] = defaultdict(list)
    for id_, element in nodes.items():
        if local_name(element) == "boundaryEvent":
            edges[element.get("attachedToRef")].append(id_)
    inside = body.get("id", "")
    for id_, element in nodes.items():
        _check_told_arrows(source, element, own)
        place = Place(inside, *ways.of(id_), tuple(edges[id_]), nodes)
        draft.nodes[id_] = node(source, draft.file, element, place)
    draft.arrows |= own
    draft.bodies[inside] = [each for id_ in nodes for each in _with_fork(draft, id_)]
    inner = [draft.nodes[id_].inner for id_ in nodes]
    return [nodes.get(each, draft.file.processes.get(each, body)) for each in inner if each]


def _with_fork(draft: Draft, id_: str) -> tuple[str, ...]:
    """Put the parallel gateway that BPMN means between a node that is no gateway and several arrows out of it."""
    one = draft.nodes[id_]
    if one.tag.endswith("Gateway") or len(one.outgoing) < 2:
        return (id_,)
    # No element can have this id.
    fork = f"{id_}+"
    draft.elements[fork] = draft.elements[id_]
    draft.nodes[fork] = Node(
        id=fork,
        kind="parallel",
        name="",
        incoming=(fork,),
        outgoing=one.outgoing,
        default=None,
        line=one.line,
        tag="parallelGateway",
        body=one.body,
    )
    draft.arrows[fork] = Arrow(fork, "", id_, fork)
    for arrow in one.outgoing:
        draft.arrows[arrow] = replace(draft.arrows[arrow], source=fork)
    default = None if one.default in one.outgoing else one.default
    draft.nodes[id_] = replace(one, outgoing=(fork,), default=default)
    return id_, fork


def _identified(source: Source, body: _Element) -> tuple[dict[str, _Element], dict[str, _Element]]:
    nodes: dict[str, _Element] = {}
    arrows: dict[str, _Element] = {}
    allowed = IN_PROCESS if local_name(body) == "process" else IN_SCOPE
    for tag, element in source.children(body, allowed):
        if tag not in KINDS and tag != "sequenceFlow":
            continue
        id_ = element.get("id")
        if id_:
            (nodes if tag in KINDS else arrows)[id_] = element
        else:
            source.refuse(element, f"the {tag} has no id; give it one")
    return nodes, arrows


def _check_ends(
    source: Source, element: _Element, nodes: Container[str], refused: Container[str | None]
) -> None:
    for end in ("sourceRef", "targetRef"):
        ref = element.get(end)
        if not ref:
            source.refuse(element, f"the sequenceFlow has no {end}; connect it")
        elif ref not in nodes and ref not in refused:
            shown = ref[:TEXT_LIMIT]
            source.refuse(element, f"{end} names “{shown}”, which is no node of this process")


def _arrow(source: Source, id_: str, element: _Element) -> Arrow:
    refuse_duties(source, element)
    ends = element.get("sourceRef", ""), element.get("targetRef", "")
    return Arrow(id_, name_of(source, element), *ends, _condition(source, element))


def _condition(source: Source, arrow: _Element) -> Condition | None:
    children = source.children(arrow, IN_ARROW)
    found = [each for tag, each in children if tag == "conditionExpression"]
    if not found:
        return None
    if len(found) > 1:
        source.refuse(arrow, "the sequenceFlow has more than one condition; join them with and")
        return None
    source.children(found[0], ())
    return expression(source, found[0], "condition", condition, at=arrow)


def _check_told_arrows(source: Source, element: _Element, arrows: Mapping[str, Arrow]) -> None:
    """Refuse what a node says of its arrows and is not so."""
    here = element.get("id")
    for child in element:
        tag = local_name(child)
        if tag not in {"incoming", "outgoing"}:
            continue
        told = (child.text or "").strip()
        arrow = arrows.get(told.rpartition(":")[2])
        if tag == "incoming" and (arrow is None or arrow.target != here):
            source.refuse(child, f"incoming names “{told[:TEXT_LIMIT]}”, which does not lead here")
        if tag == "outgoing" and (arrow is None or arrow.source != here):
            source.refuse(child, f"outgoing names “{told[:TEXT_LIMIT]}”, which does not leave here")
