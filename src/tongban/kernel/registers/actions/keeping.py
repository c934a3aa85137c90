"""登记、变更、注销、恢复和撤销: the verbs on an entry. Each needs a reason; a repeated key changes nothing."""

from collections.abc import Mapping
from datetime import date

from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.registers.actions.writing import (
    Held,
    Written,
    content_of,
    held,
    keeping_organ,
    may_change,
    may_keep,
    once,
    record,
    record_first,
)
from tongban.kernel.registers.declaring import Facts, Known, Plain, Register
from tongban.kernel.registers.entries import Entry
from tongban.kernel.registers.events import (
    EntryAmended,
    EntryClosed,
    EntryEntered,
    EntryReopened,
    EntryUndone,
)
from tongban.kernel.registers.folding import State
from tongban.kernel.registers.registry import of_kind
from tongban.kernel.registers.rules import before_it_began, checked, plain


def enter(kind: str, act: Act, written: Written) -> Entry:
    """登记: keep a new entry from the day `written.on`, for the organ that it names."""

    def work() -> Entry:
        known, organ = of_kind(kind), keeping_organ(written.organ)
        hidden = bool(written.confidential)
        may_keep(known.register, organ, act, confidential=hidden)
        _not_ahead(written.on, act)
        values = {
            name: value
            for name, value in checked(known.register, written.values).items()
            if value is not None
        }
        undated, dated, personal = parted(known.register, values)
        content = content_of(written.reason, personal)
        event = EntryEntered(
            on=written.on.isoformat(),
            organ=organ.pk,
            content=content.sealed.digest,
            confidential=hidden,
            values=undated,
            dated=dated,
        )
        return record_first(known, event, act, content, organ.home)

    return once(kind, act, ["enter", *written.wish], work)


def amend(kind: str, entry_id: int, act: Act, *, version: int, written: Written) -> Entry:
    """变更登记: correct values, and let those that are dated hold from the day `written.on`, which may be ahead.

    What was known of later days stays. Refused where nothing would change.
    """

    def work() -> Entry:
        before = held(kind, entry_id, act, version)
        _open(before)
        register = before.known.register
        may_change(before, written.values, act)
        values = _new(before, checked(register, written.values), written.on)
        undated, dated, personal = parted(register, values)
        _within_life(before.state, written.on)
        organ = _moved(before, act, written.organ)
        hidden = _hidden(before, act, hidden=written.confidential)
        if undated or personal or organ is not None or hidden is not None:
            _not_ahead(written.on, act)
        content = content_of(written.reason, personal)
        event = EntryAmended(
            on=written.on.isoformat(),
            content=content.sealed.digest,
            organ=organ,
            confidential=hidden,
            values=undated,
            dated=dated,
        )
        if not values and event.organ is None and event.confidential is None:
            raise Refusal(
                "register.nothing_new",
                "Nothing would change: {key} says so already. Change a value, or leave it.",
                key=before.row.key,
            )
        return record(before, event, act, content)

    return once(kind, act, ["amend", entry_id, version, *written.wish], work)


def close(kind: str, entry_id: int, act: Act, *, version: int, on: date, reason: str) -> Entry:
    """注销登记: keep the entry no longer from the day `on`; it stays readable as of earlier days."""

    def work() -> Entry:
        before = held(kind, entry_id, act, version)
        _open(before)
        _not_ahead(on, act)
        _within_life(before.state, on)
        content = content_of(reason)
        event = EntryClosed(on=on.isoformat(), content=content.sealed.digest)
        return record(before, event, act, content)

    return once(kind, act, ["close", entry_id, version, on, reason], work)


def reopen(kind: str, entry_id: int, act: Act, *, version: int, reason: str) -> Entry:
    """恢复登记: take back a closing that was a mistake."""

    def work() -> Entry:
        before = held(kind, entry_id, act, version)
        if before.state.closed_on is None:
            raise Refusal(
                "register.not_closed",
                "{key} is not closed. There is nothing to reopen.",
                key=before.row.key,
            )
        content = content_of(reason)
        return record(before, EntryReopened(content.sealed.digest), act, content)

    return once(kind, act, ["reopen", entry_id, version, reason], work)


def undo(kind: str, entry_id: int, act: Act, *, version: int, back_to: int, reason: str) -> Entry:
    """撤销变更: let the entry stand again as at the version `back_to`; at 0 it was entered by mistake and is struck."""

    def work() -> Entry:
        before = held(kind, entry_id, act, version)
        if not 0 <= back_to < version:
            raise Refusal(
                "register.no_such_version",
                "{key} has no earlier version {version}. Choose one from its history.",
                key=before.row.key,
                version=back_to,
            )
        content = content_of(reason)
        event = EntryUndone(back_to=back_to, content=content.sealed.digest)
        return record(before, event, act, content)

    return once(kind, act, ["undo", entry_id, version, back_to, reason], work)


def parted(
    register: Register, values: Facts
) -> tuple[dict[str, Plain], dict[str, Plain], dict[str, Plain]]:
    """Return the values as written down: those without dates, those with, and the personal ones."""
    undated: dict[str, Plain] = {}
    dated: dict[str, Plain] = {}
    personal: dict[str, Plain] = {}
    for name, value in values.items():
        if name in register.personal:
            personal[name] = plain(value)
        elif name in register.dated:
            dated[name] = plain(value)
        else:
            undated[name] = plain(value)
    return undated, dated, personal


def _new(before: Held, values: Mapping[str, Known], on: date) -> dict[str, Known]:
    """Return the values that are not known already on that day."""
    facts = before.state.facts(before.known.register, on)
    return {name: value for name, value in values.items() if facts[name] != value}


def _moved(before: Held, act: Act, organ_id: int | None) -> int | None:
    """Return the organ that the entry goes over to, which must be of its county; `None` where it stays."""
    if organ_id is None or organ_id == before.state.organ:
        return None
    organ = keeping_organ(organ_id)
    if organ.home != before.row.home:
        raise Refusal(
            "register.other_county",
            "{organ} belongs to another county. Close the entry here, and have it entered there.",
            field="organ",
            organ=organ.name,
        )
    may_keep(before.known.register, organ, act, confidential=before.state.confidential)
    return organ.pk


def _hidden(before: Held, act: Act, *, hidden: bool | None) -> bool | None:
    """Return whether the entry becomes confidential or open; `None` where it stays as it is."""
    if hidden is None or hidden == before.state.confidential:
        return None
    may_keep(before.known.register, before.row.organ, act, confidential=True)
    return hidden


def _open(before: Held) -> None:
    if before.state.closed_on is not None:
        raise Refusal(
            "register.closed",
            "{key} is closed since {day}. Reopen it first.",
            key=before.row.key,
            day=before.state.closed_on,
        )


def _not_ahead(on: date, act: Act) -> None:
    if on > day_of(act.at):
        raise Refusal(
            "register.ahead",
            "{day} is yet to come, and only dated values can be entered ahead. Choose today or an earlier day.",
            field="on",
            day=on,
        )


def _within_life(state: State, on: date) -> None:
    """Refuse a day before the entry was kept."""
    if state.opened_on is not None and on < state.opened_on:
        raise before_it_began(on, state.opened_on)
