"""补正: the applicant supplies what was asked for, at the portal or at the counter."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tongban.kernel import Act
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.contents import form_now
from tongban.kernel.cases.events import Supplemented
from tongban.kernel.cases.forming import answers_of, form_of
from tongban.kernel.cases.handling import start_of
from tongban.kernel.cases.limits import restart_limits
from tongban.kernel.cases.papering import issue_paper, materials_in
from tongban.kernel.cases.proceeding import legal, procedure_of, require
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.renewing import await_renewal
from tongban.kernel.cases.standing import applicant_of, hands_in
from tongban.kernel.cases.supplementing import demands_of, still_missing
from tongban.kernel.cases.timers import drop_timers, set_timer
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import day_of
from tongban.kernel.documents.actions import use
from tongban.kernel.documents.queries import Document, document_for, documents_used_by, number_of
from tongban.kernel.forms.rules import references
from tongban.kernel.parties.queries import party_by_id


def supplement(
    number: str, act: Act, *, version: int, values: dict[str, Any], happened: date
) -> Receipt:
    """补正: hand in the whole form again with what was missing; files of the case may stay as they are.

    By the applicant, or by the hall's window for him. What runs from the receipt runs anew from that day, for only now
    is it whole (行政许可法 第三十二条); so do the five days.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        row = recorder.state.row
        _hands_in(recorder)
        require(recorder, "supplement")
        rules.unchanged(recorder.state, version)
        rules.supplied_on(happened, day_of(recorder.act.at))
        before = form_now(recorder)
        answers = answers_of(matter, values, party_by_id(row.party), before["values"])
        papers = _papers(recorder, matter, answers)
        last = demands_of(recorder).last
        missing = still_missing(last, form_of(matter), before["values"], answers)
        files = {str(each.pk): each.sha256 for each in papers}
        form = recorder.content("form", {"values": answers, "files": files})
        recorder.add(Supplemented(happened.isoformat(), missing, row.form, form))
        drop_timers(recorder, "supplement")
        start = start_of(happened, recorder.act.at)
        if matter.clock_starts == "receipt":
            restart_limits(recorder, start)
        _await_answer(recorder, start)
        own = [each.pk for each in papers if each.owner == recorder.act.by]
        use(own, recorder.act, subject=recorder.stream)
        issue_paper(recorder, matter, "submitted", materials=materials_in(answers, matter))

    asked = {"version": version, "values": values, "happened": happened.isoformat()}
    return run("supplement", number, act, work, asked=asked)


def _await_answer(recorder: Recorder, start: datetime) -> None:
    await_renewal(recorder)
    if procedure_of(recorder.state.row).silence_accepts:
        days = legal(recorder, "licensing/supplement_notice_limit").number
        set_timer(recorder, "silence", start=start, length=f"{days}wd")


def _hands_in(recorder: Recorder) -> None:
    """Let the applicant supply, or a window of the hall for him; to others the case does not exist."""
    act, row = recorder.act, recorder.state.row
    if act.by == applicant_of(row.party):
        return
    party = party_by_id(row.party)
    organ = hands_in(act.by, party, channel="counter", home=recorder.home, on=day_of(act.at))
    recorder.act = replace(act, organ=organ)


def _papers(recorder: Recorder, matter: MatterVersion, answers: dict[str, Any]) -> list[Document]:
    """Return the files that the answers refer to: those of the case as they are, new ones of the actor's own."""
    kept = {each.pk: each for each in documents_used_by(recorder.stream)}
    numbers = [number_of(each) for each in references(form_of(matter), answers)]
    return [kept.get(each) or document_for(recorder.act.by, each) for each in numbers]
