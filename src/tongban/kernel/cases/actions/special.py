"""特别程序: hearing, inspection, testing, expert review, visit on site (XK-07, XK-10, XK-13)."""

from datetime import date, datetime
from typing import Any

from tongban.kernel import Act
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.pausing import handles
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.events import (
    HearingAsked,
    SpecialArranged,
    SpecialOpened,
)
from tongban.kernel.cases.labels import SPECIALS, in_chinese
from tongban.kernel.cases.papering import issue_paper, long_day, moment
from tongban.kernel.cases.proceeding import legal, require
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.specials import (
    arrangeable,
    askable,
    concludable,
    conclude,
    openable,
    special_of,
)
from tongban.kernel.cases.standing import applicant_of
from tongban.kernel.cases.stopping import begin_pause
from tongban.kernel.cases.timers import drop_timers, set_timer
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import Limit, day_of, due
from tongban.kernel.law.queries import calendar


def open_special(
    number: str, act: Act, *, version: int, kind: str, announced: date, reasons: str
) -> Receipt:
    """启动特别程序: begin one that the matter names; all but a visit on site stop the clock until the announced day."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        handles(recorder)
        rules.unchanged(recorder.state, version)
        require(recorder, "special")
        rules.said(reasons)
        openable(recorder, matter, kind, announced)
        pause = None
        if kind != "site_visit":
            pause = begin_pause(recorder, matter, ground=kind, announced=announced, reasons=reasons)
        _open(recorder, kind, "open", pause, announced, reasons)

    asked = {"version": version, "kind": kind, "until": announced.isoformat(), "words": reasons}
    return run("open_special", number, act, work, asked=asked)


def offer_hearing(number: str, act: Act, *, version: int, words: str) -> Receipt:
    """听证告知: tell the applicant and those concerned that they may ask for a hearing within five working days."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        handles(recorder)
        rules.unchanged(recorder.state, version)
        require(recorder, "special")
        rules.said(words)
        openable(recorder, matter, "hearing", None)
        special = 1 + max(recorder.state.specials, default=0)
        length = f"{legal(recorder, 'licensing/hearing_request_limit').number}wd"
        until = set_timer(
            recorder, "hearing_request", start=recorder.act.at, length=length, about=special
        )
        _open(recorder, "hearing", "offered", None, until, words)
        issue_paper(recorder, matter, "hearing", reasons=words.strip(), until=long_day(until))

    return run("offer_hearing", number, act, work, asked={"version": version, "words": words})


def ask_hearing(number: str, act: Act, *, version: int, special: int, words: str) -> Receipt:
    """要求听证: by the applicant, or for a third party by who handles the case; the hearing is due in twenty working days."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        if act.by != applicant_of(recorder.state.row.party):
            handles(recorder)
        rules.unchanged(recorder.state, version)
        require(recorder, "special")
        rules.said(words)
        askable(special_of(recorder, special))
        drop_timers(recorder, "hearing_request", about=special)
        length = f"{legal(recorder, 'licensing/hearing_holding_limit').number}wd"
        until = due(recorder.act.at, Limit.parse(length), calendar(str(recorder.home))).on
        last = until or day_of(recorder.act.at)
        pause = begin_pause(
            recorder,
            matter,
            ground="hearing",
            announced=last,
            reasons=in_chinese(SPECIALS["hearing"]),
        )
        said = recorder.content("words", {"text": words.strip()})
        recorder.add(HearingAsked(special, pause, last.isoformat(), said))

    asked = {"version": version, "special": special, "words": words}
    return run("ask_hearing", number, act, work, asked=asked)


def arrange_special(
    number: str, act: Act, *, version: int, special: int, on: datetime, plan: dict[str, Any]
) -> Receipt:
    """通知时间地点: say when and where it takes place and who presides or goes there.

    `plan` has `place`, `chair` (an actor id, for a hearing) and `people`, the names of who takes part for the organ.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        handles(recorder)
        rules.unchanged(recorder.state, version)
        require(recorder, "special")
        found = special_of(recorder, special)
        arrangeable(recorder, found, on, plan)
        kept = recorder.content("plan", {"place": plan["place"], "people": list(plan["people"])})
        chair, people = str(plan.get("chair", "")), len(plan["people"])
        recorder.add(SpecialArranged(special, on.isoformat(), chair, people, kept))
        if found.kind == "hearing":
            facts = {"time": moment(on), "place": plan["place"], "chair": str(plan["chair_name"])}
            issue_paper(recorder, matter, "hearing_notice", **facts)

    asked = {"version": version, "special": special, "on": on.isoformat(), "plan": plan}
    return run("arrange_special", number, act, work, asked=asked)


def conclude_special(
    number: str, act: Act, *, version: int, special: int, record: dict[str, Any]
) -> Receipt:
    """特别程序结束: keep what came out; the clock runs on.

    `record` has `text`, `people` (names), `signed` and `happened` (ISO day). A hearing's record is signed; a visit on
    site is made by two at least. A hearing that was given up, a second person must approve (`ask`).
    """

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        handles(recorder)
        rules.unchanged(recorder.state, version)
        require(recorder, "special")
        found = special_of(recorder, special)
        concludable(recorder, found, record)
        conclude(recorder, found, record)

    asked = {"version": version, "special": special, "record": record}
    return run("conclude_special", number, act, work, asked=asked)


def _open(
    recorder: Recorder, kind: str, state: str, pause: int | None, until: date, words: str
) -> None:
    special = 1 + max(recorder.state.specials, default=0)
    said = recorder.content("words", {"text": words.strip()})
    recorder.add(SpecialOpened(special, kind, state, pause, until.isoformat(), said))
