"""叫号规则: who of those who wait is called next. Pure.

The rule, as it hangs in the hall: who has an appointment comes first from its time on; then soldiers, the old and the
disabled (军人、老年人、残疾人优先); then first come, first called. A head start is bounded, so that nobody waits for ever:
after `AHEAD` minutes no later comer goes before anybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

AHEAD = timedelta(minutes=60)
"""到时预约、转窗优先: the head start of an appointment at its time, and of who was sent on from another window."""
PRIORITY = timedelta(minutes=30)
"""优先照顾: the head start of soldiers, the old and the disabled."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """等候人: a ticket that waits: when it was taken, its slot, whether it is favoured, and behind how many it was put back."""

    ticket: int
    taken_at: datetime
    slot_at: datetime | None = None
    priority: bool = False
    moved: bool = False
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Takes:
    """窗口受理范围: what a window takes: everything (综合窗口), or these matters; `window` is its id."""

    window: int
    general: bool
    matters: frozenset[int] = frozenset()

    def take(self, matter: int | None, wanted: int | None = None) -> bool:
        """Tell whether a ticket for that matter (none: 综合) is called here; one sent to a window only there."""
        if wanted is not None:
            return wanted == self.window
        return self.general or matter in self.matters


def counts_from(one: Waiting, at: datetime) -> datetime:
    """Return the instant from which somebody is taken to have waited: coming, less the greatest head start."""
    starts = [one.taken_at]
    if one.priority:
        starts.append(one.taken_at - PRIORITY)
    if one.moved:
        starts.append(one.taken_at - AHEAD)
    if one.slot_at is not None and one.slot_at <= at:
        starts.append(max(one.taken_at, one.slot_at) - AHEAD)
    return min(starts)


def in_order(waiting: Iterable[Waiting], at: datetime) -> list[Waiting]:
    """Return those who wait in the order in which they are called; who did not come when called stands behind so many others."""
    ranked = sorted(waiting, key=lambda one: (counts_from(one, at), one.taken_at, one.ticket))
    line = [one for one in ranked if not one.behind]
    for one in sorted((one for one in ranked if one.behind), key=lambda one: one.behind):
        line.insert(one.behind, one)
    return line


def ahead_of(ticket: int, line: Sequence[Waiting]) -> int:
    """Return how many stand before a ticket."""
    return next((place for place, one in enumerate(line) if one.ticket == ticket), len(line))
