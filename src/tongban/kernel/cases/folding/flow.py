"""折叠流转: tokens, rounds, work items and requests."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from tongban.kernel.cases.events import (
    ActedFor,
    ApprovalAsked,
    ApprovalGiven,
    Circulated,
    FlowEvent,
    ItemCompleted,
    ItemTransferred,
    MessageCame,
    Moved,
    RoundClosed,
    RoundOpened,
)
from tongban.kernel.cases.events.parts import ItemData
from tongban.kernel.cases.rules import FLOW_TIMER, NODE_CLOCK, READ
from tongban.kernel.cases.state import (
    ItemRow,
    RequestRow,
    RoundRow,
    State,
    TimerRow,
    TokenRow,
)
from tongban.kernel.ledger.events import Record


def flow(state: State, event: FlowEvent, record: Record) -> State:  # noqa: C901, PLR0911 - a closed set
    """Return `state` after an event of the flow."""
    match event:
        case Moved():
            return _moved(state, event, record)
        case RoundOpened():
            return _round_opened(state, event, record)
        case ItemCompleted():
            return _item_completed(state, event, record)
        case RoundClosed():
            return _round_closed(state, event, record)
        case ApprovalAsked():
            row = RequestRow(
                event.request,
                event.kind,
                event.round,
                event.wish.content,
                "open",
                record.by,
                record.at,
            )
            return replace(state, requests={**state.requests, row.id: row})
        case ApprovalGiven():
            return _answered(state, event, record)
        case ItemTransferred():
            return _transferred(state, event, record)
        case Circulated():
            return _circulated(state, event, record)
        case ActedFor():
            done = replace(state.items[event.item], proxy=event.proxy)
            return replace(state, items={**state.items, done.id: done})
        case MessageCame():
            return state
        case _:
            assert_never(event)


def _transferred(state: State, event: ItemTransferred, record: Record) -> State:
    old = state.items[event.item]
    given = replace(old, state="transferred", closed_at=record.at)
    taken = item_of(event.to, old.round, record)
    touched = replace(state.rounds[old.round], version=record.n)
    return replace(
        state,
        case=replace(state.row, last_item=taken.id),
        items={**state.items, given.id: given, taken.id: taken},
        rounds={**state.rounds, touched.id: touched},
    )


def _circulated(state: State, event: Circulated, record: Record) -> State:
    until = date.fromisoformat(event.until) if event.until else None
    asked = replace(state.rounds[event.round], until=until, version=record.n)
    return replace(state, rounds={**state.rounds, asked.id: asked})


def _answered(state: State, event: ApprovalGiven, record: Record) -> State:
    row = replace(
        state.requests[event.request],
        state=event.outcome,
        answered_by=record.by,
        answered_at=record.at,
    )
    return replace(state, requests={**state.requests, row.id: row})


def _moved(state: State, event: Moved, record: Record) -> State:
    closed = {
        each: replace(state.tokens[each], state="consumed", closed=record.n)
        for each in event.consumed
    }
    opened = {
        each.id: TokenRow(each.id, each.node, each.arrow, each.parent, "live", record.n)
        for each in event.opened
    }
    waited = {
        one.id: replace(one, state="dropped", closed_at=record.at)
        for one in state.timers.values()
        if one.kind == FLOW_TIMER and one.about in closed and one.state == "set"
    }
    case = replace(state.row, last_token=event.last)
    return replace(
        state,
        case=case,
        tokens={**state.tokens, **closed, **opened},
        timers={**state.timers, **waited},
    )


def _round_opened(state: State, event: RoundOpened, record: Record) -> State:
    round_ = RoundRow(
        id=event.round,
        token=event.token,
        node=event.node,
        name=event.name,
        ordinal=event.ordinal,
        act=event.act,
        rule=event.rule,
        need=event.need,
        state="open",
        outcome="",
        version=record.n,
        opened_at=record.at,
        unit=event.unit,
        hand=event.hand,
        back=event.back,
    )
    items = {each.id: item_of(each, event.round, record) for each in event.items}
    last_item = max(items, default=state.row.last_item)
    case = replace(state.row, last_round=event.round, last_item=last_item)
    return replace(
        state,
        case=case,
        rounds={**state.rounds, round_.id: round_},
        items={**state.items, **items},
        timers={**state.timers, **_clock(state, event, record)},
    )


def _clock(state: State, event: RoundOpened, record: Record) -> dict[int, TimerRow]:
    """Return the timer of the node's own time, where it has one."""
    if event.clock is None:
        return {}
    clock, timer = event.clock, 1 + max(state.timers, default=0)
    return {
        timer: TimerRow(
            id=timer,
            kind=NODE_CLOCK,
            about=event.round,
            start=record.at,
            length=clock.length,
            due_on=date.fromisoformat(clock.due_on),
            due_at=datetime.fromisoformat(clock.due_at),
            edition=clock.edition,
            state="set",
        )
    }


def item_of(given: ItemData, round_: int, record: Record) -> ItemRow:
    """Return the row of an item that an event hands out."""
    return ItemRow(
        id=given.id,
        round=round_,
        post=given.post,
        post_home=given.post_home,
        organ=given.organ,
        party=given.party,
        kind=given.kind,
        origin=given.origin,
        step=given.step,
        weight=given.weight,
        state=given.state,
        outcome="",
        opened_at=record.at,
    )


def _item_completed(state: State, event: ItemCompleted, record: Record) -> State:
    item = replace(
        state.items[event.item],
        state="done",
        outcome=event.outcome,
        by=record.by,
        behalf=record.behalf,
        mandate=event.mandate,
        proxy=state.items[event.item].proxy if record.behalf else None,
        opinion=event.opinion.content if event.opinion else None,
        closed_at=record.at,
    )
    round_ = state.rounds[item.round]
    # What one reader has read makes no other reader's page stale.
    touched = round_ if round_.act == READ else replace(round_, version=record.n)
    left = _left(state, event.unneeded, "not_needed", record)
    return replace(
        state,
        items={**state.items, item.id: item, **left},
        rounds={**state.rounds, touched.id: touched},
    )


def _left(state: State, ids: Iterable[int], word: str, record: Record) -> dict[int, ItemRow]:
    return {each: replace(state.items[each], state=word, closed_at=record.at) for each in ids}


def _round_closed(state: State, event: RoundClosed, record: Record) -> State:
    cancelled = event.outcome == "cancelled"
    unneeded = _left(state, event.unneeded, "cancelled" if cancelled else "not_needed", record)
    closed = replace(
        state.rounds[event.round],
        state="cancelled" if cancelled else "closed",
        outcome=event.outcome,
        version=record.n,
        closed_at=record.at,
    )
    clocks = {
        one.id: replace(one, state="dropped", closed_at=record.at)
        for one in state.timers.values()
        if one.kind == NODE_CLOCK and one.about == closed.id and one.state == "set"
    }
    return replace(
        state,
        items={**state.items, **unneeded},
        rounds={**state.rounds, closed.id: closed},
        timers={**state.timers, **clocks},
    )
