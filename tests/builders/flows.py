"""A flow in two readable lines, and a walk over it."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import pairwise

from tongban.kernel.flows import (
    Flow,
    FlowFault,
    Marking,
    Problem,
    Step,
    compiled,
    complete,
    rests,
    start,
)
from tongban.kernel.flows.elements import KINDS
from tongban.kernel.flows.parts import TASKS

TAGS = {kind: tag for tag, kind in KINDS.items()}
HEAD = (
    '<b:definitions id="file" xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:tongban="urn:tongban:bpmn:1">'
)


def bpmn(inside: str, *, around: str = "", process: str = 'id="flow"') -> bytes:
    """Return a file with one process; `inside` stands on line 3 and after, `around` beside the process."""
    return (
        f"{HEAD}{around}\n<b:process {process}>\n{inside}\n</b:process>\n</b:definitions>".encode()
    )


def drawn(
    nodes: str,
    *ways: str,
    conditions: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
) -> bytes:
    """Return the file for nodes such as `start:s user:a end:e` and ways such as `s a e`.

    The arrow from s to a is called `s_a`; `conditions` are by arrow, `defaults` by gateway.
    """
    lines = []
    for each in nodes.split():
        kind, _, name = each.partition(":")
        default = f' default="{defaults[name]}"' if defaults and name in defaults else ""
        lines.append(node(kind, name, default))
    for way in ways:
        for source, target in pairwise(way.split()):
            lines.append(arrow(source, target, (conditions or {}).get(f"{source}_{target}", "")))
    return bpmn("\n".join(lines))


def node(kind: str, name: str, more: str = "") -> str:
    """Return the element of one node."""
    if kind == "terminate":
        return f'<b:endEvent id="{name}"><b:terminateEventDefinition/></b:endEvent>'
    return f'<b:{TAGS[kind]} id="{name}"{more}/>'


def arrow(source: str, target: str, condition: str = "") -> str:
    """Return the element of one arrow."""
    text = escape(condition, quote=False)
    inside = f"<b:conditionExpression>{text}</b:conditionExpression>" if condition else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<b:sequenceFlow id="{source}_{target}" {ends}>{inside}</b:sequenceFlow>'


def problems(xml: bytes) -> tuple[Problem, ...]:
    """Return what is wrong with a file; nothing if it compiles."""
    try:
        compiled(xml)
    except FlowFault as fault:
        return fault.problems
    return ()


def tasks(flow: Flow, marking: Marking) -> list[int]:
    """Return the tokens that rest at tasks."""
    resting = [token for token in marking.tokens if rests(flow, token)]
    return [token.id for token in resting if flow.nodes[token.node].kind in TASKS]


def walked(
    flow: Flow, data: Mapping[str, object], choose: Callable[[Sequence[int]], int]
) -> tuple[list[str], list[Step]]:
    """Return the tasks completed, in order, and all steps of one case that runs to its end."""
    steps, done = [start(flow, data)], []
    while not steps[-1].ended:
        marking = steps[-1].marking
        token = choose(tasks(flow, marking))
        done.append(next(each.node for each in marking.tokens if each.id == token))
        steps.append(complete(flow, marking, token, data))
    return done, steps
