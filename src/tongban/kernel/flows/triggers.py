"""事件: what an event of the file waits for or throws."""

from lxml.etree import _Element

from tongban.kernel.flows.definitions import NOTES, Definitions, local_part
from tongban.kernel.flows.parts import Trigger
from tongban.kernel.flows.source import TEXT_LIMIT, Source, local_name
from tongban.kernel.flows.timing import day_of, length_of

DEFINITION = "EventDefinition"
ALLOWED = {
    "startEvent": ("timer", "message", "signal"),
    "endEvent": ("terminate", "message", "signal", "escalation", "error"),
    "intermediateCatchEvent": ("timer", "message", "signal"),
    "intermediateThrowEvent": ("message", "signal", "escalation"),
    "boundaryEvent": ("timer", "message", "signal", "escalation", "error"),
}
WAITING = frozenset({"intermediateCatchEvent", "boundaryEvent"})
PARTS = NOTES | {
    *("timeDate", "timeCycle", "timeDuration", "operationRef"),
    *("dataInput", "dataOutput", "inputSet", "outputSet"),
}


def definition_tags(tag: str) -> frozenset[str]:
    """Return the event definitions that an element of this name may hold."""
    return frozenset(f"{sort}{DEFINITION}" for sort in ALLOWED.get(tag, ()))


def trigger(source: Source, element: _Element, file: Definitions) -> Trigger:
    """Return what an event waits for or throws; refuse several things at once, and none where it must wait."""
    tag = local_name(element)
    if tag == "receiveTask":
        return Trigger("message", _name(element, "message", file))
    found = [each for each in element if local_name(each) in definition_tags(tag)]
    if len(found) > 1:
        source.refuse(element, f"the {tag} has several event definitions; give each its own event")
    if not found:
        said = any(DEFINITION.lower() in local_name(each).lower() for each in element)
        if tag in WAITING and not said:
            reason = f"the {tag} does not say what it waits for; give it a timer, message or signal"
            source.refuse(element, reason)
        return Trigger()
    parts = dict(source.children(found[0], PARTS))
    sort = local_name(found[0]).removesuffix(DEFINITION)
    if sort == "timer":
        texts = {name: " ".join((part.text or "").split()) for name, part in parts.items()}
        return Trigger(
            sort,
            length=length_of(texts.get("timeDuration", "")),
            day=day_of(texts.get("timeDate", "")),
        )
    return Trigger(sort, _code(source, found[0], sort, file))


def _code(source: Source, definition: _Element, sort: str, file: Definitions) -> str:
    name = local_part(definition.get(f"{sort}Ref"))
    if sort in {"error", "escalation"} and name and (sort, name) not in file.codes:
        source.refuse(definition, f"“{name[:TEXT_LIMIT]}” is no {sort} of this file; define it")
    return _name(definition, sort, file)


def _name(element: _Element, sort: str, file: Definitions) -> str:
    """Return the code or name of what an element refers to; nothing where it refers to nothing."""
    name = local_part(element.get(f"{sort}Ref"))
    return file.codes.get((sort, name), name)
