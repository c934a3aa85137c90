"""收件审查与受理: the five answers to an application (XK-01), and what comes before and after them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.opening import received
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.contents import form_now
from tongban.kernel.cases.events import (
    Accepted,
    Declined,
    MaterialChecked,
    Mended,
    PreReviewed,
    Received,
    SupplementRequested,
)
from tongban.kernel.cases.fields import filled_first, may_write
from tongban.kernel.cases.forming import answers_of, changed
from tongban.kernel.cases.handling import advance, at_item, do_item, halt, result_of, start_of
from tongban.kernel.cases.labels import DECLINED, VERDICTS
from tongban.kernel.cases.limits import start_limits
from tongban.kernel.cases.papering import issue_paper, long_day, materials_of
from tongban.kernel.cases.proceeding import legal, require
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.renewing import renewal_asked_on
from tongban.kernel.cases.supplementing import demands_of
from tongban.kernel.cases.timers import drop_timers, set_timer
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.parties.queries import party_by_id


@dataclass(frozen=True, slots=True)
class Point:
    """补正要求: one thing that is missing or wrong: the material or field `key`, what is wrong, how to put it right."""

    key: str
    what: str
    how: str = ""


def accept(number: str, act: Act, *, version: int, item: int, happened: date) -> Receipt:
    """受理: take the application on and start its limits (行政许可法 第三十二条, XK-01, XK-03).

    `version` is the version of the item's round as the reader saw it, here and below.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        do_item(recorder, item, version, power="accept", outcome=rules.AGREED, words="")
        filled_first(recorder, matter, item)
        require(recorder, "accept")
        rules.organ_received(recorder.state.row)
        rules.day_in_order(recorder.state.row, happened, day_of(recorder.act.at))
        if result_of(recorder, item) is not None:
            drop_timers(recorder, "silence")
            recorder.add(Accepted(happened.isoformat()))
            if matter.clock_starts == "acceptance":
                start_limits(recorder, matter, start_of(happened, recorder.act.at))
            materials = materials_of(recorder, matter)
            day = long_day(happened)
            issue_paper(recorder, matter, "accepted", happened=day, materials=materials)
        advance(recorder, matter, item)

    asked = {"item": item, "version": version, "happened": happened.isoformat()}
    return run("accept", number, act, work, asked=asked)


@dataclass(frozen=True, slots=True)
class Answer:
    """不予受理的答复: `outcome` is `not_needed`, `not_competent` or `not_supplemented`; `organ` is the competent one."""

    outcome: str
    reasons: str
    organ: str = ""


def decline(number: str, act: Act, *, version: int, item: int, answer: Answer) -> Receipt:
    """不予受理: not needed, not competent (the right organ named), or not supplied as asked (XK-01, XK-03)."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        at_item(recorder, item, version, power="accept")
        require(recorder, "decline")
        _declinable(recorder, answer)
        halt(recorder)
        told = recorder.content("reasons", {"text": answer.reasons, "organ": answer.organ})
        recorder.add(Declined(answer.outcome, day_of(recorder.act.at).isoformat(), told))
        named = {"right_organ": answer.organ} if answer.organ.strip() else {}
        issue_paper(recorder, matter, answer.outcome, reasons=answer.reasons, **named)

    asked = {"item": item, "version": version, **asdict(answer)}
    return run("decline", number, act, work, asked=asked)


def request_supplement(
    number: str, act: Act, *, version: int, item: int, points: Sequence[Point], reason: str = ""
) -> Receipt:
    """补正告知: say at once everything that is missing, within five working days of the receipt (XK-01).

    A second demand needs a reason, which supervision will see.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        at_item(recorder, item, version, power="accept")
        require(recorder, "request_supplement")
        rules.organ_received(recorder.state.row)
        fresh = _demandable(recorder, points, reason)
        drop_timers(recorder, "silence")
        length = f"{legal(recorder, 'services/supplement_limit').number}wd"
        until = set_timer(recorder, "supplement", start=recorder.act.at, length=length)
        body = {"items": [_written(each) for each in points], "reason": reason.strip()}
        again = recorder.state.row.supplements > 0
        demand = recorder.content("demand", body)
        recorder.add(SupplementRequested(until.isoformat(), again, fresh, demand))
        items = [f"{each.what}{'。' + each.how if each.how else ''}" for each in points]
        issue_paper(recorder, matter, "supplement", items=items, until=long_day(until))

    written = [_written(each) for each in points]
    asked = {"item": item, "version": version, "points": written, "reason": reason}
    return run("request_supplement", number, act, work, asked=asked)


def mend(number: str, act: Act, *, version: int, item: int, entries: Mapping[str, Any]) -> Receipt:
    """当场更正: put small errors right together with the applicant; no notice, no day lost (XK-01)."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        at_item(recorder, item, version, power="accept")
        require(recorder, "mend")
        may_write(recorder, matter, entries, node=None)
        row = recorder.state.row
        body = form_now(recorder)
        values = body["values"]
        for path, value in entries.items():
            values = changed(values, path, value)
        if not entries or values == body["values"]:
            raise Refusal(
                "case.nothing_changed", "The entry says this already. Nothing was changed."
            )
        answers = answers_of(matter, values, party_by_id(row.party), values)
        form = recorder.content("form", {"values": answers, "files": body["files"]})
        recorder.add(Mended(row.form, form))

    return run(
        "mend",
        number,
        act,
        work,
        asked={"item": item, "version": version, "entries": dict(entries)},
    )


def pre_review(number: str, act: Act, *, version: int, item: int, words: str) -> Receipt:
    """预审: tell the applicant beforehand what the window sees; the five days run on as they did."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        at_item(recorder, item, version, power="accept")
        require(recorder, "request_supplement")
        rules.said(words)
        recorder.add(PreReviewed(recorder.content("words", {"text": words.strip()})))

    return run(
        "pre_review", number, act, work, asked={"item": item, "version": version, "words": words}
    )


def check_materials(
    number: str, act: Act, *, version: int, item: int, verdicts: Mapping[str, str]
) -> Receipt:
    """核验原件: note of materials, by their key, how each compares with its original."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        at_item(recorder, item, version, power="accept")
        if not verdicts:
            raise Refusal(
                "case.no_verdict",
                "Please choose how a material compares with its original, then note it.",
            )
        known = {one.key for one in matter.materials.all()}
        for material, verdict in verdicts.items():
            if verdict not in VERDICTS or material not in known:
                raise rules.not_found()
            recorder.add(MaterialChecked(material, verdict))

    asked = {"item": item, "version": version, "verdicts": dict(verdicts)}
    return run("check_materials", number, act, work, asked=asked)


def receive(number: str, act: Act, *, version: int, item: int, happened: date) -> Receipt:
    """收到代办件: what an agent took in reaches the organ; from this day on, and no earlier, it is the organ's receipt."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        at_item(recorder, item, version, power="accept")
        rules.receivable_from_agent(recorder.state.row, happened, day_of(recorder.act.at))
        recorder.add(Received(happened.isoformat()))
        received(recorder, matter)
        renewal_asked_on(recorder, happened)
        issue_paper(recorder, matter, "submitted")

    return run(
        "receive",
        number,
        act,
        work,
        asked={"item": item, "version": version, "happened": happened.isoformat()},
    )


def _written(point: Point) -> dict[str, str]:
    return {"key": point.key, "what": point.what.strip(), "how": point.how.strip()}


def _declinable(recorder: Recorder, answer: Answer) -> None:
    outcome, reasons, organ = answer.outcome, answer.reasons, answer.organ
    if outcome not in DECLINED:
        raise Refusal("case.outcome", "Please choose why the application is not taken on.")
    rules.said(reasons)
    if outcome == "not_competent" and not organ.strip():
        raise Refusal(
            "case.no_right_organ",
            "Who is not competent names the organ that is. Please write which, and submit again.",
        )
    supplied = recorder.state.row.supplements > 0
    missing = demands_of(recorder).missing
    if outcome == "not_supplemented" and (not supplied or not missing):
        raise Refusal(
            "case.must_accept",
            "What was asked for was supplied in full: the application must be accepted (行政许可法 第三十二条).",
        )


def _demandable(recorder: Recorder, points: Sequence[Point], reason: str) -> int:
    """Return how many points an earlier demand did not have; refuse an empty demand, or a second one without reason."""
    if not points or any(not each.what.strip() for each in points):
        raise Refusal(
            "case.no_points",
            "The notice lists everything that is missing. Please say of each point what is missing.",
        )
    if recorder.state.row.supplements == 0:
        return 0
    if not reason.strip():
        raise Refusal(
            "case.second_demand",
            "Everything had to be said at once. A second demand needs a reason, which supervision will see.",
        )
    before = {each["key"] for each in demands_of(recorder).items}
    return sum(each.key not in before for each in points)
