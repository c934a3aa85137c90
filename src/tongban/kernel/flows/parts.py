"""流程的零件: the nodes and arrows of a compiled flow, and the tokens that move over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tongban.kernel.flows.conditions import Condition
from tongban.kernel.flows.manner import PLAIN, Manner

Kind: TypeAlias = Literal["start", "end", "terminate", "user", "exclusive", "parallel", "inclusive"]
Act: TypeAlias = Literal["accept", "review", "decide"]
Rule: TypeAlias = Literal["all", "any", "vote"]

SHOWN = 20
ENDS = frozenset({"end", "terminate"})
FORKS = frozenset({"parallel", "inclusive"})
"""Gateways at which a token becomes several, and several wait for each other."""


@dataclass(frozen=True, slots=True)
class Node:
    """环节: one node of the flow. `incoming` and `outgoing` are arrow ids in the order of the file.

    `act`, `performer`, `rule` (会签 all, 或签 any, 票签 vote), `limit` (such as `5wd`) and `manner` are what the user
    task says in the namespace `urn:tongban:bpmn:1`; whether they are required is for the catalogue to say.
    `line` is where the element opens in the file, from 1.
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
    """分支: a stretch between a fork and a join: the ways out of `fork` that have met in it, one bit each."""

    fork: str
    ways: int
    outer: "Branch | None"


@dataclass(frozen=True, slots=True)
class Flow:
    """流程: a sound flow, ready to be stepped. Only `compiled` makes one.

    `closing` holds the joins at which the last branches of a fork meet, so that what comes after
    stands outside that fork. `branches` holds for each task the branch in which it lies, `None` outside every fork.
    """

    id: str
    name: str
    start: str
    nodes: Mapping[str, Node]
    arrows: Mapping[str, Arrow]
    closing: frozenset[str]
    branches: Mapping[str, Branch | None]


@dataclass(frozen=True, slots=True)
class Token:
    """令牌: where the flow rests, and the arrow it came by.

    It rests at a user task, waits at a join, or stands at a fork inside another fork until its
    branches have met. `id` counts from 1 in each case and is never given twice; `parent` is the id
    of the fork token it came from, `None` outside every fork.
    """

    id: int
    node: str
    arrow: str | None
    parent: int | None


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
