"""令牌移动: the tokens of one case while they move, until each rests, waits or has ended."""

from collections import Counter, deque
from operator import attrgetter

from tongban.kernel.flows.parts import (
    ACTIVITIES,
    FORKS,
    RESTING,
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

MOST_MOVES = 100_000
THROWN = frozenset({"error", "escalation"})
"""What is caught at the edge of a sub-process around; messages and signals go elsewhere."""


def edge_of(flow: Flow, token: Token) -> tuple[str, ...]:
    """Return the events at the edge of the activity at which a token stands; an instance has none of its own."""
    node = flow.nodes[token.node]
    return () if node.repeat and token.turn else node.boundaries


class Walk:
    """The tokens of one case while they move: `live` stay, `moving` are on an arrow, `ended` left something behind."""

    def __init__(self, flow: Flow, before: Marking, data: Data) -> None:
        """Begin from the marking `before`."""
        self.flow = flow
        tokens = sorted(before.tokens, key=attrgetter("id"))
        self.before = {token.id: token for token in tokens}
        self.live = dict(self.before)
        self.inside = Counter(token.parent for token in tokens)
        self.last = before.last
        self.data = data
        self.moving: deque[tuple[Arrow, int | None]] = deque()
        self.ended: deque[int | None] = deque()
        self.moves = 0

    def begin(self, node: Node) -> None:
        """Lay down the first token: at a start event, or at a process that runs beside others."""
        if node.kind == "start":
            self.leave(node, None)
        else:
            self.enter(node, None, None)

    def run(self) -> None:
        """Let everything move until it rests. Raises FlowFault where that takes too long."""
        while self.moving or self.ended:
            if not self.moving:
                self.release(self.ended.popleft())
                continue
            way, parent = self.moving.popleft()
            self.count(self.flow.nodes[way.target])
            self.arrive(self.flow.nodes[way.target], way, parent)

    def count(self, node: Node) -> None:
        """Count a move or a token laid down. Raises FlowFault where there are too many."""
        self.moves += 1
        if self.moves > MOST_MOVES:
            reason = f"one step moves more than {MOST_MOVES} tokens; let fewer be done at once"
            raise FlowFault(Problem(node.id, node.line, reason))

    def arrive(self, node: Node, way: Arrow, parent: int | None) -> None:
        """Let a token come to a node."""
        if node.kind in ACTIVITIES:
            self.open(node, way, parent)
        elif node.kind in RESTING:
            self.lay(node, way.id, parent)
        elif node.kind == "exclusive":
            self.moving.append((self.chosen(node), parent))
        elif node.kind in FORKS:
            self.moving.extend(self.gateway(node, way, parent))
        elif node.kind == "terminate":
            self.terminate(parent)
        elif not self.thrown(node, parent):
            if node.kind == "throw":
                self.leave(node, parent)
            else:
                self.ended.append(parent)

    def lay(self, node: Node, came: str | None, parent: int | None) -> int:
        """Lay down a token; return its id."""
        self.count(node)
        self.last += 1
        self.live[self.last] = Token(self.last, node.id, came, parent)
        self.inside[parent] += 1
        return self.last

    def take(self, id_: int) -> Token | None:
        """Take a token away, and return it; `None` if it is not there."""
        token = self.live.pop(id_, None)
        if token is not None:
            self.inside[token.parent] -= 1
        return token

    def open(self, node: Node, way: Arrow, parent: int | None) -> None:
        """Open an activity: once, or as many times as it is to be done."""
        if node.repeat is None:
            return self.enter(node, way.id, parent)
        turns = node.repeat.first(self.data)
        if not turns or not node.wait:
            self.leave(node, parent)
        around = self.lay(node, way.id, parent) if turns and node.wait else None
        for turn in turns:
            self.enter(node, turn, around)
        return None

    def enter(self, node: Node, came: str | None, parent: int | None) -> None:
        """Begin an activity, or one instance of it. What does not wait stands in nothing, and the flow goes on."""
        if node.inner is None:
            self.lay(node, came, parent)
            return
        scope = self.lay(node, came, parent if node.wait else None)
        self.leave(self.flow.nodes[self.flow.bodies[node.inner]], scope)
        if not node.wait and node.repeat is None:
            self.leave(node, parent)

    def leave(self, node: Node, parent: int | None) -> None:
        """Let a token go on from a node by its arrows; from a process that runs beside others there is none."""
        self.moving.extend((self.flow.arrows[arrow], parent) for arrow in node.outgoing)

    def done(self, token: Token) -> None:
        """Go on after an activity, an instance or an event whose token is gone."""
        node = self.flow.nodes[token.node]
        around = None if token.parent is None else self.live.get(token.parent)
        if not node.wait:
            return
        if node.repeat is None or token.turn is None or around is None:
            self.leave(node, token.parent)
            return
        following = node.repeat.next(token.turn, self.inside[around.id], self.data)
        if following is None:
            self.clear(around.id)
            self.leave(node, around.parent)
        elif following:
            self.enter(node, following, around.id)

    def chosen(self, node: Node) -> Arrow:
        """Return the way that a choice takes."""
        ways = [self.flow.arrows[arrow] for arrow in node.outgoing]
        for way in ways:
            if way.condition is not None and way.condition.holds(self.data):
                return way
        return ways[0] if node.default is None else self.flow.arrows[node.default]

    def gateway(self, node: Node, way: Arrow, parent: int | None) -> list[tuple[Arrow, int | None]]:
        """Let a token come to a fork or a join; return those that go on."""
        if len(node.incoming) > 1:
            waiting = [
                token.id
                for token in self.live.values()
                if token.node == node.id and token.parent == parent
            ]
            if not self.met(node, parent, len(waiting)):
                self.lay(node, way.id, parent)
                return []
            for id_ in waiting:
                self.take(id_)
            if node.id in self.flow.closing:
                parent = self.outside(parent)
        taken = self.taken(node)
        if len(node.outgoing) > 1:
            parent = self.fork(node, way.id, parent)
        return [(arrow, parent) for arrow in taken]

    def met(self, node: Node, fork: int | None, waiting: int) -> bool:
        """Tell whether all have come that a join waits for.

        At a parallel one a token by each arrow; at an inclusive one all that are left of the fork, which stand
        here: what is inside another fork within this one stands for itself until its own branches have met.
        """
        if node.kind == "parallel":
            return waiting == len(node.incoming) - 1
        return self.inside[fork] == waiting and all(parent != fork for _way, parent in self.moving)

    def taken(self, node: Node) -> list[Arrow]:
        """Return the ways out of a fork that are taken: all, or those whose conditions hold, else the default."""
        ways = [self.flow.arrows[arrow] for arrow in node.outgoing]
        if node.kind == "parallel" or len(ways) == 1:
            return ways
        held = [way for way in ways if way.condition is not None and way.condition.holds(self.data)]
        return held or [self.flow.arrows[str(node.default)]]

    def fork(self, node: Node, came: str | None, parent: int | None) -> int:
        """Give the branches of a fork what they stand inside."""
        if parent is not None:
            # Its join has to find again what the fork stood inside; outside every fork that is nothing.
            return self.lay(node, came, parent)
        self.last += 1
        return self.last

    def outside(self, fork: int | None) -> int | None:
        """Take a fork away; return what it stood inside."""
        token = None if fork is None else self.take(fork)
        return None if token is None else token.parent

    def release(self, around: int | None) -> None:
        """Take away forks all of whose branches came to an end, and leave the sub-process in which nothing is left."""
        while around is not None and not self.inside[around]:
            token = self.take(around)
            if token is None:
                return None
            if self.flow.nodes[token.node].kind == "scope":
                return self.done(token)
            around = token.parent
        return None

    def terminate(self, parent: int | None) -> None:
        """End all that stands in the same sub-process, or everything."""
        scope = self.scope_of(parent)
        if scope is None:
            self.live.clear()
            self.inside.clear()
            self.moving.clear()
            self.ended.clear()
        else:
            self.clear(scope, but=True)
            self.ended.append(scope)

    def thrown(self, node: Node, parent: int | None) -> bool:
        """Let what a node throws happen at the edge that catches it; tell whether the token that threw it is gone."""
        if node.trigger.sort not in THROWN:
            return False
        for token in self.around(parent):
            for boundary in (self.flow.nodes[each] for each in edge_of(self.flow, token)):
                if boundary.trigger.catches(node.trigger):
                    self.fire(token, boundary)
                    return boundary.interrupts
        return False

    def fire(self, token: Token, boundary: Node) -> None:
        """Let an event at the edge of an activity happen: instead of the activity, or beside it."""
        if boundary.interrupts:
            self.clear(token.id)
            self.leave(boundary, token.parent)
        else:
            beside = self.fork(boundary, None, self.scope_of(token.parent))
            self.leave(boundary, beside)

    def around(self, parent: int | None) -> list[Token]:
        """Return all that something stands inside, from within."""
        found = []
        while parent is not None and parent in self.live:
            found.append(self.live[parent])
            parent = self.live[parent].parent
        return found

    def scope_of(self, parent: int | None) -> int | None:
        """Return the sub-process in which something stands."""
        return next(
            (one.id for one in self.around(parent) if self.flow.nodes[one.node].inner), None
        )

    def clear(self, id_: int, *, but: bool = False) -> None:
        """Take away a token with all that stands inside it; `but` leaves the token itself."""
        gone, waiting = {id_}, [id_]
        while waiting:
            around = waiting.pop()
            inner = [one.id for one in self.live.values() if one.parent == around]
            gone |= set(inner)
            waiting += inner
        self.moving = deque(one for one in self.moving if one[1] not in gone)
        self.ended = deque(one for one in self.ended if one not in gone)
        for each in gone - ({id_} if but else set()):
            self.take(each)

    def step(self) -> Step:
        """Return what the walk did."""
        return Step(
            marking=Marking(tuple(self.live.values()), self.last),
            consumed=tuple(id_ for id_ in self.before if id_ not in self.live),
            opened=tuple(token for id_, token in self.live.items() if id_ not in self.before),
            ended=not self.live,
        )
