"""环节读取: from one element of a BPMN file to a node."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml.etree import _Element

from tongban.kernel.flows.definitions import (
    ARTIFACTS,
    DATA,
    NOTES,
    PEOPLE,
    WATCHING,
    Definitions,
    steps,
)
from tongban.kernel.flows.duties import PREFIX, Duty, duty, refuse_duties
from tongban.kernel.flows.parts import ACTIVITIES, Kind, Node
from tongban.kernel.flows.repeating import REPEATS, repeat
from tongban.kernel.flows.repeats import Repeat
from tongban.kernel.flows.source import TEXT_LIMIT, Source, local_name
from tongban.kernel.flows.triggers import definition_tags, trigger

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "startEvent": "start",
        "endEvent": "end",
        "userTask": "user",
        "task": "task",
        "manualTask": "task",
        "serviceTask": "task",
        "sendTask": "task",
        "receiveTask": "task",
        "scriptTask": "task",
        "businessRuleTask": "task",
        "subProcess": "scope",
        "callActivity": "scope",
        "exclusiveGateway": "exclusive",
        "parallelGateway": "parallel",
        "inclusiveGateway": "inclusive",
        "eventBasedGateway": "events",
        "intermediateCatchEvent": "catch",
        "intermediateThrowEvent": "throw",
        "boundaryEvent": "boundary",
    }
)
IN_NODE = NOTES | WATCHING | {"incoming", "outgoing", "categoryValueRef"}
IN_ACTIVITY = IN_NODE | DATA | PEOPLE | REPEATS | {"rendering", "script"}
IN_EVENT = IN_NODE | DATA | {"dataInput", "dataOutput", "inputSet", "outputSet"}
IN_PROCESS = (
    ARTIFACTS
    | PEOPLE
    | WATCHING
    | {"ioSpecification", "property", "laneSet", "sequenceFlow"}
    | {"dataObject", "dataObjectReference", "dataStoreReference"}
    | KINDS.keys()
)
IN_SCOPE = IN_PROCESS | IN_NODE | DATA | REPEATS
# An activity can be done once, and not be undone; what begins a process is its start event.
FIXED = {
    "isForCompensation": "false",
    "startQuantity": "1",
    "completionQuantity": "1",
    "triggeredByEvent": "false",
    "instantiate": "false",
    "eventGatewayType": "Exclusive",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: in which body, with which arrows and events at its edge, among which elements."""

    body: str
    incoming: tuple[str, ...]
    outgoing: tuple[str, ...]
    boundaries: tuple[str, ...]
    among: Mapping[str, _Element]


def name_of(source: Source, element: _Element) -> str:
    """Return the name of `element` with line breaks and runs of spaces as one space."""
    name = " ".join(element.get("name", "").split())
    if len(name) > TEXT_LIMIT:
        source.refuse(element, f"the name has more than {TEXT_LIMIT} characters; shorten it")
    return name


def node(source: Source, file: Definitions, element: _Element, place: Place) -> Node:
    """Return the node that `element` draws; note all that is outside the subset."""
    tag = local_name(element)
    kind = KINDS[tag]
    _check_fixed(source, element)
    inner = _inner(file, element)
    if kind == "scope" and inner is None:
        kind = "task"
    asked = Duty()
    repeated, wait = _doing(source, element, inner, place)
    if kind == "user":
        asked = duty(source, element)
    else:
        refuse_duties(source, element, but=("wait",) if tag == "callActivity" else ())
    caught = trigger(source, element, file)
    if kind == "end" and caught.sort in {"terminate", "error"}:
        kind = "error" if caught.sort == "error" else "terminate"
    return Node(
        id=element.get("id", ""),
        kind=kind,
        name=name_of(source, element),
        incoming=place.incoming,
        outgoing=place.outgoing,
        default=element.get("default"),
        line=source.lines[element],
        act=asked.act,
        performer=asked.performer,
        rule=asked.rule,
        limit=asked.limit,
        manner=asked.manner,
        tag=tag,
        body=place.body,
        inner=inner,
        wait=wait,
        repeat=repeated,
        trigger=caught,
        host=_host(source, element, place) if kind == "boundary" else None,
        interrupts=_interrupts(source, element),
        boundaries=place.boundaries,
    )


def _doing(
    source: Source, element: _Element, inner: str | None, place: Place
) -> tuple[Repeat | None, bool]:
    """Return how often an activity is done, and whether the flow waits; note what may not stand in the element."""
    tag = local_name(element)
    if KINDS[tag] not in ACTIVITIES:
        source.children(element, (IN_NODE if "Gateway" in tag else IN_EVENT) | definition_tags(tag))
        return None, True
    _check_inside_activity(source, element, inner)
    repeated = repeat(source, element)
    return repeated, _waits(source, element, inner, repeated, place)


def _check_fixed(source: Source, element: _Element) -> None:
    for name, value in FIXED.items():
        if element.get(name, value) != value:
            source.refuse(element, f"{name} must be {value}; remove it")


def _check_inside_activity(source: Source, element: _Element, inner: str | None) -> None:
    # What stands inside a sub-process is checked when it is read itself.
    if inner is None or inner != element.get("id"):
        sub = local_name(element) == "subProcess"
        source.children(element, IN_SCOPE if sub else IN_ACTIVITY)


def _inner(file: Definitions, element: _Element) -> str | None:
    """Return the body that a sub-process holds, or a call names; `None` for an activity done elsewhere."""
    tag = local_name(element)
    if tag == "subProcess":
        return element.get("id") if steps(element) else None
    return file.called(element) if tag == "callActivity" else None


def _waits(
    source: Source, element: _Element, inner: str | None, repeated: Repeat | None, place: Place
) -> bool:
    """Return whether the flow waits for an activity; a call may say that it goes on beside it (异步)."""
    said = element.get(f"{PREFIX}wait", "true")
    if said == "true" or local_name(element) != "callActivity":
        return True
    if said != "false":
        source.refuse(element, f"tongban:wait=“{said[:TEXT_LIMIT]}”: must be one of true, false")
    if inner is None:
        reason = "a call that nobody waits for must name a process of this file in calledElement"
        source.refuse(element, reason)
    if repeated is not None and (repeated.order != "together" or repeated.until is not None):
        reason = "calls that nobody waits for all begin at once; make it parallel, without a completionCondition"
        source.refuse(element, reason)
    for boundary in place.boundaries:
        reason = "nobody waits for this call, so nothing can happen to it here"
        source.refuse(place.among[boundary], f"{reason}; remove it, or remove tongban:wait")
    return False


def _host(source: Source, element: _Element, place: Place) -> str | None:
    host = element.get("attachedToRef")
    found = None if host is None else place.among.get(host)
    if found is None or KINDS[local_name(found)] not in ACTIVITIES:
        reason = "attachedToRef must name an activity of the same process"
        source.refuse(element, reason)
        return None
    return host


def _interrupts(source: Source, element: _Element) -> bool:
    if element.get("cancelActivity", "true") == "true":
        return True
    if any(local_name(each) == "errorEventDefinition" for each in element):
        source.refuse(element, "an error always interrupts; remove cancelActivity")
    return False
