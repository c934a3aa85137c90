"""登记项的状态: how an entry stands, as the fold of what happened to it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from tongban.kernel.registers.dated import Span, next_change, placed, value_on
from tongban.kernel.registers.declaring import Facts, Plain, Register
from tongban.kernel.registers.events import (
    EntryAmended,
    EntryClosed,
    EntryEntered,
    EntryFiled,
    EntryReopened,
    EntryUndone,
    EntryUnfiled,
    Happened,
)
from tongban.kernel.registers.rules import valued


@dataclass(frozen=True, slots=True)
class Filed:
    """证件资料: a paper of an entry, with the last day on which it is good."""

    document: int
    paper: str
    until: date | None


@dataclass(frozen=True, slots=True)
class State:
    """登记项状态: how an entry stands at a version. Without `opened_on` it was never entered, or should not have been."""

    version: int = 0
    organ: int = 0
    confidential: bool = False
    opened_on: date | None = None
    closed_on: date | None = None
    values: Mapping[str, Plain] = field(default_factory=dict)
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    papers: tuple[Filed, ...] = ()

    def facts(self, register: Register, on: date) -> Facts:
        """Return what is known of every field on that day; what is not known is `None`."""
        return {
            each.name: valued(each, value_on(self.spans[each.name], on))
            if each.name in self.spans
            else valued(each, self.values.get(each.name))
            for each in register.fields
        }

    def changes_after(self, on: date) -> date | None:
        """Return the first day after `on` on which another value comes into force."""
        days = (next_change(spans, on) for spans in self.spans.values())
        return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Step:
    """登记事件: one event with the personal values that its content holds."""

    event: Happened
    personal: Mapping[str, Plain] = field(default_factory=dict)


def folded(steps: Iterable[Step]) -> State:
    """Return how the entry stands after these events, the first of them first."""
    stood = [State()]
    for step in steps:
        if isinstance(step.event, EntryUndone):
            after = stood[step.event.back_to]
        else:
            after = _applied(stood[-1], step.event, step.personal)
        stood.append(replace(after, version=len(stood)))
    return stood[-1]


def _applied(
    state: State,
    event: EntryEntered | EntryAmended | EntryClosed | EntryReopened | EntryFiled | EntryUnfiled,
    personal: Mapping[str, Plain],
) -> State:
    match event:
        case EntryEntered():
            begun = State(organ=event.organ, confidential=event.confidential)
            opened = replace(begun, opened_on=date.fromisoformat(event.on))
            return _written(opened, event, personal)
        case EntryAmended():
            return _amended(state, event, personal)
        case EntryClosed():
            return replace(state, closed_on=date.fromisoformat(event.on))
        case EntryReopened():
            return replace(state, closed_on=None)
        case EntryFiled():
            until = date.fromisoformat(event.until) if event.until else None
            paper = Filed(event.document, event.paper, until)
            return replace(state, papers=(*state.papers, paper))
        case EntryUnfiled():
            kept = tuple(each for each in state.papers if each.document != event.document)
            return replace(state, papers=kept)
        case _:
            assert_never(event)


def _amended(state: State, event: EntryAmended, personal: Mapping[str, Plain]) -> State:
    changed = _written(state, event, personal)
    organ = changed.organ if event.organ is None else event.organ
    hidden = changed.confidential if event.confidential is None else event.confidential
    return replace(changed, organ=organ, confidential=hidden)


def _written(
    state: State, event: EntryEntered | EntryAmended, personal: Mapping[str, Plain]
) -> State:
    since, spans = date.fromisoformat(event.on), dict(state.spans)
    for name, value in event.dated.items():
        spans[name] = placed(spans.get(name, ()), since, value)
    return replace(state, values={**state.values, **event.values, **personal}, spans=spans)
