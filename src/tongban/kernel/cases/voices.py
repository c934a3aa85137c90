"""表决: who has a voice in a round, how the round stands, and what it needs: pure (会签, 或签, 票签)."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeAlias

from tongban.kernel.cases.rules import AGREED, OPEN, REFUSED
from tongban.kernel.cases.state import ItemRow, State
from tongban.kernel.flows import quota_of

Voice: TypeAlias = tuple[str, Hashable]

VOTING = frozenset({"main", "veto", "beside"})
WITH_VOICE = VOTING | {"after"}
HANDED_ON = frozenset({"transferred", "recalled"})


def voice_of(items: Mapping[int, ItemRow], item: ItemRow, unit: str) -> Voice:
    """Return whose voice an item is: its organ's, its post's, or its own where somebody was added.

    What was handed on (转办), or taken back and opened again, keeps the voice it had.
    """
    first = item
    while first.origin is not None and _went_on(items[first.origin], first):
        first = items[first.origin]
    if first.kind not in {"main", "veto"}:
        return first.kind, first.id
    return (unit, first.post) if unit == "post" else ("organ", first.organ)


def _went_on(before: ItemRow, after: ItemRow) -> bool:
    return before.kind == after.kind and before.state in HANDED_ON


def of_round(state: State, round_id: int) -> dict[int, ItemRow]:
    """Return the items of one round."""
    return {item.id: item for item in state.items.values() if item.round == round_id}


def result_of_round(state: State, round_id: int) -> str | None:
    """Say how a round stands: `passed`, `failed`, or `None` while it is undecided."""
    round_ = state.rounds[round_id]
    return node_result(round_.rule, round_.need, of_round(state, round_id), unit=round_.unit)


def node_result(
    rule: str, need: int, items: Mapping[int, ItemRow], *, unit: str = "organ"
) -> str | None:
    """Say how the items of a round stand: `passed`, `failed`, or `None` while it is undecided.

    What counts is the voice: of several posts of one organ, the first to act speaks for it. `all` (会签) fails at the first
    refusal and passes when `need` agreed; `any` (或签) passes at the first agreement and fails when nobody is left who could
    agree; `vote` (票签) is over as soon as nothing can change it any more, and a veto (一票否决) fails it. Who abstains stays in the
    total and agrees to nothing. Who was added to agree after another (后加签) must agree too, and his refusal fails the round.
    """
    voting = [item for item in items.values() if item.kind in VOTING]
    done = [item for item in items.values() if item.state == "done"]
    agreed = sum(item.weight for item in done if item.kind in VOTING and item.outcome == AGREED)
    spoken = {voice_of(items, item, unit) for item in done if item.kind in VOTING}
    silent = {
        voice_of(items, item, unit): item.weight
        for item in voting
        if item.state in OPEN and voice_of(items, item, unit) not in spoken
    }
    refusing = {item.kind for item in done if item.outcome == REFUSED}
    if "veto" in refusing or "after" in refusing or (rule == "all" and refusing & VOTING):
        return "failed"
    if agreed >= need:
        return None if _awaited(items, unit, spoken) else "passed"
    return "failed" if agreed + sum(silent.values()) < need else None


def _awaited(items: Mapping[int, ItemRow], unit: str, spoken: set[Voice]) -> bool:
    """Tell whether somebody is still out who could fail a round that has its agreement: with a veto, or added after another."""
    left = [item for item in items.values() if item.state in OPEN]
    return any(
        item.kind == "after" or (item.kind == "veto" and voice_of(items, item, unit) not in spoken)
        for item in left
    )


def need_of(rule: str, quota: str, weights: Mapping[Voice, int]) -> int:
    """Return how much agreement a round needs of these voices: all of it, one, or what its quota says."""
    total = sum(weights.values())
    if rule == "vote":
        return min(quota_of(quota, total), total)
    return total if rule == "all" else 1


def weights_of(items: Iterable[ItemRow], unit: str) -> dict[Voice, int]:
    """Return the voices of the items that count, acted or not, with what they weigh."""
    rows = {item.id: item for item in items}
    return {
        voice_of(rows, item, unit): item.weight
        for item in rows.values()
        if item.kind in VOTING and (item.state in OPEN or item.state == "done")
    }


def others_of_its_voice(state: State, item: ItemRow) -> tuple[int, ...]:
    """Return the open items of the same round that speak with the item's voice."""
    unit, items = state.rounds[item.round].unit, of_round(state, item.round)
    mine = voice_of(items, item, unit)
    return tuple(
        sorted(
            other.id
            for other in items.values()
            if other.state in OPEN and other.id != item.id and voice_of(items, other, unit) == mine
        )
    )


def next_in_turn(state: State, round_id: int, after: int) -> tuple[int, ...]:
    """Return the items whose turn it is now that nobody of step `after` or an earlier one is left (依次审批)."""
    left = [
        item
        for item in of_round(state, round_id).values()
        if item.kind in VOTING and item.state in OPEN
    ]
    first = min((item.step for item in left), default=0)
    return tuple(
        sorted(item.id for item in left if item.step == first > after and item.state == "waiting")
    )
