"""流程读取: from the elements of a BPMN file to nodes and arrows; what is outside the subset is refused."""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml.etree import _Element

from tongban.kernel.flows.conditions import Condition, condition
from tongban.kernel.flows.duties import Duty, duty, refuse_duties
from tongban.kernel.flows.lexemes import ConditionFault
from tongban.kernel.flows.parts import Arrow, Kind, Node
from tongban.kernel.flows.source import TEXT_LIMIT, Source, local_name

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "startEvent": "start",
        "endEvent": "end",
        "userTask": "user",
        "exclusiveGateway": "exclusive",
        "parallelGateway": "parallel",
        "inclusiveGateway": "inclusive",
    }
)
DIAGRAM = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram"
NOTES = frozenset({"documentation", "extensionElements"})
DRAWN = NOTES | {"textAnnotation", "association", "group"}
IN_DEFINITIONS = NOTES | {"category", "collaboration", "process", DIAGRAM}
IN_COLLABORATION = DRAWN | {"participant"}
IN_PROCESS = DRAWN | {"laneSet", "sequenceFlow"} | KINDS.keys()
IN_NODE = NOTES | {"incoming", "outgoing"}
TERMINATE = "terminateEventDefinition"
IN_END = IN_NODE | {TERMINATE}
IN_ARROW = NOTES | {"conditionExpression"}
# A userTask can be done once, by people, and not be undone.
FIXED = {"isForCompensation": "false", "startQuantity": "1", "completionQuantity": "1"}
LANGUAGE = "urn:tongban:condition:1"


@dataclass(slots=True)
class Draft:
    """A flow as it was read: parts that may not fit together yet, and the elements they came from."""

    source: Source
    process: _Element
    nodes: dict[str, Node] = field(default_factory=dict)
    arrows: dict[str, Arrow] = field(default_factory=dict)
    elements: dict[str, _Element] = field(default_factory=dict)

    def refuse(self, part: str, reason: str) -> None:
        """Note that something is wrong with the node or arrow whose id is `part`."""
        self.source.refuse(self.elements[part], reason)

    def stop(self) -> None:
        """Raise FlowFault if anything was noted."""
        self.source.stop()


def read(xml: bytes) -> Draft:
    """Return the parts of the one process in `xml`. Raises FlowFault for all that is outside the subset."""
    source = Source(xml)
    source.check_ids()
    source.stop()
    draft = Draft(source, _process(source))
    nodes, arrows = _identified(source, draft.process)
    draft.elements = {**nodes, **arrows}
    # An arrow to an element that is refused anyway is no second problem.
    refused = {child.get("id") for child in draft.process if local_name(child) not in IN_PROCESS}
    for id_, element in arrows.items():
        _check_ends(source, element, nodes.keys(), refused)
        draft.arrows[id_] = _arrow(source, id_, element)
    ways = _Ways(draft.arrows)
    for id_, element in nodes.items():
        draft.nodes[id_] = _node(source, id_, element, ways)
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


def _process(source: Source) -> _Element:
    children = source.children(source.root, IN_DEFINITIONS)
    for element in (each for tag, each in children if tag == "collaboration"):
        for tag, inside in source.children(element, IN_COLLABORATION):
            if tag == "participant":
                source.children(inside, NOTES)
    processes = [each for tag, each in children if tag == "process"]
    for extra in processes[1:]:
        source.refuse(extra, "a file holds one process and this is another; give it its own file")
    if not processes:
        source.refuse(source.root, "there is no process; draw one")
        source.stop()
    if not processes[0].get("id"):
        source.refuse(processes[0], "the process has no id; give it one")
    return processes[0]


def _identified(
    source: Source, process: _Element
) -> tuple[dict[str, _Element], dict[str, _Element]]:
    nodes: dict[str, _Element] = {}
    arrows: dict[str, _Element] = {}
    for tag, element in source.children(process, IN_PROCESS):
        if tag not in KINDS and tag != "sequenceFlow":
            continue
        id_ = element.get("id")
        if id_:
            (nodes if tag in KINDS else arrows)[id_] = element
        else:
            source.refuse(element, f"the {tag} has no id; give it one")
    return nodes, arrows


def name_of(source: Source, element: _Element) -> str:
    """Return the name of `element` with line breaks and runs of spaces as one space."""
    name = " ".join(element.get("name", "").split())
    if len(name) > TEXT_LIMIT:
        source.refuse(element, f"the name has more than {TEXT_LIMIT} characters; shorten it")
    return name


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
    language = found[0].get("language", LANGUAGE)
    if language != LANGUAGE:
        shown = language[:TEXT_LIMIT]
        source.refuse(arrow, f"the condition is in “{shown}”; write it in {LANGUAGE}")
        return None
    try:
        return condition(found[0].text or "")
    except ConditionFault as fault:
        source.refuse(arrow, f"condition, column {fault.column}: {fault.reason}")
        return None


def _node(source: Source, id_: str, element: _Element, ways: _Ways) -> Node:
    kind = KINDS[local_name(element)]
    told = _check_told_arrows(source, element, ways.arrows)
    if TERMINATE in told:
        kind = "terminate"
    asked = Duty()
    if kind == "user":
        asked = duty(source, element)
        _check_fixed(source, element)
    else:
        refuse_duties(source, element)
    return Node(
        id=id_,
        kind=kind,
        name=name_of(source, element),
        incoming=tuple(ways.incoming[id_]),
        outgoing=tuple(ways.outgoing[id_]),
        default=element.get("default"),
        line=source.lines[element],
        act=asked.act,
        performer=asked.performer,
        rule=asked.rule,
        limit=asked.limit,
        manner=asked.manner,
    )


def _check_fixed(source: Source, task: _Element) -> None:
    for name, value in FIXED.items():
        if task.get(name, value) != value:
            source.refuse(task, f"{name} must be {value}; remove it")


def _check_told_arrows(source: Source, element: _Element, arrows: Mapping[str, Arrow]) -> set[str]:
    """Refuse what a node says of its arrows and is not so; return which elements stand in it."""
    here = element.get("id")
    children = source.children(element, IN_END if local_name(element) == "endEvent" else IN_NODE)
    for tag, child in children:
        if tag == TERMINATE:
            source.children(child, NOTES)
        if tag not in {"incoming", "outgoing"}:
            continue
        told = (child.text or "").strip()
        arrow = arrows.get(told)
        if tag == "incoming" and (arrow is None or arrow.target != here):
            source.refuse(child, f"incoming names “{told[:TEXT_LIMIT]}”, which does not lead here")
        if tag == "outgoing" and (arrow is None or arrow.source != here):
            source.refuse(child, f"outgoing names “{told[:TEXT_LIMIT]}”, which does not leave here")
    return {tag for tag, _child in children}
