"""多实例: how often an activity is done: a number of times beside each other or in turn, or again while something holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tongban.kernel.flows.conditions import Condition
from tongban.kernel.flows.terms import Count, Data, Term

Order: TypeAlias = Literal["together", "in turn", "loop"]
MOST_TIMES = 1000


@dataclass(frozen=True, slots=True)
class Repeat:
    """多实例. `order` is together (并行), in turn (顺序) or a loop (循环).

    `number` is how many instances there are, of a loop how many at most. `until` ends the others early once it holds; a
    loop goes on while `again` holds, asked `before` the first time too if it says so.
    """

    order: Order
    number: Term | None = None
    until: Condition | None = None
    again: Condition | None = None
    before: bool = False

    def first(self, data: Data) -> tuple[str, ...]:
        """Return the instances to open at once: `1/3`, `2/3`, `3/3`, or the first; none where it is passed over."""
        if self.order == "loop":
            passed = self.before and not self._again(data)
            return () if passed else ("1",)
        total = times(self.number, data)
        opened = total if self.order == "together" else min(total, 1)
        return tuple(f"{turn}/{total}" for turn in range(1, opened + 1))

    def next(self, turn: tuple[int, int | None], under_way: int, data: Data) -> str | None:
        """Return what follows the end of an instance: the next one, `""` for nothing yet, `None` when all is done.

        `under_way` is how many others are open. Conditions read `loop.total`, `loop.done` and `loop.open` besides `data`.
        """
        number, total = turn
        done = number if total is None or self.order != "together" else total - under_way
        loop = {"total": total, "done": done, "open": under_way}
        asked: Mapping[str, object] = {**data, "loop": loop}
        if self.order == "loop":
            return str(number + 1) if self._goes_on(number, asked) else None
        if done == total or (self.until is not None and self.until.holds(asked)):
            return None
        return "" if self.order == "together" else f"{number + 1}/{total}"

    def entry(self, turn: int, data: Data) -> object:
        """Return what the list says for which it is done, of one instance; `None` where there is no list, or none so long."""
        found = self.number.path.of(data) if isinstance(self.number, Count) else None
        return found[turn - 1] if isinstance(found, list | tuple) and turn <= len(found) else None

    @property
    def sure(self) -> bool:
        """Tell whether it is done once at least, whatever the data."""
        return not self.before if self.order == "loop" else times(self.number, {}) > 0

    def _again(self, data: Data) -> bool:
        return self.again is None or self.again.holds(data)

    def _goes_on(self, done: int, data: Data) -> bool:
        most = MOST_TIMES if self.number is None else times(self.number, data)
        return done < most and self._again(data)


def times(number: Term | None, data: Data) -> int:
    """Return how many times that is: 0 for what is no whole number above 0, 1000 at most."""
    value = None if number is None else number.of(data)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return max(0, min(value, MOST_TIMES))
