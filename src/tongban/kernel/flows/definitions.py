"""流程文件的内容: which processes a file holds, which of them run, and what the others are to them."""

from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from tongban.kernel.flows.source import BPMN, TEXT_LIMIT, Source, local_name

DIAGRAM = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram"
NOTES = frozenset({"documentation", "extensionElements"})
ARTIFACTS = NOTES | {"textAnnotation", "association", "group"}
DATA = frozenset({"ioSpecification", "property", "dataInputAssociation", "dataOutputAssociation"})
PEOPLE = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})
WATCHING = frozenset({"auditing", "monitoring"})
NAMED = frozenset(
    {
        *("import", "itemDefinition", "message", "signal", "error", "escalation", "category"),
        *("resource", "dataStore", "interface", "endPoint", "partnerEntity", "partnerRole"),
        *("globalTask", "globalUserTask", "globalManualTask", "globalScriptTask"),
        *("globalBusinessRuleTask", "correlationProperty", "relationship"),
    }
)
IN_DEFINITIONS = NOTES | NAMED | {"collaboration", "process", DIAGRAM}
IN_COLLABORATION = ARTIFACTS | {"participant", "messageFlow"}
IN_PARTICIPANT = NOTES | {"participantMultiplicity", "interfaceRef", "endPointRef"}
STEPS: Final = (
    *("Event", "Task", "task", "Gateway", "ubProcess", "transaction"),
    *("Activity", "sequenceFlow"),
)
CODES: Final = {
    "error": "errorCode",
    "escalation": "escalationCode",
    "message": "name",
    "signal": "name",
}


@dataclass(frozen=True, slots=True)
class Definitions:
    """文件里的流程: all processes by id, those that run, and by their ids the codes of errors and escalations, the names of messages and signals."""

    processes: dict[str, _Element]
    running: tuple[str, ...]
    codes: dict[tuple[str, str], str]

    def called(self, call: _Element) -> str | None:
        """Return the process of this file that a call activity calls; `None` for one of elsewhere, or an empty one."""
        name = local_part(call.get("calledElement"))
        found = self.processes.get(name)
        return None if found is None or not steps(found) else name


def definitions(source: Source, process: str | None) -> Definitions:
    """Return what the file holds; `process` names the one that runs, else all run that no other calls."""
    children = source.children(source.root, IN_DEFINITIONS)
    for element in (each for tag, each in children if tag == "collaboration"):
        for tag, inside in source.children(element, IN_COLLABORATION):
            if tag == "participant":
                source.children(inside, IN_PARTICIPANT)
    found = [each for tag, each in children if tag == "process"]
    if not found:
        source.refuse(source.root, "there is no process; draw one")
        source.stop()
    for each in found:
        if not each.get("id"):
            source.refuse(each, "the process has no id; give it one")
    source.stop()
    processes = {each.get("id", ""): each for each in found}
    codes = {
        (tag, each.get("id", "")): each.get(CODES[tag], "") or each.get("id", "")
        for tag, each in children
        if tag in CODES
    }
    return Definitions(processes, _running(source, processes, process), codes)


def steps(element: _Element) -> list[_Element]:
    """Return the nodes and arrows drawn in a process or sub-process."""
    return [each for each in element if each.get("id") and local_name(each).endswith(STEPS)]


def local_part(name: str | None) -> str:
    """Return a reference without its prefix."""
    return (name or "").rpartition(":")[2]


def _running(
    source: Source, processes: dict[str, _Element], process: str | None
) -> tuple[str, ...]:
    if process is not None:
        if process not in processes:
            there = ", ".join(processes)
            reason = f"there is no process “{process[:TEXT_LIMIT]}”; there are {there[:TEXT_LIMIT]}"
            source.refuse(source.root, reason)
            source.stop()
        return (process,)
    calls = source.root.iter(f"{{{BPMN}}}callActivity")
    called = {local_part(call.get("calledElement")) for call in calls}
    drawn = [name for name, element in processes.items() if steps(element)]
    running = [name for name in drawn if name not in called]
    return tuple(running or drawn[:1] or list(processes)[:1])
