"""特别程序的规则: which may begin, when a hearing may be asked for, arranged and concluded (XK-10, XK-13)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.events import SpecialConcluded
from tongban.kernel.cases.proceeding import legal
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.standing import applicant_of, is_active
from tongban.kernel.cases.state import SpecialRow
from tongban.kernel.cases.stopping import end_pause, pausable, within_guide
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import Limit, before, day_of
from tongban.kernel.law.queries import calendar

RUNNING = frozenset({"offered", "open", "arranged"})


def openable(recorder: Recorder, matter: MatterVersion, kind: str, announced: date | None) -> None:
    """Refuse a special procedure that the guide does not name, that runs already, or that would take too long."""
    limits = {one["kind"]: one.get("limit", "") for one in matter.special}
    if kind != "hearing" and kind not in limits:
        raise Refusal(
            "case.special_not_named",
            "The guide of this matter names no such procedure. Please choose one that it names.",
        )
    if kind != "site_visit":
        pausable(recorder, matter, kind)
    if any(one.kind == kind and one.state in RUNNING for one in recorder.state.specials.values()):
        raise Refusal("case.special_runs", "This procedure runs already. Please conclude it first.")
    if announced is not None:
        within_guide(recorder, matter, kind, announced)


def special_of(recorder: Recorder, special: int) -> SpecialRow:
    """Return a special procedure of the case, or refuse."""
    found = recorder.state.specials.get(special)
    if found is None:
        raise rules.not_found()
    return found


def askable(special: SpecialRow) -> None:
    """Refuse to ask for a hearing that was not offered, or whose time is over: its timer has let it lapse (XK-13)."""
    if special.state != "offered":
        raise Refusal(
            "case.hearing_too_late",
            "A hearing can be asked for only until the day that the notice named. Please make a written statement instead.",
        )


def arrangeable(
    recorder: Recorder, special: SpecialRow, on: datetime, plan: Mapping[str, Any]
) -> None:
    """Refuse a time or people that the law does not allow: notice of seven working days, a chair who did not review."""
    if special.state not in {"open", "arranged"}:
        raise rules.not_found()
    rules.said(str(plan.get("place", "")))
    if on <= recorder.act.at:
        raise Refusal("case.arranged_past", "The time must lie ahead. Please choose a later one.")
    if special.kind == "hearing":
        _hearing_time(recorder, special, day_of(on))
        _chair(recorder, str(plan.get("chair", "")))
    if special.kind == "site_visit":
        _enough(recorder, plan)


def _hearing_time(recorder: Recorder, special: SpecialRow, on: date) -> None:
    """Refuse a day without seven working days' notice, or after the last one while that could still be told in time.

    A hearing that was not arranged in time is held late rather than never; the log shows by how much.
    """
    days, today = legal(recorder, "licensing/hearing_notice").number, day_of(recorder.act.at)
    notice, working = Limit.parse(f"{days}wd"), calendar(str(recorder.home))
    if today > before(on, notice, working):
        raise Refusal(
            "case.hearing_notice",
            "Time and place of a hearing are told {days} working days before. Please choose a later day.",
            days=days,
        )
    until = special.until
    if until is not None and on > until and today <= before(until, notice, working):
        raise Refusal(
            "case.hearing_held_by",
            "The hearing must be held by {until}. Please choose an earlier day.",
            until=until,
        )


def _chair(recorder: Recorder, chair: str) -> None:
    """Refuse a chair who reviewed the application or applied for it (行政许可法 第四十八条)."""
    state = recorder.state
    if not is_active(chair):
        raise Refusal("case.no_chair", "A hearing has a chair. Please say who presides.")
    reviewed = {
        item.by
        for item in state.items.values()
        if item.state == "done" and state.rounds[item.round].act == "review"
    }
    if chair in reviewed or chair == applicant_of(state.row.party):
        raise Refusal(
            "case.chair_reviewed",
            "Who reviewed the application cannot preside at its hearing. Please choose somebody else.",
        )


def concludable(recorder: Recorder, special: SpecialRow, record: Mapping[str, Any]) -> None:
    """Refuse to conclude without a record: a hearing's signed, a visit's by two, on a day that can be."""
    if special.state not in {"open", "arranged"}:
        raise rules.not_found()
    rules.said(str(record.get("text", "")))
    if special.kind == "hearing" and special.state != "arranged":
        raise Refusal(
            "case.hearing_not_arranged",
            "Time and place of the hearing were not told yet. Please arrange it first.",
        )
    if special.kind == "hearing" and not record.get("signed"):
        raise Refusal(
            "case.record_unsigned",
            "The record of a hearing is signed by those who took part. Please have it signed first.",
        )
    if special.kind == "site_visit":
        _enough(recorder, record)
    _possible_day(recorder, special.on or special.opened_at, record)


def waivable(recorder: Recorder, wish: Mapping[str, Any]) -> SpecialRow:
    """Return the hearing that was asked for and is given up, on a day that can be; or refuse."""
    found = special_of(recorder, int(wish.get("special", 0)))
    if found.kind != "hearing" or found.state not in {"open", "arranged"}:
        raise rules.not_found()
    _possible_day(recorder, found.opened_at, wish)
    return found


def conclude(
    recorder: Recorder, special: SpecialRow, record: Mapping[str, Any], *, waived: bool = False
) -> None:
    """Keep what came out of a special procedure; its pause ends with it."""
    people = list(record.get("people", ()))
    kept = recorder.content("record", {"text": record["text"], "people": people})
    signed, happened = bool(record.get("signed")), str(record["happened"])
    recorder.add(SpecialConcluded(special.id, happened, len(people), signed, kept, waived))
    pause = recorder.state.pauses.get(special.pause or 0)
    if pause is not None and pause.until is None:
        end_pause(recorder, pause)


def _possible_day(recorder: Recorder, begun: datetime, record: Mapping[str, Any]) -> None:
    happened = date.fromisoformat(str(record["happened"]))
    if not day_of(begun) <= happened <= day_of(recorder.act.at):
        raise Refusal(
            "case.special_day",
            "The day must lie between the beginning of the procedure and today. Please correct it.",
        )


def _enough(recorder: Recorder, said: Mapping[str, Any]) -> None:
    people = len({str(name).strip() for name in said.get("people", ())} - {""})
    least = legal(recorder, "licensing/inspectors_at_least").number
    if people < least:
        raise Refusal(
            "case.too_few_inspectors",
            "A visit on site is made by {least} officials at least (行政许可法 第三十四条). Please name them all.",
            least=least,
        )
