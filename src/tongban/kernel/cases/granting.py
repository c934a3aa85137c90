"""批准的效果: what each approved request brings about, and why one may not even be asked for."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases.contents import form_now
from tongban.kernel.cases.correcting import said_of
from tongban.kernel.cases.events import (
    Corrected,
    Extended,
    ReceiptDayMoved,
    Terminated,
    Voided,
)
from tongban.kernel.cases.fields import may_write
from tongban.kernel.cases.forming import answers_of, at, changed
from tongban.kernel.cases.handling import halt, start_of
from tongban.kernel.cases.jumping import jump, jumpable
from tongban.kernel.cases.labels import TERMINATED, in_chinese
from tongban.kernel.cases.limits import extend_limits, restart_limits
from tongban.kernel.cases.papering import issue_paper, long_day, revoke_papers
from tongban.kernel.cases.proceeding import legal, procedure_of, require
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.renewing import renewal_asked_on
from tongban.kernel.cases.specials import conclude, waivable
from tongban.kernel.cases.timers import drop_timers, set_timer
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.parties.queries import party_by_id

Wanted = Mapping[str, Any]


def wish_fault(
    recorder: Recorder, matter: MatterVersion, kind: str, body: Wanted
) -> Refusal | None:
    """Say why this cannot be asked for, as far as the law can tell beforehand."""
    if not str(body.get("reason", "")).strip():
        return Refusal(
            "case.no_reasons",
            "What a second person is to approve needs its reasons. Please write them and submit again.",
        )
    if kind == "extension":
        return _extension_fault(recorder, body)
    if kind == "termination" and body.get("ground") not in _grounds(recorder):
        return Refusal(
            "case.termination_ground",
            "A case ends without a decision only on a ground of the list. Please choose one of it.",
        )
    if kind == "correction":
        _corrected(recorder, matter, body)
    if kind == "waiver":
        waivable(recorder, body)
    if kind == "jump":
        jumpable(recorder, matter, body)
    return None


def _grounds(recorder: Recorder) -> tuple[object, ...]:
    value = legal(recorder, "licensing/termination_grounds").value
    return value if isinstance(value, tuple) else ()


def _extension_fault(recorder: Recorder, body: Wanted) -> Refusal | None:
    if recorder.state.row.extended:
        return Refusal(
            "case.extended_before",
            "The limit was extended already, and may be extended only once. Please decide within it.",
        )
    running = [one for one in recorder.state.limits.values() if one.state == "running"]
    if any(one.unit != "wd" for one in running):
        return Refusal(
            "case.extension_unit",
            "This limit does not count working days, so working days cannot be added to it. Please decide within it.",
        )
    passed = [recorder.act.at > one.due_at for one in running]
    lawful = [over for one, over in zip(running, passed, strict=True) if one.kind == "statutory"]
    if any(lawful) or (running and all(passed)):
        return Refusal(
            "case.extension_too_late",
            "The limit of the law has passed; what has passed cannot be extended. Please decide now.",
        )
    name = procedure_of(recorder.state.row).extension
    most = legal(recorder, name).number if name else 0
    days = body.get("days")
    if not isinstance(days, int) or not 1 <= days <= most:
        return Refusal(
            "case.extension_too_long",
            "The limit may be extended by 1 to {most} working days. Please ask for as many as are needed.",
            most=most,
        )
    return None


def _extend(recorder: Recorder, matter: MatterVersion, wish: Wanted) -> None:
    """延期: once, by so many working days, the reasons told to the applicant (XK-04)."""
    require(recorder, "extend")
    refusal = _extension_fault(recorder, wish)
    if refusal is not None:
        raise refusal
    reasons = recorder.content("reasons", {"text": wish["reason"]})
    recorder.add(Extended(wish["days"], reasons))
    extend_limits(recorder, wish["days"])
    due = recorder.state.row.statutory_on or recorder.state.row.promised_on
    issue_paper(
        recorder,
        matter,
        "extended",
        extension_days=str(wish["days"]),
        reasons=wish["reason"],
        **({"new_due": long_day(due)} if due else {}),
    )


def _terminate(recorder: Recorder, matter: MatterVersion, wish: Wanted) -> None:
    """终止办理: on a ground of the closed list."""
    require(recorder, "terminate")
    halt(recorder)
    recorder.add(Terminated(wish["ground"], day_of(recorder.act.at).isoformat()))
    ground = in_chinese(TERMINATED[wish["ground"]])
    issue_paper(recorder, matter, "terminated", ground=ground, reasons=wish["reason"])


def _correct(recorder: Recorder, matter: MatterVersion, wish: Wanted) -> None:
    """更正: put an entry right; the content with the old value stays.

    The notice is worded here, since the entry may have changed after it was asked for; an older wish's words do not count.
    """
    require(recorder, "correct")
    before, body = recorder.state.row.form, _corrected(recorder, matter, wish)
    recorder.add(Corrected(before, recorder.content("form", body)))
    change = body["change"]
    said = said_of(matter, change["path"], change["old"], change["new"])
    issue_paper(recorder, matter, "corrected", items=[said], reasons=wish["reason"])


def _corrected(recorder: Recorder, matter: MatterVersion, wish: Wanted) -> dict[str, Any]:
    """Return the form's body with the entry put right, and what was changed; refuse what the form does not allow."""
    body = form_now(recorder)
    path, value = str(wish.get("path", "")), wish.get("value")
    may_write(recorder, matter, [path], node=None)
    values = changed(body["values"], path, value)
    answers = answers_of(matter, values, party_by_id(recorder.state.row.party), values)
    old = at(body["values"], path)
    if old == value:
        raise Refusal("case.nothing_changed", "The entry says this already. Nothing was changed.")
    change = {"path": path, "old": old, "new": value, "reason": wish.get("reason", "")}
    return {"values": answers, "files": body["files"], "change": change}


def _void(recorder: Recorder, _matter: MatterVersion, _wish: Wanted) -> None:
    """作废: a receipt that was entered wrongly."""
    require(recorder, "void")
    halt(recorder)
    recorder.add(Voided())
    revoke_papers(recorder)


def _waive(recorder: Recorder, _matter: MatterVersion, wish: Wanted) -> None:
    """放弃听证: the hearing that was asked for is not held; what was said of it stays in the file."""
    require(recorder, "special")
    record = {"text": wish["reason"], "happened": wish["happened"]}
    conclude(recorder, waivable(recorder, wish), record, waived=True)


def _jump(recorder: Recorder, matter: MatterVersion, wish: Wanted) -> None:
    """跳转: with the head's approval the case goes to another step than its flow says; no limit waits for it (R5)."""
    require(recorder, "decide")
    jump(recorder, matter, wish)


def _receive_earlier(recorder: Recorder, matter: MatterVersion, wish: Wanted) -> None:
    """收件日更正: what runs from the receipt runs from the day the materials really came.

    Once something was supplied, it runs from that day and stays.
    """
    row, day = recorder.state.row, date.fromisoformat(wish["day"])
    whole = row.supplements == 0
    moves = row.state == "submitted" and row.materials_on == row.received_on
    waits = row.state == "supplementing" and row.supplements == 1
    start = start_of(day, recorder.act.at)
    recorder.add(ReceiptDayMoved(row.received_on.isoformat(), wish["day"], wish["ground"]))
    renewal_asked_on(recorder, day, seconded=True)
    if moves and procedure_of(row).silence_accepts:
        days = legal(recorder, "licensing/supplement_notice_limit").number
        drop_timers(recorder, "silence")
        set_timer(recorder, "silence", start=start, length=f"{days}wd")
    runs = waits or (whole and row.state in {"submitted", "accepted"})
    if matter.clock_starts == "receipt" and runs:
        restart_limits(recorder, start)


GRANTED: Mapping[str, Callable[[Recorder, MatterVersion, Wanted], None]] = MappingProxyType(
    {
        "extension": _extend,
        "termination": _terminate,
        "correction": _correct,
        "void": _void,
        "receipt_day": _receive_earlier,
        "waiver": _waive,
        "jump": _jump,
    }
)
