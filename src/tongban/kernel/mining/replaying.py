"""重放: a flow in which every choice is free, and where it can be after what happened.

A log does not say what the conditions of a flow ask. So at each choice every way may be taken, a task of several instances may be
done any number of times, and timers, messages and events at an edge may happen whenever they can.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, combinations
from typing import Final

from tongban.kernel.flows import (
    Condition,
    Data,
    Flow,
    Marking,
    Node,
    Step,
    complete,
    enabled,
    happen,
    start,
)
from tongban.kernel.flows.parts import TASKS

MOST_WAYS: Final = 8
"""Out of an inclusive gateway with more ways go one, or all of them."""
MOST_STATES: Final = 2_000
"""So many places where a flow can be at once are followed; a flow that can be in more may be said to be left where it was not."""
_CHOICES: Final = frozenset({"exclusive", "inclusive"})

Key = tuple[object, ...]


class _Unasked(Exception):
    """A choice that nobody has made yet."""

    def __init__(self, gateway: str) -> None:
        super().__init__(gateway)
        self.gateway = gateway


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Whether a way was chosen: what stands where a condition did."""

    gateway: str
    arrow: str

    def holds(self, data: Data) -> bool:
        made = data.get(self.gateway)
        if not isinstance(made, frozenset):
            raise _Unasked(self.gateway)
        return self.arrow in made


@dataclass
class Replay:
    """重放: where a flow can be, as a set of markings; what was once found is kept."""

    flow: Flow
    again: frozenset[str] = field(init=False)
    names: Mapping[str, list[str]] = field(init=False)
    _after: dict[Key, dict[str, list[Marking]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Free all choices."""
        self.again = frozenset(node.id for node in self.flow.nodes.values() if node.repeat)
        self.flow = _freed(self.flow)
        named: dict[str, list[str]] = {}
        for node in self.flow.nodes.values():
            if node.kind in TASKS:
                for name in {node.name or node.id, node.id}:
                    named.setdefault(name, []).append(node.id)
        self.names = named

    def begin(self) -> list[Marking]:
        """Return where the flow can be at first."""
        return self._rested(_choosing(self.flow, partial(start, self.flow)))

    def after(self, markings: Iterable[Marking], activity: str) -> list[Marking]:
        """Return where it can be after an activity; nowhere where it could not happen."""
        wanted = self.names.get(activity, ())
        found = (self._moves(each).get(node, ()) for each in markings for node in wanted)
        return _different(chain.from_iterable(found))

    def awaited(self, markings: Iterable[Marking]) -> list[str]:
        """Return the tasks that could be done now."""
        return list(dict.fromkeys(node for each in markings for node in self._moves(each)))

    def name(self, node: str) -> str:
        """Return what a task is called."""
        return self.flow.nodes[node].name or node

    def _moves(self, marking: Marking) -> dict[str, list[Marking]]:
        key = _key(marking)
        if key not in self._after:
            found: dict[str, list[Marking]] = {}
            for one in enabled(self.flow, marking):
                if self.flow.nodes[one.element].kind in TASKS:
                    step = partial(complete, self.flow, marking, one.token)
                    there = self._rested(_choosing(self.flow, step))
                    found[one.element] = [*there, marking] if one.element in self.again else there
            self._after[key] = found
        return self._after[key]

    def _rested(self, markings: Iterable[Marking]) -> list[Marking]:
        """Return the markings, and all that come out of them by events that no log tells."""
        found = {_key(each): each for each in markings}
        waiting = list(found.values())
        while waiting and len(found) < MOST_STATES:
            for marking in self._unseen(waiting.pop()):
                if _key(marking) not in found:
                    found[_key(marking)] = marking
                    waiting.append(marking)
        return list(found.values())

    def _unseen(self, marking: Marking) -> Iterator[Marking]:
        resting = {token.id: token.node for token in marking.tokens}
        for one in enabled(self.flow, marking):
            if self.flow.nodes[one.element].kind in TASKS:
                continue
            if resting[one.token] == one.element:
                step = partial(complete, self.flow, marking, one.token)
            else:
                step = partial(happen, self.flow, marking, one.token, one.element)
            yield from _choosing(self.flow, step)


def _freed(flow: Flow) -> Flow:
    arrows = dict(flow.arrows)
    for node in flow.nodes.values():
        if node.kind in _CHOICES and len(node.outgoing) > 1:
            for arrow in node.outgoing:
                free = Condition("", (), _Chosen(node.id, arrow))
                condition = None if arrow == node.default else free
                arrows[arrow] = replace(arrows[arrow], condition=condition)
    nodes = {id_: replace(node, repeat=None) for id_, node in flow.nodes.items()}
    return replace(flow, nodes=nodes, arrows=arrows)


def _choosing(flow: Flow, step: Callable[[Data], Step]) -> Iterator[Marking]:
    """Yield where a step comes to, for each way to choose on it."""
    waiting: list[dict[str, frozenset[str]]] = [{}]
    while waiting:
        made = waiting.pop()
        try:
            yield step(made).marking
        except _Unasked as asked:
            options = _options(flow.nodes[asked.gateway])
            waiting += [{**made, asked.gateway: option} for option in options]


def _options(node: Node) -> Iterator[frozenset[str]]:
    """Yield the ways that can be taken together; none is the default."""
    asked = [arrow for arrow in node.outgoing if arrow != node.default]
    if node.default is not None:
        yield frozenset()
    most = len(asked) if node.kind == "inclusive" and len(asked) <= MOST_WAYS else 1
    for count in range(1, most + 1):
        yield from map(frozenset, combinations(asked, count))
    if node.kind == "inclusive" and most == 1 < len(asked):
        yield frozenset(asked)


def _different(markings: Iterable[Marking]) -> list[Marking]:
    found = {_key(each): each for each in markings}
    return list(found.values())[:MOST_STATES]


def _key(marking: Marking) -> Key:
    """Return what tells markings apart: where tokens are, and which stand together, whatever their numbers."""
    tokens = sorted(marking.tokens, key=lambda each: (each.node, each.arrow or "", each.id))
    order: dict[int | None, int] = {}
    for token in tokens:
        order.setdefault(token.parent, len(order))
    inside = {token.id: number for number, token in enumerate(tokens)}
    return tuple(
        (token.node, token.arrow, order[token.parent], inside.get(token.parent or 0, -1))
        for token in tokens
    )
