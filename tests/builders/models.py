"""Elements of a BPMN file in one short line each, for flows with sub-processes, events and repeated activities."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from builders.flows import arrow
from tongban.kernel.flows import Flow, Marking, complete, enabled, happen, start


def node(tag: str, name: str, inside: str = "", **attributes: str) -> str:
    """An element with that id; attributes of our namespace begin with `tongban_`."""
    words = " ".join(
        f'{key.replace("tongban_", "tongban:")}="{value}"' for key, value in attributes.items()
    )
    return f'<b:{tag} id="{name}" {words}>{inside}</b:{tag}>'


def tasks(names: str) -> str:
    """Tasks with those ids."""
    return "".join(node("task", name) for name in names.split())


def ways(*lines: str) -> str:
    """Arrows along each line, such as `s a e`."""
    return "".join(arrow(*pair) for line in lines for pair in pairwise(line.split()))


def straight(name: str, way: str, *, inside: str = "") -> str:
    """What stands in a sub-process: a start and an end around what is given, named after it."""
    ends = node("startEvent", f"{name}_s") + node("endEvent", f"{name}_e")
    return ends + inside + ways(f"{name}_s {way} {name}_e")


def event(tag: str, name: str, sort: str, **attributes: str) -> str:
    """An event with a definition, such as `timer`."""
    return node(tag, name, f"<b:{sort}EventDefinition/>", **attributes)


def edge(name: str, host: str, sort: str, *, interrupts: bool = True) -> str:
    """A boundary event."""
    said = {} if interrupts else {"cancelActivity": "false"}
    return event("boundaryEvent", name, sort, attachedToRef=host, **said)


def several(number: str, *, in_turn: bool = False, until: str = "") -> str:
    """The marker of an activity done several times."""
    done = f"<b:completionCondition>{until}</b:completionCondition>" if until else ""
    order = ' isSequential="true"' if in_turn else ""
    inside = f"<b:loopCardinality>{number}</b:loopCardinality>{done}"
    return (
        f"<b:multiInstanceLoopCharacteristics{order}>{inside}</b:multiInstanceLoopCharacteristics>"
    )


def process(name: str, inside: str) -> str:
    """A process beside the first one."""
    return f'<b:process id="{name}">{inside}</b:process>'


def stepped(flow: Flow, marking: Marking, element: str, data: Mapping[str, object]) -> Marking:
    """Complete the first of an element, or let an event happen."""
    one = next(each for each in enabled(flow, marking) if each.element == element)
    own = next(token for token in marking.tokens if token.id == one.token)
    if own.node == element:
        return complete(flow, marking, one.token, data).marking
    return happen(flow, marking, one.token, element, data).marking


def told(flow: Flow, script: Sequence[str], data: Mapping[str, object] | None = None) -> list[str]:
    """What is enabled after the start and after each completion, in one line each, such as `a b`."""
    marking = start(flow, data or {}).marking
    found = [marking]
    for element in script:
        marking = stepped(flow, marking, element, data or {})
        found.append(marking)
    return [" ".join(one.element for one in enabled(flow, each)) for each in found]
