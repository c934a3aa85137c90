"""联办成效: what a bundle saves, and which of its members keep the others waiting: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongban.kernel.bundles.plan import Member, waits_for


@dataclass(frozen=True, slots=True)
class Alone:
    """单办: what one member asks of people when it is asked for by itself. `days` are working days, `steps` 环节."""

    questions: int
    materials: int
    visits: int
    days: int
    steps: int


@dataclass(frozen=True, slots=True)
class Saving:
    """前后对比: one figure before and after; `percent` is what is saved, rounded down."""

    before: int
    after: int

    @property
    def saved(self) -> int:
        """Return how much less it is."""
        return self.before - self.after

    @property
    def percent(self) -> int:
        """Return the share that is saved in whole per cent, never rounded up; 0 where there was nothing."""
        return self.saved * 100 // self.before if self.before else 0


@dataclass(frozen=True, slots=True)
class Savings:
    """减了多少: questions, materials, visits, working days and steps before and after."""

    questions: Saving
    materials: Saving
    visits: Saving
    days: Saving
    steps: Saving


def savings(
    members: Sequence[Member],
    alone: Mapping[str, Alone],
    *,
    questions: int,
    materials: int,
    days: int,
) -> Savings:
    """Return what these members save together; `days` is the limit of the stage, 0 where it promises none.

    Visits fall together into the most that one member needs. Steps that run side by side count once, and the bundle is
    received once, so that every member but the first on the way is without its own receipt.
    """
    own = [alone[one.key] for one in members]
    inner = {one.key: max(1, alone[one.key].steps) - 1 for one in members}
    longest = critical_path(members, {one.key: alone[one.key].days for one in members})
    return Savings(
        questions=Saving(sum(one.questions for one in own), questions),
        materials=Saving(sum(one.materials for one in own), materials),
        visits=Saving(sum(one.visits for one in own), max(one.visits for one in own)),
        days=Saving(sum(one.days for one in own), days or longest.days),
        steps=Saving(sum(one.steps for one in own), 1 + critical_path(members, inner).days),
    )


@dataclass(frozen=True, slots=True)
class Way:
    """关键路径: the members, in order, that together take the longest, and how long they take."""

    keys: tuple[str, ...]
    days: int


def critical_path(members: Sequence[Member], days: Mapping[str, int]) -> Way:
    """Return the longest way through members that wait for each other; of two as long the one that ends earlier in the list."""
    keys = [one.key for one in members]
    by_key = {one.key: one for one in members}
    best: dict[str, Way] = {}

    def way_to(key: str) -> Way:
        if key not in best:
            before = [way_to(each) for each in waits_for(by_key[key], keys)]
            longest = max(before, key=lambda one: one.days, default=Way((), 0))
            best[key] = Way((*longest.keys, key), longest.days + days[key])
        return best[key]

    return max((way_to(key) for key in keys), key=lambda one: one.days, default=Way((), 0))


def starts(members: Sequence[Member], days: Mapping[str, int]) -> dict[str, int]:
    """Return after how many days each member can begin at the latest plan: when all it waits for are through."""
    keys = [one.key for one in members]
    by_key = {one.key: one for one in members}
    found: dict[str, int] = {}

    def start_of(key: str) -> int:
        if key not in found:
            waits = waits_for(by_key[key], keys)
            found[key] = max((start_of(each) + days[each] for each in waits), default=0)
        return found[key]

    for key in keys:
        start_of(key)
    return found
