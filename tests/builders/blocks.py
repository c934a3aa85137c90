"""Random flows made of blocks: a task, a sequence, parallel branches, a choice, a loop."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hypothesis import strategies as st

from builders.flows import drawn
from tongban.kernel.flows import Flow

Block = tuple[str, tuple["Block", ...]]

TASK: Block = ("task", ())
EMPTY: Block = ("sequence", ())


def blocks(*, loops: bool = True, leaves: int = 12) -> st.SearchStrategy[Block]:
    """Return blocks of up to `leaves` tasks, and one more for each loop."""
    kinds = ["sequence", "parallel", "inclusive", "choice", *(["loop"] if loops else [])]

    def around(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        some = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.tuples(st.sampled_from(kinds), some)

    return st.recursive(st.sampled_from([TASK, TASK, TASK, EMPTY]), around, max_leaves=leaves)


@dataclass
class Drawing:
    """A flow under construction; ids are counted, `depths` tells how many forks a node stands inside."""

    nodes: list[str] = field(default_factory=lambda: ["start:s", "end:e"])
    ways: list[str] = field(default_factory=list)
    conditions: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)
    depth: int = 0

    def node(self, kind: str) -> str:
        """Add a node and return its id."""
        name = f"{kind[0]}{len(self.nodes)}"
        self.nodes.append(f"{kind}:{name}")
        self.depths[name] = self.depth
        return name

    def lead(self, block: Block, source: str) -> str:
        """Draw `block` after `source` and return the node after which to go on."""
        kind, parts = block
        if kind == "task":
            return self.onto(source, self.node("user"))
        if kind == "sequence":
            for part in parts:
                source = self.lead(part, source)
            return source
        if kind == "loop":
            return self.loop(parts, source)
        return self.split(kind, parts, source)

    def onto(self, source: str, target: str) -> str:
        """Draw one arrow; return its target."""
        self.ways.append(f"{source} {target}")
        return target

    def split(self, kind: str, parts: tuple[Block, ...], source: str) -> str:
        """Draw a fork and its join, or a choice and its merge."""
        tag = "exclusive" if kind == "choice" else kind
        fork, join = self.node(tag), self.node(tag)
        self.onto(source, fork)
        self.depth += kind != "choice"
        for number, part in enumerate(parts):
            # Every way begins at a gateway of its own, so that two empty ways are two arrows.
            begin = self.onto(fork, self.node("exclusive"))
            if kind != "parallel":
                sign = "!=" if kind == "inclusive" else "=="
                self.choice(fork, begin, number, last=number == len(parts) - 1, sign=sign)
            self.onto(self.lead(part, begin), join)
        self.depth -= kind != "choice"
        return join

    def choice(
        self, gateway: str, target: str, number: int, *, last: bool, sign: str = "=="
    ) -> None:
        """Give an arrow its condition, or make it the default."""
        if last:
            self.defaults[gateway] = f"{gateway}_{target}"
        else:
            self.conditions[f"{gateway}_{target}"] = f"pick.{gateway} {sign} {number}"

    def loop(self, parts: tuple[Block, ...], source: str) -> str:
        """Draw parts after a task that can all be done again while `pick` says so."""
        begin, after = self.node("exclusive"), self.node("exclusive")
        self.onto(source, begin)
        end = self.lead(("sequence", (TASK, *parts)), begin)
        self.onto(end, after)
        self.choice(after, self.onto(after, begin), 0, last=False)
        out = self.onto(after, self.node("exclusive"))
        self.choice(after, out, 1, last=True)
        return out

    def xml(self) -> bytes:
        """Return the file."""
        nodes = " ".join(self.nodes)
        return drawn(nodes, *self.ways, conditions=self.conditions, defaults=self.defaults)


def drawing(block: Block) -> Drawing:
    """Return the flow of `block` from a start to an end."""
    made = Drawing()
    made.onto(made.lead(block, "s"), "e")
    return made


def reached(flow: Flow, data: Mapping[str, object]) -> list[str]:
    """Return the tasks that lie on the ways taken under `data`, sorted, by following arrows alone."""
    found, waiting = {flow.start}, [flow.start]
    while waiting:
        node = flow.nodes[waiting.pop()]
        ways = [flow.arrows[each] for each in node.outgoing]
        if node.kind == "exclusive" and len(ways) > 1:
            held = [way for way in ways if way.condition and way.condition.holds(data)]
            ways = (held or [flow.arrows[str(node.default)]])[:1]
        if node.kind == "inclusive" and len(ways) > 1:
            held = [way for way in ways if way.condition and way.condition.holds(data)]
            ways = held or [flow.arrows[str(node.default)]]
        fresh = {way.target for way in ways} - found
        found |= fresh
        waiting += fresh
    return sorted(each for each in found if flow.nodes[each].kind == "user")
