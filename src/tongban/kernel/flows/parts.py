"""流程的零件: the nodes and arrows of a compiled flow, and the tokens that move over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tongban.kernel.flows.conditions import Condition
from tongban.kernel.flows.manner import PLAIN, Manner
from tongban.kernel.flows.repeats import Repeat
from tongban.kernel.flows.terms import Term

Kind: TypeAlias = Literal[
    "start",
    "end",
    "terminate",
    "error",
    "user",
    "task",
    "scope",
    "exclusive",
    "parallel",
    "inclusive",
    "events",
    "catch",
    "throw",
    "boundary",
]
Act: TypeAlias = Literal["accept", "review", "decide"]
Rule: TypeAlias = Literal["all", "any", "vote"]

SHOWN = 20
ENDS = frozenset({"end", "terminate", "error"})
FORKS = frozenset({"parallel", "inclusive"})
"""Gateways at which a token becomes several, and several wait for each other."""
TASKS = frozenset({"user", "task"})
ACTIVITIES = TASKS | {"scope"}
RESTING = TASKS | {"catch", "events"}
"""Nodes at which a token stays until something from outside completes it."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """触发: what an event waits for or throws: timer, message, signal, escalation, error, or nothing.

    `code` tells errors and escalations apart; empty, the event catches all of them. Of a message or signal it is the name.
    A timer waits for `length` (`5wd`) or until the `day`; for neither where the file does not say it in words of ours.
    """

    sort: str = ""
    code: str = ""
    length: str = ""
    day: Term | None = None

    def catches(self, thrown: "Trigger") -> bool:
        """Tell whether what is thrown inside the activity is meant."""
        return self.sort == thrown.sort and self.code in {"", thrown.code}


@dataclass(frozen=True, slots=True)
class Node:
    """环节: one node of the flow. `incoming` and `outgoing` are arrow ids in the order of the file.

    `act`, `performer`, `rule` (会签 all, 或签 any, 票签 vote), `limit` (such as `5wd`) and `manner` are what the user
    task says in the namespace `urn:tongban:bpmn:1`; whether they are required is for the catalogue to say.
    `line` is where the element opens in the file, from 1, and `tag` is its name in BPMN. `body` is the process or
    sub-process it stands in. A `scope` (子流程, 调用活动) has its own body, `inner`; where it does not `wait` (异步), the flow goes
    on at once. `repeat` is how often an activity is done (多实例). `boundaries` are the events on its edge (边界事件); such an
    event knows its `host`, and whether it `interrupts` it.
    """

    id: str
    kind: Kind
    name: str
    incoming: tuple[str, ...]
    outgoing: tuple[str, ...]
    default: str | None
    line: int
    act: Act | None = None
    performer: str | None = None
    rule: Rule = "all"
    limit: str | None = None
    manner: Manner = PLAIN
    tag: str = ""
    body: str = ""
    inner: str | None = None
    wait: bool = True
    repeat: Repeat | None = None
    trigger: Trigger = Trigger()
    host: str | None = None
    interrupts: bool = True
    boundaries: tuple[str, ...] = ()

    @property
    def together(self) -> bool:
        """Tell whether it is done several times, beside each other (并行多实例)."""
        return self.repeat is not None and self.repeat.order == "together"


@dataclass(frozen=True, slots=True)
class Arrow:
    """流向: a sequence flow from node `source` to node `target`, under a condition or none."""

    id: str
    name: str
    source: str
    target: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """分支: a stretch between a fork and a join: the ways out of `fork` that have met in it, one bit each.

    What stands inside a sub-process, or on the way of an event that does not interrupt, is a branch too, of one way.
    """

    fork: str
    ways: int
    outer: "Branch | None"


@dataclass(frozen=True, slots=True)
class Flow:
    """流程: a sound flow, ready to be stepped. Only `compiled` makes one.

    `start` is the start event; of a file with several processes, the first of those in `starts`, one for each.
    `bodies` holds the start event of each process and sub-process. `closing` holds the joins at which the last branches
    of a fork meet, so that what comes after stands outside that fork. `branches` holds for each task the branch in which
    it lies, `None` outside every fork.
    """

    id: str
    name: str
    starts: tuple[str, ...]
    nodes: Mapping[str, Node]
    arrows: Mapping[str, Arrow]
    bodies: Mapping[str, str]
    closing: frozenset[str]
    branches: Mapping[str, Branch | None]

    @property
    def start(self) -> str:
        """Return where the flow begins, first of all."""
        return self.starts[0]

    @property
    def hears(self) -> bool:
        """Tell whether messages come to it."""
        return any(node.trigger.sort == "message" for node in self.nodes.values())

    def facts_of(self, event: str) -> tuple[str, ...]:
        """Return what the conditions ask of the message that comes to an event, each once, in the order of the file."""
        paths = (one.condition.paths for one in self.arrows.values() if one.condition is not None)
        start = f"messages.{event}."
        asked = (
            path.removeprefix(start) for each in paths for path in each if path.startswith(start)
        )
        return tuple(dict.fromkeys(asked))

    @property
    def asks(self) -> bool:
        """Tell whether anything in it depends on data."""
        nodes = self.nodes.values()
        conditions = any(arrow.condition for arrow in self.arrows.values())
        return conditions or any(node.repeat or node.trigger.day for node in nodes)


@dataclass(frozen=True, slots=True)
class Token:
    """令牌: where the flow rests, and the arrow it came by.

    It rests at a task or event, waits at a join, or stands around others: at a fork inside another fork until its
    branches have met, at a sub-process until nothing is left in it, at an activity done several times until it is
    done. `id` counts from 1 in each case and is never given twice; `parent` is the id of the token around it, or of
    its fork, `None` outside all of them. An instance of an activity done several times came by no arrow: `arrow` is its
    number then, and of how many, `2/5`.
    """

    id: int
    node: str
    arrow: str | None
    parent: int | None

    @property
    def turn(self) -> tuple[int, int | None] | None:
        """Return which instance this is, and of how many where that is known; `None` for what is no instance."""
        number, _, total = (self.arrow or "").partition("/")
        if not number.isdecimal():
            return None
        return int(number), int(total) if total else None


@dataclass(frozen=True, slots=True)
class Marking:
    """标识: the live tokens by id, and the last id given out (0 before the start)."""

    tokens: tuple[Token, ...]
    last: int


@dataclass(frozen=True, slots=True)
class Step:
    """一步: the marking after it, what it took away and what it laid down.

    `consumed` are ids that lived before and live no more; `opened` are tokens that live now and did
    not before, by id; `ended` says that none is left.
    """

    marking: Marking
    consumed: tuple[int, ...]
    opened: tuple[Token, ...]
    ended: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a flow: at which element (empty where it has no id), on which line, and why."""

    element: str
    line: int
    reason: str

    def __str__(self) -> str:
        """Return one line for people."""
        return f"line {self.line}, {self.element or 'element without an id'}: {self.reason}"


class FlowFault(Exception):
    """A flow that cannot be used, or a token that cannot move: every problem that was found, by line."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems, sorted by line."""
        super().__init__(*problems)
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))

    def __str__(self) -> str:
        """Return the first problems, a line each, and how many more there are."""
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"and {len(self.problems) - SHOWN} more")
        return "\n".join(lines)
