"""并行分支: every join gets all the tokens it waits for, and no node ever holds two tokens of a case."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping

from tongban.kernel.flows.nesting import holders
from tongban.kernel.flows.parts import ENDS, FORKS, Branch, Node
from tongban.kernel.flows.reading import Draft

END = ""


SEALED = Branch("", 0, None)
"""封闭: around what cannot be left by a jump: a call beside the flow, a process called from several places."""


def branches(
    draft: Draft, starts: Mapping[str, str], order: Iterable[str]
) -> tuple[frozenset[str], dict[str, Branch | None]]:
    """Return the joins at which the last branches of a fork meet, and in which branch each task lies; note the first fault.

    Forks and joins must nest: what meets at a join are different branches of one fork, each of which
    always gets there; what meets at any other node stands in one branch. Then no case stands still. The same holds
    inside each sub-process by itself. `order` are the bodies, each before those inside it.
    """
    held = holders(draft)
    seen: dict[str, Branch | None] = {}
    closing: list[str] = []
    for body in order:
        walk = _Walk(draft, _around(draft, held[body], seen))
        walk.go(starts[body])
        closing += walk.closing
        seen |= walk.seen
    inside = {node: _instances(draft.nodes[node], branch) for node, branch in seen.items()}
    return frozenset(closing), inside


def _around(draft: Draft, holding: list[Node], seen: Mapping[str, Branch | None]) -> Branch | None:
    """Return the branch in which all of a body lies."""
    if not holding and len(draft.running) == 1:
        return None
    if len(holding) != 1 or not holding[0].wait:
        return Branch("", 1, SEALED)
    node = holding[0]
    outer = _instances(node, seen.get(node.id, SEALED))
    return Branch(node.id, 1, outer)


def _instances(node: Node, branch: Branch | None) -> Branch | None:
    """Return where the instances of an activity lie: each inside all of them, if it is done several times."""
    return branch if node.repeat is None else Branch(node.id, 1, branch)


class _Walk:
    """Goes over one body once, an arrow at a time, and notes in which branch each arrow lies."""

    def __init__(self, draft: Draft, root: Branch | None) -> None:
        self.draft = draft
        self.root = root
        self.waiting: deque[tuple[str, Branch | None]] = deque()
        self.inside: dict[str, Branch | None] = {}
        self.seen: dict[str, Branch | None] = {}
        self.arrived: Counter[str] = Counter()
        self.exits: dict[Branch, str] = {}
        self.closing: list[str] = []
        self.besides: set[str] = set()
        self.faulty = False

    def go(self, start: str) -> None:
        self.leave_by_all(self.draft.nodes[start], self.root)
        while self.waiting and not self.faulty:
            arrow, branch = self.waiting.popleft()
            self.inside[arrow] = branch
            self.enter(self.draft.nodes[self.draft.arrows[arrow].target], branch)
        if not self.faulty:
            self.check_joins()

    def fault(self, node: str, reason: str) -> None:
        self.draft.refuse(node, reason)
        self.faulty = True

    def leave_by_all(self, node: Node, branch: Branch | None) -> None:
        forks = node.kind in FORKS and len(node.outgoing) > 1
        for way, arrow in enumerate(node.outgoing):
            self.waiting.append((arrow, Branch(node.id, 1 << way, branch) if forks else branch))
        for edge in (self.draft.nodes[each] for each in node.boundaries):
            # What does not interrupt stands beside all branches: no join waits for it, and no jump leaves it.
            beside = branch
            if not edge.interrupts:
                self.besides.add(edge.id)
                beside = Branch(edge.id, 1, SEALED)
            self.seen[edge.id] = branch
            self.leave_by_all(edge, beside)

    def enter(self, node: Node, branch: Branch | None) -> None:
        if node.kind == "end":
            self.end(branch)
        elif node.kind in ENDS:
            return  # it takes every other token away, so that none waits for one that does not come
        elif joins(node):
            self.arrived[node.id] += 1
            if self.arrived[node.id] == len(node.incoming):
                self.join(node, [self.inside[arrow] for arrow in node.incoming])
        elif node.id not in self.seen:
            self.seen[node.id] = branch
            self.leave_by_all(node, branch)
        elif self.seen[node.id] is not branch:
            self.fault(node.id, self.crossing(self.seen[node.id], branch))

    def crossing(self, *branches: Branch | None) -> str:
        for branch in branches:
            if branch is not None and self.beside(branch):
                told = f"the way of “{branch.fork}”, which does not interrupt, comes here"
                return f"{told}, where others wait or pass; lead it to an end of its own"
        reason = "arrows out of different parallel branches meet here"
        return f"{reason}; bring the branches together with a parallelGateway first"

    def beside(self, branch: Branch | None) -> bool:
        return branch is not None and branch.fork in self.besides

    def end(self, branch: Branch | None) -> None:
        while branch is not None and branch is not self.root and self.exits.get(branch) != END:
            self.exit(branch, END)
            branch = branch.outer

    def exit(self, branch: Branch, to: str) -> None:
        other = self.exits.setdefault(branch, to)
        if other == to or self.faulty:
            return
        first = (branch.ways & -branch.ways).bit_length() - 1
        arrow = self.draft.nodes[branch.fork].outgoing[first]
        places = " or ".join(f"“{each}”" if each else "an end" for each in (other, to))
        reason = f"its branch “{arrow}” can get to {places}, and a join could wait for ever"
        self.fault(branch.fork, f"{reason}; lead the branch to one of them")

    def join(self, node: Node, branches: list[Branch | None]) -> None:
        first = branches[0]
        if first is None or first is self.root or any(map(self.beside, branches)):
            return self.fault_of_strangers(node, branches)
        fork = self.draft.nodes[first.fork]
        if fork.kind != node.kind:
            return self.fault(node.id, _unlike(fork, node))
        met = self.met(node, first, branches)
        if self.faulty:
            return None
        if met == (1 << len(fork.outgoing)) - 1:
            self.closing.append(node.id)
            return self.leave_by_all(node, first.outer)
        if node.kind == "inclusive":
            reason = f"some ways out of “{fork.id}” do not come here, so it could wait for ever"
            return self.fault(node.id, f"{reason}; lead all of them here")
        return self.leave_by_all(node, Branch(first.fork, met, first.outer))

    def met(self, node: Node, first: Branch, branches: list[Branch | None]) -> int:
        """Return the ways of the fork that meet at the join, one bit each; note what cannot meet."""
        met = 0
        for branch in branches:
            if branch is None or branch.fork != first.fork or branch.outer is not first.outer:
                self.fault_of_strangers(node, branches)
                break
            if met & branch.ways:
                reason = "two of its arrows come out of one branch, so it would wait for ever"
                self.fault(node.id, f"{reason}; merge them with an exclusiveGateway first")
                break
            met |= branch.ways
            self.exit(branch, node.id)
        return met

    def fault_of_strangers(self, node: Node, branches: list[Branch | None]) -> None:
        if any(map(self.beside, branches)):
            return self.fault(node.id, self.crossing(*branches))
        reason = f"its arrows do not come out of one {node.kind}Gateway, so it could wait for ever"
        return self.fault(node.id, f"{reason}; merge choices with an exclusiveGateway")

    def check_joins(self) -> None:
        for node in self.draft.nodes.values():
            missing = [arrow for arrow in node.incoming if arrow not in self.inside]
            if joins(node) and 0 < len(missing) < len(node.incoming):
                reason = f"no token comes by “{missing[0]}” before this join has let one through"
                self.draft.refuse(node.id, f"{reason}; lead the way back to an exclusiveGateway")


def joins(node: Node) -> bool:
    """Say whether tokens wait for each other at `node`."""
    return node.kind in FORKS and len(node.incoming) > 1


def _unlike(fork: Node, join: Node) -> str:
    kinds = "a parallelGateway" if fork.kind == "parallel" else "an inclusiveGateway"
    reason = f"its branches come out of “{fork.id}”, which is {kinds}"
    return f"{reason}; make this one {kinds} too"
