"""Random flows made of blocks: a task, a sequence, parallel branches, a choice, a loop, a sub-process and what leaves it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hypothesis import strategies as st

from builders.flows import arrow, bpmn
from builders.flows import node as element
from builders.models import edge, event, several
from builders.models import node as element_of
from tongban.kernel.flows import Flow
from tongban.kernel.flows.repeats import times

Block = tuple[str, tuple["Block", ...]]

TASK: Block = ("task", ())
EMPTY: Block = ("sequence", ())


def blocks(
    *, loops: bool = True, leaves: int = 12, nested: bool = True
) -> st.SearchStrategy[Block]:
    """Return blocks of up to `leaves` tasks, and one more for each loop."""
    kinds = ["sequence", "parallel", "inclusive", "choice", *(["loop"] if loops else [])]
    kinds += ["sub", "edge", "error", "beside", "together", "in turn"] if nested else []

    def around(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        some = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.tuples(st.sampled_from(kinds), some)

    return st.recursive(st.sampled_from([TASK, TASK, TASK, EMPTY]), around, max_leaves=leaves)


@dataclass
class Drawing:
    """A flow under construction; ids are counted, `depths` tells how many tokens a node stands inside.

    `bodies` tells in which sub-process a node stands, "" for none; `edges` are boundary events, `repeats` the markers.
    """

    nodes: list[str] = field(default_factory=lambda: ["start:s", "end:e"])
    ways: list[str] = field(default_factory=list)
    conditions: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=lambda: {"s": "", "e": ""})
    edges: dict[str, str] = field(default_factory=dict)
    repeats: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    body: str = ""

    def node(self, kind: str) -> str:
        """Add a node and return its id."""
        name = f"{kind[0]}{len(self.nodes)}"
        self.nodes.append(f"{kind}:{name}")
        self.depths[name] = self.depth
        self.bodies[name] = self.body
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
        if kind in {"parallel", "inclusive", "choice"}:
            return self.split(kind, parts, source)
        return self.sub(kind, parts, source)

    def sub(self, kind: str, parts: tuple[Block, ...], source: str) -> str:
        """Draw a sub-process, done twice where it says so, and an event at its edge where it has one."""
        host, around = self.onto(source, self.node("sub")), (self.body, self.depth)
        if kind in {"together", "in turn"}:
            self.repeats[host] = several("2", in_turn=kind == "in turn")
        self.body, self.depth = host, self.depth + (2 if host in self.repeats else 1)
        begin, end = self.node("start"), self.node("end")
        last = self.lead(("sequence", (*parts, TASK)), begin)
        if kind == "error":
            which = self.onto(last, self.node("exclusive"))
            self.choice(which, self.onto(which, self.node("error")), 0, last=False)
            self.choice(which, self.onto(which, end), 1, last=True)
        else:
            self.onto(last, end)
        self.body, self.depth = around
        return self.after_sub(kind, host)

    def after_sub(self, kind: str, host: str) -> str:
        """Draw what happens at the edge of a sub-process, and where its ways meet."""
        if kind not in {"edge", "error", "beside"}:
            return host
        name = f"b{len(self.nodes)}"
        self.nodes.append(f"boundary:{name}")
        self.bodies[name] = self.body
        sorts = {"edge": "signal", "error": "error", "beside": "signal"}
        self.edges[name] = edge(name, host, sorts[kind], interrupts=kind != "beside")
        if kind == "beside":
            self.onto(self.onto(name, self.node("user")), self.node("end"))
            return host
        merge = self.onto(host, self.node("exclusive"))
        return self.onto(self.onto(name, self.node("user")), merge)

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
        return bpmn(self.inside(""))

    def inside(self, body: str) -> str:
        """Return what stands in a sub-process, or in the process."""
        lines = []
        for each in self.nodes:
            kind, _, name = each.partition(":")
            if self.bodies[name] == body:
                lines.append(self.element(kind, name))
        for way in self.ways:
            source, target = way.split()
            if self.bodies[source] == body:
                lines.append(arrow(source, target, self.conditions.get(f"{source}_{target}", "")))
        return "\n".join(lines)

    def element(self, kind: str, name: str) -> str:
        """Return one element with what is inside it."""
        if kind == "sub":
            return element_of("subProcess", name, self.repeats.get(name, "") + self.inside(name))
        if kind == "boundary":
            return self.edges[name]
        if kind == "error":
            return event("endEvent", name, "error")
        default = f' default="{self.defaults[name]}"' if name in self.defaults else ""
        return element(kind, name, default)


def drawing(block: Block) -> Drawing:
    """Return the flow of `block` from a start to an end."""
    made = Drawing()
    made.onto(made.lead(block, "s"), "e")
    return made


def reached(flow: Flow, data: Mapping[str, object]) -> list[str]:
    """Return the tasks that lie on the ways taken under `data`, each as often as it is done, sorted, by arrows alone."""
    return sorted(_reached(flow, flow.start, data)[0])


def _reached(flow: Flow, start: str, data: Mapping[str, object]) -> tuple[list[str], bool]:
    """Return the tasks from a start on, and whether an error ends them."""
    found, waiting, tasks, failed = {start}, [start], [], False
    while waiting:
        node = flow.nodes[waiting.pop()]
        inner, wrong = _reached(flow, flow.bodies[node.inner], data) if node.inner else ([], False)
        failed |= node.kind == "error"
        own = [node.id] if node.kind == "user" else inner
        tasks += own * (1 if node.repeat is None else times(node.repeat.number, data))
        fresh = set(_after(flow, node.id, data, failed=wrong)) - found
        found |= fresh
        waiting += fresh
    return tasks, failed


def _after(flow: Flow, name: str, data: Mapping[str, object], *, failed: bool) -> list[str]:
    node = flow.nodes[name]
    ways = [flow.arrows[each] for each in node.outgoing]
    if failed:
        return [*node.boundaries]
    if node.kind in {"exclusive", "inclusive"} and len(ways) > 1:
        held = [way for way in ways if way.condition and way.condition.holds(data)]
        ways = held or [flow.arrows[str(node.default)]]
        ways = ways[:1] if node.kind == "exclusive" else ways
    return [way.target for way in ways]
