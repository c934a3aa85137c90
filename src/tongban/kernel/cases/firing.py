"""到时: what comes about by itself when a timer is over."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from tongban.kernel import Act, Refusal
from tongban.kernel.cases.awaiting import come_about
from tongban.kernel.cases.ending import decided
from tongban.kernel.cases.events import (
    Accepted,
    Closed,
    Resumed,
    Returned,
    RoundOverdue,
    SpecialLapsed,
    TimerEnded,
)
from tongban.kernel.cases.handling import go_on, halt, start_of, stop, tidy
from tongban.kernel.cases.limits import recount_limits, start_limits
from tongban.kernel.cases.papering import issue_paper, long_day, materials_of
from tongban.kernel.cases.proceeding import may
from tongban.kernel.cases.reading import tell_leaders
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.renewing import awaited
from tongban.kernel.cases.routing import flow_of
from tongban.kernel.cases.rules import FLOW_TIMER, NODE_CLOCK
from tongban.kernel.cases.state import TimerRow
from tongban.kernel.cases.supplementing import demands_of
from tongban.kernel.cases.timers import drop_timers, set_timer, set_until, waiting
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of, end_of

PLATFORM = "system"
MOST_REMINDERS = 10
"""So often a step that is late reminds; who was not moved by that needs somebody else's word."""


def catch_up(recorder: Recorder, matter: MatterVersion) -> None:
    """Let every timer that is over have its effect, as the platform's act, before anything else is done on the case.

    So a server that stood still, or a sweep that is late, changes nothing in what the law says about the case.
    """
    act = recorder.act
    while due := [one for one in _over(recorder, act.at) if one.kind != NODE_CLOCK]:
        recorder.act = Act(PLATFORM, "", recorder.act.at, act.key)
        recorder.add(TimerEnded(due[0].id, "fired"))
        EFFECTS[due[0].kind](recorder, matter, due[0])
    recorder.act = replace(act, at=recorder.act.at)


def remind(recorder: Recorder, matter: MatterVersion) -> None:
    """环节超时: let the clocks of single steps remind. Only the sweep does: nothing of the law hangs on it, and nobody's page goes stale."""
    for timer in [one for one in _over(recorder, recorder.act.at) if one.kind == NODE_CLOCK]:
        recorder.add(TimerEnded(timer.id, "fired"))
        EFFECTS[timer.kind](recorder, matter, timer)


def _over(recorder: Recorder, at: datetime) -> list[TimerRow]:
    return [one for one in waiting(recorder) if one.due_at < at]


def _accept_by_silence(recorder: Recorder, matter: MatterVersion, timer: TimerRow) -> None:
    """视为受理: nobody answered in time, so it counts as accepted on the day the materials came (XK-02)."""
    row = recorder.state.row
    if may(row, "accept_by_silence") is not None:
        return
    on = row.materials_on or row.received_on
    recorder.add(Accepted(on.isoformat(), deemed=True))
    if matter.clock_starts == "acceptance":
        start_limits(recorder, matter, start_of(on, recorder.act.at), deemed=True)
    materials = materials_of(recorder, matter)
    issue_paper(recorder, matter, "silence", happened=long_day(on), materials=materials)
    _next_step(recorder, matter, timer)


def _next_step(recorder: Recorder, matter: MatterVersion, _timer: TimerRow) -> None:
    """下一环节: let the flow go on after silence. While nobody holds the next post, it is tried again every day.

    The acceptance stands whoever is there to go on with it, and a case that waits for a post can still be withdrawn.
    """
    try:
        with recorder.whole():
            for round_ in list(recorder.state.rounds.values()):
                if round_.state == "open" and round_.act == "accept":
                    go_on(recorder, matter, round_, "passed")
    except Refusal:
        set_until(recorder, "next_step", end_of(day_of(recorder.act.at)))


def _flow_time(recorder: Recorder, matter: MatterVersion, timer: TimerRow) -> None:
    """流程计时到时: the flow goes on by the event whose time has come. While nobody holds the next post, it is tried again every day."""
    try:
        with recorder.whole():
            come_about(recorder, matter, timer.about or 0, timer.node)
    except Refusal:
        again = end_of(day_of(recorder.act.at))
        set_until(recorder, FLOW_TIMER, again, about=timer.about, node=timer.node)


def _return(recorder: Recorder, matter: MatterVersion, timer: TimerRow) -> None:
    """退回: what was asked for was never supplied."""
    if may(recorder.state.row, "return") is not None:
        return
    items = [each["what"] for each in demands_of(recorder).last]
    halt(recorder)
    recorder.add(Returned(timer.due_on.isoformat()))
    issue_paper(recorder, matter, "returned", items=items, until=long_day(timer.due_on))


def _resume(recorder: Recorder, _matter: MatterVersion, timer: TimerRow) -> None:
    """恢复: the pause ends when it was announced to end."""
    pause = recorder.state.pauses[timer.about or 0]
    if pause.until is None:
        recorder.add(Resumed(pause.id, pause.announced.isoformat()))
        recount_limits(recorder, anyway=True)


def _lapse(recorder: Recorder, _matter: MatterVersion, timer: TimerRow) -> None:
    """放弃听证: nobody asked for the hearing in time (XK-13)."""
    if recorder.state.specials[timer.about or 0].state == "offered":
        recorder.add(SpecialLapsed(timer.about or 0))


def _renew_by_silence(recorder: Recorder, matter: MatterVersion, timer: TimerRow) -> None:
    """视为准予延续: asked for in time and not answered before the expiry (XK-14).

    Not while only an agent has the papers, nor where the certificate has ended otherwise: somebody decides then.
    """
    row = recorder.state.row
    if may(row, "renew_by_silence") is not None:
        return
    if row.materials_on is None or not awaited(recorder):
        return
    tidy(recorder)
    stop(recorder)
    decided(recorder, matter, outcome="granted", words="", deemed_at=timer.due_at)
    drop_timers(recorder)
    recorder.add(Closed())


def _remind(recorder: Recorder, matter: MatterVersion, timer: TimerRow) -> None:
    """环节超时: note that the node's own time is over, and remind again each working day; nothing is decided by it (R5).

    Where the flow says so, the leaders of the organ are asked to read the case, the first time (升级).
    """
    round_ = recorder.state.rounds[timer.about or 0]
    if round_.state != "open":
        return
    rule = flow_of(matter).nodes[round_.node].manner.overdue
    recorder.add(RoundOverdue(round_.id, round_.late + 1, rule))
    if rule == "escalate" and round_.late == 0:
        tell_leaders(recorder, round_)
    if round_.late + 1 < MOST_REMINDERS:
        set_timer(recorder, NODE_CLOCK, start=recorder.act.at, length="1wd", about=round_.id)


EFFECTS: Mapping[str, Callable[[Recorder, MatterVersion, TimerRow], None]] = MappingProxyType(
    {
        "silence": _accept_by_silence,
        "supplement": _return,
        "pause_end": _resume,
        "hearing_request": _lapse,
        "renewal": _renew_by_silence,
        "next_step": _next_step,
        FLOW_TIMER: _flow_time,
        NODE_CLOCK: _remind,
    }
)
