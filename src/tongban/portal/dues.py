"""How a case's limits stand, as the due bar and the day strip show it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext, ngettext, pgettext

from tongban.kernel.cases.deadlines import Deadline
from tongban.kernel.clock import DayExplained, Reason
from tongban.kernel.clock.explaining import WORDS
from tongban.ui.pieces import Day, DayKind, Due, DueState

STATES = {
    "ok": DueState.OK,
    "soon": DueState.SOON,
    "late": DueState.LATE,
    "breached": DueState.LATE,
    "done": DueState.DONE,
}


def due_of(deadline: Deadline) -> Due | None:
    """Return the bar of a deadline, or `None` while no limit runs."""
    if deadline.standing == "none":
        return None
    state = STATES[deadline.standing]
    if state is DueState.DONE and deadline.left < 0:
        state = DueState.LATE
    return Due(deadline.used, state, due_words(deadline), deadline.promise)


def due_words(deadline: Deadline) -> str:
    """Say how long is left, how late it is, or how it ended; nothing while no limit runs."""
    late = -deadline.left
    match deadline.standing:
        case "none":
            return ""
        case "ok" | "soon" if late == 0:
            return gettext("Due today")
        case "ok" | "soon":
            return ngettext("{n} working day left", "{n} working days left", deadline.left).format(
                n=deadline.left
            )
        case "late":
            return ngettext(
                "{n} working day past the promise", "{n} working days past the promise", late
            ).format(n=late)
        case "breached":
            return gettext("Past the statutory limit")
        case "done":
            return _ended(deadline.left)


def _ended(left: int) -> str:
    if left > 0:
        words = ngettext("Decided {n} working day early", "Decided {n} working days early", left)
        return words.format(n=left)
    if left == 0:
        return gettext("Decided on the promised day")
    words = ngettext("Decided {n} working day late", "Decided {n} working days late", -left)
    return words.format(n=-left)


def days_of(
    explained: Sequence[DayExplained],
    deadline: Deadline,
    *,
    today: date,
    ended_on: date | None = None,
) -> list[Day]:
    """Return the day strip from the start to the last limit; days are used up to today, or to the day it ended."""
    return [_day(one, deadline, today, ended_on or today) for one in explained]


def _day(one: DayExplained, deadline: Deadline, today: date, last: date) -> Day:
    kinds = {
        DayKind.PAUSE: one.why is Reason.PAUSED,
        DayKind.OFF: not one.counted and one.why not in {Reason.PAUSED, Reason.START},
        DayKind.COUNTED: one.counted and one.day <= last,
        DayKind.MAKEUP: one.why is Reason.MAKEUP_DAY,
        DayKind.NOW: one.day == today == last,
        DayKind.PROMISED: one.day == deadline.promised_on,
        DayKind.LEGAL: one.day == deadline.statutory_on,
    }
    why = gettext(WORDS[one.why])
    return Day(
        on=one.day,
        note=_note(one),
        kinds=tuple(kind for kind, holds in kinds.items() if holds),
        why=f"{why} · {one.holiday}" if one.holiday else why,
    )


def _note(one: DayExplained) -> str:
    if one.number is not None:
        return str(one.number)
    if one.why is Reason.START:
        return pgettext("a day", "start")
    if one.why is Reason.PAUSED:
        return pgettext("a day", "paused")
    return "" if one.counted else pgettext("a day", "off")
