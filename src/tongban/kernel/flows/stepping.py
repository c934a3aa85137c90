"""流程推进: one step of a case over its flow; the same flow, marking and data always give the same step."""

from collections import deque
from operator import attrgetter

from tongban.kernel.flows.parts import (
    FORKS,
    Arrow,
    Flow,
    FlowFault,
    Marking,
    Node,
    Problem,
    Step,
    Token,
)
from tongban.kernel.flows.terms import Data


def start(flow: Flow, data: Data) -> Step:
    """启动: lay down the first tokens. `data` is the JSON object that conditions ask."""
    walk = _Walk(flow, Marking((), 0), data)
    walk.go(flow.nodes[flow.start].outgoing[0], None)
    return walk.step()


def complete(flow: Flow, marking: Marking, token_id: int, data: Data) -> Step:
    """完成: take the token off its user task and let it run to where it rests next.

    Ids are given in the order of arrival, one to each token that comes to rest and one to each fork.
    Raises FlowFault for a token that is not live or does not rest at a user task of this flow.
    """
    walk = _Walk(flow, marking, data)
    token = walk.live.pop(token_id, None)
    if token is None:
        reason = f"token {token_id} is not live; read the case again"
        raise FlowFault(Problem("", flow.nodes[flow.start].line, reason))
    node = flow.nodes.get(token.node)
    if node is None:
        reason = (
            f"token {token_id} rests at a node this flow does not have; use the case's own flow"
        )
        raise FlowFault(Problem(token.node, flow.nodes[flow.start].line, reason))
    if node.kind != "user":
        reason = f"token {token_id} waits for other branches; complete those first"
        raise FlowFault(Problem(node.id, node.line, reason))
    walk.go(node.outgoing[0], token.parent)
    return walk.step()


class _Walk:
    """The tokens of one case while they move."""

    def __init__(self, flow: Flow, before: Marking, data: Data) -> None:
        self.flow = flow
        tokens = sorted(before.tokens, key=attrgetter("id"))
        self.before = {token.id: token for token in tokens}
        self.live = dict(self.before)
        self.last = before.last
        self.data = data
        self.ended: list[int | None] = []

    def go(self, arrow: str, parent: int | None) -> None:
        moving = deque([(self.flow.arrows[arrow], parent)])
        while moving:
            way, parent = moving.popleft()
            node = self.flow.nodes[way.target]
            if node.kind == "user":
                self.rest(node, way, parent)
            elif node.kind == "exclusive":
                moving.append((self.chosen(node), parent))
            elif node.kind in FORKS:
                moving.extend(self.gateway(node, way, parent, [each for _way, each in moving]))
            elif node.kind == "terminate":
                self.live.clear()
                return
            else:
                self.ended.append(parent)
        for parent in self.ended:
            self.release(parent)

    def rest(self, node: Node, way: Arrow, parent: int | None) -> None:
        self.last += 1
        self.live[self.last] = Token(self.last, node.id, way.id, parent)

    def chosen(self, node: Node) -> Arrow:
        ways = [self.flow.arrows[arrow] for arrow in node.outgoing]
        for way in ways:
            if way.condition is not None and way.condition.holds(self.data):
                return way
        return ways[0] if node.default is None else self.flow.arrows[node.default]

    def gateway(
        self, node: Node, way: Arrow, parent: int | None, moving: list[int | None]
    ) -> list[tuple[Arrow, int | None]]:
        """Let a token come to a fork or a join; `moving` are the forks that tokens on their way stand inside."""
        if len(node.incoming) > 1:
            waiting = [token.id for token in self.live.values() if token.node == node.id]
            if not self.met(node, parent, len(waiting), moving):
                self.rest(node, way, parent)
                return []
            for id_ in waiting:
                del self.live[id_]
            if node.id in self.flow.closing:
                parent = self.outside(parent)
        taken = self.taken(node)
        if len(node.outgoing) > 1:
            parent = self.fork(node, way, parent)
        return [(arrow, parent) for arrow in taken]

    def met(self, node: Node, fork: int | None, waiting: int, moving: list[int | None]) -> bool:
        """Tell whether all have come that a join waits for.

        At a parallel one a token by each arrow; at an inclusive one all that are left of the fork, which stand
        here: what is inside another fork within this one stands for itself until its own branches have met.
        """
        if node.kind == "parallel":
            return waiting == len(node.incoming) - 1
        left = sum(token.parent == fork for token in self.live.values())
        return left == waiting and fork not in moving

    def taken(self, node: Node) -> list[Arrow]:
        """Return the ways out of a fork that are taken: all, or those whose conditions hold, else the default."""
        ways = [self.flow.arrows[arrow] for arrow in node.outgoing]
        if node.kind == "parallel" or len(ways) == 1:
            return ways
        held = [way for way in ways if way.condition is not None and way.condition.holds(self.data)]
        return held or [self.flow.arrows[str(node.default)]]

    def fork(self, node: Node, way: Arrow, parent: int | None) -> int:
        self.last += 1
        if parent is not None:
            # Its join has to find again what the fork stood inside; outside every fork that is nothing.
            self.live[self.last] = Token(self.last, node.id, way.id, parent)
        return self.last

    def outside(self, fork: int | None) -> int | None:
        token = None if fork is None else self.live.pop(fork, None)
        return None if token is None else token.parent

    def release(self, fork: int | None) -> None:
        """Take away forks all of whose branches came to an end instead of a join."""
        while fork in self.live and all(token.parent != fork for token in self.live.values()):
            fork = self.outside(fork)

    def step(self) -> Step:
        return Step(
            marking=Marking(tuple(self.live.values()), self.last),
            consumed=tuple(id_ for id_ in self.before if id_ not in self.live),
            opened=tuple(token for id_, token in self.live.items() if id_ not in self.before),
            ended=not self.live,
        )
