"""中止: how a pause begins and ends, and what it moves."""

from datetime import date

from tongban.kernel import Refusal
from tongban.kernel.cases.events import Paused, Resumed
from tongban.kernel.cases.labels import SPECIALS, in_chinese
from tongban.kernel.cases.limits import recount_limits
from tongban.kernel.cases.papering import issue_paper, long_day
from tongban.kernel.cases.proceeding import legal, procedure_of
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.state import PauseRow
from tongban.kernel.cases.timers import drop_timers, set_until
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import Limit, day_of, due, end_of
from tongban.kernel.law.queries import calendar


def pausable(recorder: Recorder, matter: MatterVersion, ground: str) -> None:
    """Refuse a ground that neither the law of the procedure nor the matter's guide knows (XK-07)."""
    named = {one["kind"] for one in matter.special} - {"site_visit"}
    lawful = legal(recorder, "licensing/pause_grounds").value
    statutory = isinstance(lawful, tuple) and ground in lawful
    if ground in named or (procedure_of(recorder.state.row).statutory_pauses and statutory):
        return
    raise Refusal(
        "case.pause_ground",
        "The time stops only for what the law names: hearing, tender, auction, inspection, testing, quarantine, "
        "appraisal, expert review. Please choose one that this matter has.",
    )


def within_guide(recorder: Recorder, matter: MatterVersion, kind: str, announced: date) -> None:
    """Refuse a last day later than the guide of the matter gives for such a procedure."""
    limits = {one["kind"]: one.get("limit", "") for one in matter.special}
    if not limits.get(kind):
        return
    last = due(recorder.act.at, Limit.parse(limits[kind]), calendar(str(recorder.home))).on
    if last is not None and announced > last:
        raise Refusal(
            "case.special_too_long",
            "By the guide this procedure takes until {last} at most. Please announce that day or an earlier one.",
            last=last,
        )


def begin_pause(
    recorder: Recorder, matter: MatterVersion, *, ground: str, announced: date, reasons: str
) -> int:
    """Stop the clock from now to the end of the announced day; return the pause. The applicant is told in writing."""
    today = day_of(recorder.act.at)
    if announced <= today:
        raise Refusal(
            "case.pause_end",
            "The announced end of a pause must lie after today, {today}; no pause is entered for the past.",
            today=today,
        )
    pause = 1 + max(recorder.state.pauses, default=0)
    notice = recorder.content("notice", {"text": reasons.strip()})
    at, until = recorder.act.at, end_of(announced)
    recorder.add(Paused(pause, ground, at.isoformat(), until.isoformat(), notice))
    recount_limits(recorder, anyway=True)
    set_until(recorder, "pause_end", until, about=pause)
    due = recorder.state.row.statutory_on or recorder.state.row.promised_on
    facts = {"new_due": long_day(due)} if due else {}
    issue_paper(
        recorder,
        matter,
        "special",
        ground=in_chinese(SPECIALS[ground]),
        needed_days=str((announced - today).days),
        announced_until=long_day(announced),
        reasons=reasons.strip(),
        **facts,
    )
    return pause


def end_pause(recorder: Recorder, pause: PauseRow) -> None:
    """Let the clock run on from now."""
    drop_timers(recorder, "pause_end", about=pause.id)
    recorder.add(Resumed(pause.id, min(recorder.act.at, pause.announced).isoformat()))
    recount_limits(recorder, anyway=True)
