"""折叠协同办理: claims, added and removed items, meetings, and ways other than the flow's."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from tongban.kernel.cases.events import (
    ItemClaimed,
    ItemFilled,
    ItemHandedOver,
    ItemReleased,
    ItemsAdded,
    ItemsOpened,
    ItemsRemoved,
    Jumped,
    MeetingHeld,
    RoundOverdue,
    RoundSkipped,
    SentBack,
    TakenBack,
    Urged,
    WorkingEvent,
)
from tongban.kernel.cases.folding.flow import item_of
from tongban.kernel.cases.state import ItemRow, State
from tongban.kernel.ledger.events import Record


def working(state: State, event: WorkingEvent, record: Record) -> State:  # noqa: C901, PLR0911, PLR0912 - a closed set
    """Return `state` after an event of working together."""
    match event:
        case ItemClaimed():
            claimed = replace(state.items[event.item], state="open", holder=event.holder)
            waiting = _in_state(state, event.waiting, "waiting")
            return _with(state, event.item, {claimed.id: claimed, **waiting}, record)
        case ItemReleased():
            stands = "waiting" if event.waits else "open"
            released = replace(state.items[event.item], state=stands, holder=None)
            opened = _in_state(state, event.opened, "open")
            return _with(state, event.item, {released.id: released, **opened}, record)
        case ItemHandedOver():
            return _with(state, event.item, _handed_over(state, event), record)
        case ItemsOpened():
            return _with(state, event.items[0], _opened(state, event, record), record)
        case ItemsAdded():
            return _added(state, event, record)
        case ItemsRemoved():
            return _with(state, event.item, _removed(state, event, record), record, need=event.need)
        case TakenBack():
            back = replace(state.items[event.item], state="recalled")
            return _with(state, event.item, {back.id: back}, record)
        case ItemFilled():
            filled = replace(state, case=replace(state.row, form=event.form.content))
            return _touched(filled, filled.items[event.item].round, record)
        case MeetingHeld() | SentBack() | Jumped():
            return _touched(state, event.round, record)
        case RoundOverdue():
            late = replace(state.rounds[event.round], late=event.times)
            return replace(state, rounds={**state.rounds, late.id: late})
        case Urged():
            row = replace(state.row, urged=state.row.urged + 1, urged_at=record.at)
            return replace(state, case=row)
        case RoundSkipped():
            return state
        case _:
            assert_never(event)


def _opened(state: State, event: ItemsOpened, record: Record) -> dict[int, ItemRow]:
    return {
        each: replace(state.items[each], state="open", opened_at=record.at) for each in event.items
    }


def _removed(state: State, event: ItemsRemoved, record: Record) -> dict[int, ItemRow]:
    return {
        each: replace(state.items[each], state="removed", closed_at=record.at)
        for each in event.items
    }


def _handed_over(state: State, event: ItemHandedOver) -> dict[int, ItemRow]:
    """Return the item at its new post, and at the old one what changed places with it."""
    old = state.items[event.item]
    holder = event.taker if old.holder is not None else None
    moved = {old.id: replace(old, post=event.post, post_home=event.post_home, holder=holder)}
    if event.instead is None:
        return moved
    other = replace(state.items[event.instead], post=old.post, post_home=old.post_home)
    return {**moved, other.id: other}


def _added(state: State, event: ItemsAdded, record: Record) -> State:
    origin = state.items[event.item]
    items = {one.id: item_of(one, origin.round, record) for one in event.items}
    last = max(state.row.last_item, *items)
    waiting = _in_state(state, [origin.id] if event.waits else [], "waiting")
    after = _with(state, origin.id, {**items, **waiting}, record, need=event.need)
    return replace(after, case=replace(after.row, last_item=last))


def _in_state(state: State, ids: Iterable[int], word: str) -> dict[int, ItemRow]:
    return {each: replace(state.items[each], state=word) for each in ids}


def _with(
    state: State, item: int, items: dict[int, ItemRow], record: Record, *, need: int | None = None
) -> State:
    """Return `state` with these items, the round of `item` touched: what somebody read before is stale (R4)."""
    after = replace(state, items={**state.items, **items})
    touched = _touched(after, after.items[item].round, record)
    if need is None:
        return touched
    round_ = replace(touched.rounds[after.items[item].round], need=need)
    return replace(touched, rounds={**touched.rounds, round_.id: round_})


def _touched(state: State, round_id: int, record: Record) -> State:
    round_ = replace(state.rounds[round_id], version=record.n)
    return replace(state, rounds={**state.rounds, round_.id: round_})
