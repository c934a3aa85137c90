"""办件折叠: the rows of a case are the sum of its log and of nothing else."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import assert_never

from tongban.kernel.cases.events import (
    Accepted,
    CaseEvent,
    Closed,
    Decided,
    ItemCompleted,
    LimitEnded,
    LimitRecounted,
    LimitStarted,
    Moved,
    RoundClosed,
    RoundOpened,
    Submitted,
    Withdrawn,
    parsed,
)
from tongban.kernel.cases.state import (
    CaseRow,
    ItemRow,
    LimitRow,
    RoundRow,
    State,
    TokenRow,
)
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.events import Record


def replayed(records: Iterable[Record]) -> State:
    """Return the rows that `records`, a whole stream in order, add up to."""
    state = State()
    for record in records:
        state = folded(state, record)
    return state


def folded(state: State, record: Record) -> State:
    """Return `state` after `record`; reads nothing but the record."""
    after = _applied(state, parsed(record.type, dict(record.data)), record)
    return replace(after, case=replace(after.row, n=record.n, hash=record.hash, at=record.at))


def _applied(state: State, event: CaseEvent, record: Record) -> State:  # noqa: C901, PLR0911, PLR0912 - a closed set
    match event:
        case Submitted():
            return replace(state, case=_submitted(event, record))
        case Moved():
            return _moved(state, event, record)
        case RoundOpened():
            return _round_opened(state, event, record)
        case ItemCompleted():
            return _item_completed(state, event, record)
        case RoundClosed():
            return _round_closed(state, event, record)
        case Accepted():
            return replace(state, case=replace(state.row, state="accepted", accepted_at=record.at))
        case LimitStarted():
            return _limit_started(state, event)
        case LimitRecounted():
            return _limit_recounted(state, event)
        case LimitEnded():
            ended = replace(state.limits[event.limit], state=event.how, closed_at=record.at)
            return replace(state, limits={**state.limits, ended.id: ended})
        case Decided():
            decided = replace(
                state.row, state="decided", outcome=event.outcome, decided_at=record.at
            )
            return replace(state, case=decided)
        case Closed():
            return replace(state, case=replace(state.row, closed_at=record.at))
        case Withdrawn():
            return replace(state, case=replace(state.row, state="withdrawn", closed_at=record.at))
        case _:
            assert_never(event)


def _submitted(event: Submitted, record: Record) -> CaseRow:
    return CaseRow(
        home=record.home,
        id=record.subject,
        number=event.number,
        matter=event.matter,
        version=event.version,
        title=event.title,
        procedure=event.procedure,
        organ=event.organ,
        party=event.party,
        channel=event.channel,
        state="submitted",
        outcome="",
        form=event.form.content,
        received_on=date.fromisoformat(event.happened),
        submitted_at=record.at,
    )


def _moved(state: State, event: Moved, record: Record) -> State:
    closed = {
        each: replace(state.tokens[each], state="consumed", closed=record.n)
        for each in event.consumed
    }
    opened = {
        each.id: TokenRow(each.id, each.node, each.arrow, each.parent, "live", record.n)
        for each in event.opened
    }
    case = replace(state.row, last_token=event.last)
    return replace(state, case=case, tokens={**state.tokens, **closed, **opened})


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
    )
    items = {
        each.id: ItemRow(
            id=each.id,
            round=event.round,
            post=each.post,
            post_home=each.post_home,
            organ=each.organ,
            party=each.party,
            kind=each.kind,
            origin=each.origin,
            step=each.step,
            weight=each.weight,
            state=each.state,
            outcome="",
            opened_at=record.at,
        )
        for each in event.items
    }
    last_item = max(items, default=state.row.last_item)
    case = replace(state.row, last_round=event.round, last_item=last_item)
    rounds = {**state.rounds, round_.id: round_}
    return replace(state, case=case, rounds=rounds, items={**state.items, **items})


def _item_completed(state: State, event: ItemCompleted, record: Record) -> State:
    item = replace(
        state.items[event.item],
        state="done",
        outcome=event.outcome,
        by=record.by,
        behalf=record.behalf,
        mandate=event.mandate,
        opinion=event.opinion.content if event.opinion else None,
        closed_at=record.at,
    )
    touched = replace(state.rounds[item.round], version=record.n)
    left = _left(state, event.unneeded, "not_needed", record)
    return replace(
        state,
        items={**state.items, item.id: item, **left},
        rounds={**state.rounds, touched.id: touched},
    )


def _left(state: State, ids: Iterable[int], word: str, record: Record) -> dict[int, ItemRow]:
    return {each: replace(state.items[each], state=word, closed_at=record.at) for each in ids}


def _round_closed(state: State, event: RoundClosed, record: Record) -> State:
    word = "cancelled" if event.outcome == "cancelled" else "not_needed"
    unneeded = {
        each: replace(state.items[each], state=word, closed_at=record.at) for each in event.unneeded
    }
    closed = replace(
        state.rounds[event.round],
        state="cancelled" if event.outcome == "cancelled" else "closed",
        outcome=event.outcome,
        version=record.n,
        closed_at=record.at,
    )
    return replace(
        state, items={**state.items, **unneeded}, rounds={**state.rounds, closed.id: closed}
    )


def _limit_started(state: State, event: LimitStarted) -> State:
    limit = LimitRow(
        id=event.limit,
        kind=event.kind,
        round=event.round,
        start=datetime.fromisoformat(event.start),
        amount=event.amount,
        unit=event.unit,
        lane=event.lane,
        due_on=date.fromisoformat(event.due_on),
        due_at=datetime.fromisoformat(event.due_at),
        edition=event.edition,
        provisional=event.provisional,
        law=event.law,
        article=event.article,
        state="running",
    )
    numbered = replace(state, case=replace(state.row, last_limit=event.limit))
    return _with_limit(numbered, limit)


def _limit_recounted(state: State, event: LimitRecounted) -> State:
    limit = replace(
        state.limits[event.limit],
        due_on=date.fromisoformat(event.due_on),
        due_at=datetime.fromisoformat(event.due_at),
        edition=event.edition,
        provisional=event.provisional,
    )
    return _with_limit(state, limit)


def _with_limit(state: State, limit: LimitRow) -> State:
    limits = {**state.limits, limit.id: limit}
    case = replace(state.row, provisional=any(each.provisional for each in limits.values()))
    if limit.round is None and limit.kind == "promised":
        case = replace(case, started_on=day_of(limit.start), promised_on=limit.due_on)
    elif limit.round is None and limit.kind == "statutory":
        case = replace(case, started_on=day_of(limit.start), statutory_on=limit.due_on)
    return replace(state, case=case, limits=limits)
