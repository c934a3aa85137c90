"""流程推进: one step of a case over its flow; the same flow, marking and data always give the same step."""

from collections import deque
from operator import attrgetter

from tongban.kernel.flows.parts import Arrow, Flow, FlowFault, Marking, Node, Problem, Step, Token
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
            elif node.kind == "parallel":
                moving.extend(self.parallel(node, way, parent))
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

    def parallel(
        self, node: Node, way: Arrow, parent: int | None
    ) -> list[tuple[Arrow, int | None]]:
        if len(node.incoming) > 1:
            waiting = [token.id for token in self.live.values() if token.node == node.id]
            if len(waiting) < len(node.incoming) - 1:
                self.rest(node, way, parent)
                return []
            for id_ in waiting:
                del self.live[id_]
            if node.id in self.flow.closing:
                parent = self.outside(parent)
        if len(node.outgoing) > 1:
            parent = self.fork(node, way, parent)
        return [(self.flow.arrows[arrow], parent) for arrow in node.outgoing]

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
