"""计时: what will happen by itself, set and dropped as the case goes on."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tongban.kernel.cases.events import TimerEnded, TimerMoved, TimerSet
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.rules import FLOW_TIMER
from tongban.kernel.cases.state import TimerRow
from tongban.kernel.clock import Limit, day_of, due, end_of
from tongban.kernel.flows import Data, Flow, Marking, Node, Token, enabled
from tongban.kernel.law.queries import calendar


def set_timer(
    recorder: Recorder,
    kind: str,
    *,
    start: datetime,
    length: str,
    about: int | None = None,
    node: str = "",
) -> date:
    """Let something happen after `length` (`5wd`) from `start`; return its last day."""
    days = calendar(str(recorder.home))
    reached = due(start, Limit.parse(length), days)
    on = reached.on or day_of(reached.at)
    recorder.add(
        TimerSet(
            timer=_next(recorder),
            kind=kind,
            about=about,
            start=start.isoformat(),
            length=length,
            due_on=on.isoformat(),
            due_at=reached.at.isoformat(),
            edition=days.edition,
            node=node,
        )
    )
    return on


def set_until(
    recorder: Recorder, kind: str, at: datetime, *, about: int | None = None, node: str = ""
) -> None:
    """Let something happen after a fixed instant, which no calendar moves."""
    recorder.add(
        TimerSet(
            timer=_next(recorder),
            kind=kind,
            about=about,
            start=recorder.act.at.isoformat(),
            length="",
            due_on=day_of(at).isoformat(),
            due_at=at.isoformat(),
            edition="",
            node=node,
        )
    )


def set_flow_timers(recorder: Recorder, flow: Flow, tokens: Sequence[Token], data: Data) -> None:
    """Set the times for which tokens that were just laid down wait: at an event, or at the edge of an activity."""
    standing = {token.id: token.node for token in tokens}
    for one in enabled(flow, Marking(tuple(tokens), 0)):
        node = flow.nodes[one.element]
        if node.trigger.sort == "timer":
            _set(recorder, node, one.token, data, alone=standing[one.token] == node.id)


def _set(recorder: Recorder, node: Node, token: int, data: Data, *, alone: bool) -> None:
    """Set the time of one event. Where no day was stated, it is over already if the case waits for it `alone`, and else never."""
    now, trigger = recorder.act.at, node.trigger
    if trigger.length:
        set_timer(recorder, FLOW_TIMER, start=now, length=trigger.length, about=token, node=node.id)
        return
    at = _eve(None if trigger.day is None else trigger.day.of(data))
    if at is not None or alone:
        # What is over already comes with the next sweep, so that a loop of such events takes a turn at a time.
        set_until(recorder, FLOW_TIMER, max(at or now, now), about=token, node=node.id)


def _eve(day: object) -> datetime | None:
    """Return the last instant before a day, at which the time until it is over; `None` for what is no day."""
    try:
        return end_of(date.fromisoformat(str(day)) - timedelta(days=1))
    except (ValueError, OverflowError):
        return None


def drop_timers(recorder: Recorder, *kinds: str, about: int | None = None) -> None:
    """Drop the timers of these kinds, all kinds where none is named, because what they waited for came."""
    for timer in waiting(recorder):
        if (not kinds or timer.kind in kinds) and about in (None, timer.about):
            recorder.add(TimerEnded(timer.id, "dropped"))


def recount_timers(recorder: Recorder) -> None:
    """Reckon the waiting timers anew where the calendar is another than the one they were reckoned by."""
    days = calendar(str(recorder.home))
    for timer in waiting(recorder):
        if not timer.length or timer.edition == days.edition:
            continue
        reached = due(timer.start, Limit.parse(timer.length), days)
        recorder.add(
            TimerMoved(
                timer=timer.id,
                before=timer.due_on.isoformat(),
                due_on=(reached.on or day_of(reached.at)).isoformat(),
                due_at=reached.at.isoformat(),
                edition=days.edition,
            )
        )


def waiting(recorder: Recorder) -> list[TimerRow]:
    """Return the timers that are set, the next to fire first."""
    rows = [each for each in recorder.state.timers.values() if each.state == "set"]
    return sorted(rows, key=lambda timer: (timer.due_at, timer.id))


def _next(recorder: Recorder) -> int:
    return 1 + max(recorder.state.timers, default=0)
