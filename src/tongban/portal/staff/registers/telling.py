"""变更历史的说法: what happened to an entry, in words."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext, pgettext

from tongban.kernel.identity.queries import names_of
from tongban.kernel.registers import exporting
from tongban.kernel.registers.declaring import Plain, Register
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
from tongban.kernel.registers.queries import Entry, Shown
from tongban.kernel.registers.queries.history import Passed, history
from tongban.kernel.registers.rules import valued
from tongban.portal.staff.registers.asking import names_of_organs
from tongban.ui.pieces import Happening
from tongban.ui.templatetags.look import full_day


def told_history(register: Register, row: Entry, seen: Shown) -> list[Happening]:
    """Return what happened to the entry, the newest first; what the reader may not see stays masked."""
    passed = history(register.kind, row.pk, home=row.home)
    people = names_of({each.by for each in passed})
    organs = names_of_organs(register)
    return [
        Happening(
            at=each.at,
            what=said(each.event),
            who=people.get(each.by, gettext("Platform")),
            words=_words(register, each, seen.masked, organs),
        )
        for each in reversed(passed)
    ]


def said(event: Happened) -> str:
    """Return what happened, in a few words."""
    if isinstance(event, EntryUndone) and event.back_to == 0:
        return pgettext("register", "Struck as entered by mistake")
    words: Mapping[type[Happened], str] = {
        EntryEntered: pgettext("register", "Entered from {day}"),
        EntryAmended: pgettext("register", "Amended, as of {day}"),
        EntryClosed: pgettext("register", "Closed from {day}"),
        EntryReopened: pgettext("register", "Reopened"),
        EntryUndone: pgettext("register", "Taken back to version {n}"),
        EntryFiled: pgettext("register", "Paper filed"),
        EntryUnfiled: pgettext("register", "Paper taken out"),
    }
    day = getattr(event, "on", "")
    return words[type(event)].format(
        day=full_day(date.fromisoformat(day)) if day else "", n=getattr(event, "back_to", "")
    )


def _words(
    register: Register, passed: Passed, masked: frozenset[str], organs: Mapping[int, str]
) -> str:
    event, values = passed.event, dict[str, Plain]()
    if isinstance(event, EntryEntered | EntryAmended):
        values = {**event.values, **event.dated, **passed.personal}
    parts = [
        _part(register, name, value, masked, organs)
        for name, value in values.items()
        if name in register.names
    ]
    if isinstance(event, EntryFiled):
        parts.append(str(register.papers.get(event.paper, event.paper)))
    reason = pgettext("register", "Reason: {reason}").format(reason=passed.reason or "–")
    return "；".join([*parts, reason])


def _part(
    register: Register,
    name: str,
    value: Plain,
    masked: frozenset[str],
    organs: Mapping[int, str],
) -> str:
    field = register[name]
    words = exporting.told(field, valued(field, value), organs)
    if name in masked:
        words = exporting.MASK
    return f"{field.label}：{words or '–'}"
