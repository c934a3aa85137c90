"""流程文件: a BPMN file opened safely, with the line on which every element begins."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Container

from lxml.etree import DocInfo, XMLParser, XMLSyntaxError, _Element, fromstring

from tongban.kernel.flows.parts import FlowFault, Problem

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
MAX_BYTES = 8 * 1024 * 1024
TEXT_LIMIT = 200
SUBSET = "tasks, sub-processes, calls, events, gateways and sequenceFlow"
REMEDIES = {
    "adHocSubProcess": "make it a subProcess, with arrows that say what comes after what",
    "transaction": "make it a subProcess; what was done is not undone",
    "complexGateway": "make it an inclusiveGateway or parallelGateway",
    "terminateEventDefinition": "it belongs in an endEvent",
    "errorEventDefinition": "it belongs in an endEvent of a subProcess or on a boundaryEvent",
    "escalationEventDefinition": "it belongs in an event that throws, or on a boundaryEvent",
    "compensateEventDefinition": "draw what undoes the work as tasks; what was done is not undone",
    "cancelEventDefinition": "end the subProcess with an errorEventDefinition",
    "linkEventDefinition": "draw the arrow",
    "conditionalEventDefinition": "put the condition at an exclusiveGateway",
    "timerEventDefinition": "it belongs in an intermediateCatchEvent, on a boundaryEvent or in the startEvent",
    "messageEventDefinition": "it belongs in another event",
    "signalEventDefinition": "it belongs in another event",
    "eventDefinitionRef": "write the definition into the event",
    "completionCondition": "it belongs in a multiInstanceLoopCharacteristics",
    "loopDataInputRef": "name the list in tongban:collection of the multiInstanceLoopCharacteristics",
    "complexBehaviorDefinition": "say in completionCondition when enough have been done",
}
CODECS = {
    "utf-8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "iso-8859-1": "latin-1",
    "latin1": "latin-1",
    "utf-16": "utf-16",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
}

# What is not an element's beginning is skipped, so that the n-th match is the n-th element.
OPENING = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<element><(?=[^/!?]))", re.DOTALL
)
IDENTIFIER = re.compile(r"[^\W\d][\w.\-]*")


class Source:
    """A parsed file and what is wrong with it so far."""

    def __init__(self, xml: bytes) -> None:
        """Parse `xml`: no network, no document type, no entities, at most 8 MiB and 256 levels.

        Raises FlowFault where it is not such XML, or not a BPMN `definitions`.
        """
        if len(xml) > MAX_BYTES:
            size = MAX_BYTES // 1024 // 1024
            raise FlowFault(Problem("", 1, f"the file has more than {size} MiB; simplify the flow"))
        self.root = _root(xml)
        self.lines = _lines(xml, self.root)
        self.problems: list[Problem] = []
        if self.root.tag != f"{{{BPMN}}}definitions":
            self.refuse(self.root, f"the root element must be definitions in the namespace {BPMN}")
            self.stop()

    def refuse(self, element: _Element, reason: str) -> None:
        """Note that something is wrong with `element`; without an id, the element around it is named."""
        named: _Element | None = element
        while named is not None and not named.get("id"):
            named = named.getparent()
        id_ = "" if named is None else named.get("id", "")[:TEXT_LIMIT]
        self.problems.append(Problem(id_, self.lines[element], reason))

    def stop(self) -> None:
        """Raise FlowFault if anything was noted."""
        if self.problems:
            raise FlowFault(*self.problems)

    def children(self, element: _Element, allowed: Container[str]) -> list[tuple[str, _Element]]:
        """Return the children of `element` that are `allowed`, with their local names; refuse the others."""
        found = [(local_name(child), child) for child in element]
        for tag, child in found:
            if tag not in allowed:
                remedy = REMEDIES.get(tag, f"remove it; a flow is made of {SUBSET}")
                self.refuse(child, f"{tag} is not supported here; {remedy}")
        return [(tag, child) for tag, child in found if tag in allowed]

    def check_ids(self) -> None:
        """Note every id that is malformed, too long or given twice."""
        seen: dict[str, int] = {}
        for element in self.root.iter(f"{{{BPMN}}}*"):
            id_ = element.get("id")
            if id_ is None:
                continue
            if len(id_) > TEXT_LIMIT or not IDENTIFIER.fullmatch(id_):
                rule = f"a letter or _, then letters, digits, _ - . and at most {TEXT_LIMIT} in all"
                self.refuse(element, f"the id is malformed; it needs {rule}")
            elif id_ in seen:
                self.refuse(element, f"the id is already taken by the element on line {seen[id_]}")
            else:
                seen[id_] = self.lines[element]


def local_name(element: _Element) -> str:
    """Return the name of `element` within BPMN; of another namespace, a name that is none in BPMN."""
    tag = str(element.tag)
    if tag.startswith("{"):
        return tag.removeprefix(f"{{{BPMN}}}")
    return f"{tag} without a namespace"


def _root(xml: bytes) -> _Element:
    parser = XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = fromstring(xml, parser)
    except XMLSyntaxError as error:
        reason = f"the file is not well-formed XML: {error.msg}"
        raise FlowFault(Problem("", error.lineno or 1, reason)) from error
    if _info(root).internalDTD is not None:
        line = xml[: max(xml.find(b"<!DOCTYPE"), 0)].count(b"\n") + 1
        raise FlowFault(Problem("", line, "a document type is not allowed; remove <!DOCTYPE …>"))
    return root


def _info(root: _Element) -> DocInfo:
    return root.getroottree().docinfo


def _lines(xml: bytes, root: _Element) -> dict[_Element, int]:
    # libxml2 gives the line on which a start tag ends, and loses count after 65535.
    encoding = _info(root).encoding or "utf-8"
    codec = CODECS.get(encoding.lower())
    if codec is None:
        reason = f"the encoding {encoding} is not supported; save the file as UTF-8"
        raise FlowFault(Problem("", 1, reason))
    # A byte order mark goes before what the file says of itself.
    marked = xml[:2] in {BOM_UTF16_LE, BOM_UTF16_BE}
    text = xml.decode("utf-16" if marked else codec, "replace")
    lines, line, position = [], 1, 0
    for match in OPENING.finditer(text):
        if match["element"] is not None:
            line += text.count("\n", position, match.start())
            position = match.start()
            lines.append(line)
    return dict(zip(root.iter(), lines, strict=True))
