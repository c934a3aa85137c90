"""办件命令: every change of a case, one verb a function."""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.commands import Receipt, answered, opened, run
from tongban.kernel.cases.events import Accepted, Decided, Reference, Submitted, Withdrawn
from tongban.kernel.cases.handling import advance, do_item, result_of, start_of, stop
from tongban.kernel.cases.limits import end_limits, recount_limits, start_limits
from tongban.kernel.cases.naming import names_the_party
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.routing import flow_of, follow
from tongban.kernel.cases.standing import applicant_of, hands_in
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id
from tongban.kernel.clock import day_of
from tongban.kernel.documents.actions import use
from tongban.kernel.documents.queries import Document, document_for, number_of
from tongban.kernel.flows import start
from tongban.kernel.forms.rules import Form, check, form, references, settled
from tongban.kernel.parties.queries import Party, party_by_id

__all__ = ["Intake", "Receipt", "accept", "complete", "decide", "recount", "submit", "withdraw"]


@dataclass(frozen=True, slots=True)
class Intake:
    """收件: what somebody asks for. `values` are the form's answers, the files among them the actor's own documents.

    `channel` is `portal` or `counter`; `received_on` is the day the materials were received.
    """

    version: int
    party: int
    values: dict[str, Any]
    channel: str
    received_on: date


def submit(intake: Intake, act: Act) -> Receipt:
    """提交申请: open a case for the version as it stands, and hand it to the first post of its flow.

    The files must be the actor's own; from here on they belong to the case.
    """
    version, on = _version(intake), day_of(act.at)
    home, party = version.organ.home, party_by_id(intake.party)
    asked = {"version": version.pk, "party": intake.party, "values": intake.values}
    repeated = answered("submit", home, act, asked=asked)
    if repeated is not None:
        return repeated
    rules.receivable(intake.received_on, on)
    _in_force(version, on)
    act = replace(act, organ=hands_in(act.by, party, channel=intake.channel, home=home, on=on))
    answers = _answers(intake, version, party)
    papers = _papers(answers, version, act)

    def case_number(case_id: int) -> str:
        return rules.case_number(home, on, case_id)

    def work(recorder: Recorder) -> None:
        body = {"values": answers, "files": {str(each.pk): each.sha256 for each in papers}}
        form_content = recorder.content("form", body)
        recorder.add(_submitted(intake, version, case_number(recorder.id), form_content))
        if version.clock_starts == "receipt":
            start_limits(recorder, version, start_of(intake.received_on, act.at))
        flow = flow_of(version)
        data = {"form": answers, "nodes": {}, "outcome": ""}
        follow(recorder, flow, start(flow, data), version, on)
        use([each.pk for each in papers], act, subject=recorder.stream)

    return opened(home, act, case_number, work, asked=asked)


def accept(number: str, act: Act, *, version: int, item: int, happened: date) -> Receipt:
    """受理: take the application on and start its limits (行政许可法 第三十二条, XK-01, XK-03).

    `version` is the version of the item's round as the reader saw it, here and below.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        do_item(recorder, item, version, power="accept", outcome=rules.AGREED, words="")
        rules.day_in_order(recorder.state.row, happened, day_of(recorder.act.at))
        if result_of(recorder, item) is not None:
            recorder.add(Accepted(happened.isoformat()))
            if matter.clock_starts == "acceptance":
                start_limits(recorder, matter, start_of(happened, recorder.act.at))
        advance(recorder, matter, item)

    asked = {"item": item, "version": version, "happened": happened.isoformat()}
    return run("accept", number, act, work, asked=asked)


def complete(
    number: str, act: Act, *, version: int, item: int, outcome: str, opinion: str
) -> Receipt:
    """办理: give one's opinion on a work item; when its node is decided, the flow goes on."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        do_item(recorder, item, version, power="review", outcome=outcome, words=opinion)
        rules.reasoned(outcome, opinion)
        advance(recorder, matter, item)

    asked = {"item": item, "version": version, "outcome": outcome, "words": opinion}
    return run("complete", number, act, work, asked=asked)


def decide(
    number: str, act: Act, *, version: int, item: int, outcome: str, reasons: str
) -> Receipt:
    """决定: grant or refuse (XK-04); a refusal states its reasons (XK-11)."""

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        do_item(recorder, item, version, power="decide", outcome=outcome, words=reasons)
        rules.reasoned(outcome, reasons)
        result = result_of(recorder, item)
        if result is not None:
            rules.undecided(recorder.state.row)
            told = recorder.content("reasons", {"text": reasons}) if reasons.strip() else None
            today = day_of(recorder.act.at).isoformat()
            recorder.add(Decided(rules.DECISIONS[result], today, told))
            end_limits(recorder)
        advance(recorder, matter, item)

    asked = {"item": item, "version": version, "outcome": outcome, "words": reasons}
    return run("decide", number, act, work, asked=asked)


def withdraw(number: str, act: Act, *, version: int, reason: str) -> Receipt:
    """撤回申请: the applicant takes the application back before it is decided; `version` is the case's last event."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        if act.by != applicant_of(recorder.state.row.party):
            raise rules.not_found()
        rules.withdrawable(recorder.state, version)
        stop(recorder)
        end_limits(recorder, ended=True)
        told = recorder.content("reason", {"text": reason}) if reason.strip() else None
        recorder.add(Withdrawn(told))

    return run("withdraw", number, act, work, asked={"version": version, "reason": reason})


def recount(number: str, act: Act) -> Receipt:
    """时限重算: bring the running limits under the calendar as it now stands; the old days stay in the log."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        recount_limits(recorder)

    return run("recount", number, act, work, asked={})


def _version(intake: Intake) -> MatterVersion:
    version = version_by_id(intake.version)
    if version is None or not version.online or version.form is None:
        raise Refusal(
            "case.not_open",
            "This matter takes no applications here. Please see its guide for where to go.",
        )
    return version


def _in_force(version: MatterVersion, on: date) -> None:
    if version.status != "published" or version.valid is None or on not in version.valid:
        raise Refusal(
            "case.superseded",
            "This matter was revised since the application was begun. Please begin again from its guide.",
        )


def _answers(intake: Intake, version: MatterVersion, party: Party | None) -> dict[str, Any]:
    """Return the answers that the form asks for, and no others; refuse when one is missing, wrong or another's."""
    asked = _form(json.dumps(version.form))
    if check(asked, intake.values, whole=True):
        raise Refusal(
            "case.form",
            "The form is not complete. Please go back to the fields that are marked.",
        )
    answers = settled(asked, intake.values)
    if party is not None:
        names_the_party(asked, answers, party)
    return answers


@lru_cache(maxsize=256)
def _form(schema: str) -> Form:
    return form(json.loads(schema))


def _papers(answers: dict[str, Any], version: MatterVersion, act: Act) -> list[Document]:
    """Return the documents that the answers refer to; one that is not the actor's own does not exist."""
    asked = _form(json.dumps(version.form))
    return [document_for(act.by, number_of(each)) for each in references(asked, answers)]


def _submitted(
    intake: Intake, version: MatterVersion, number: str, answers: Reference
) -> Submitted:
    return Submitted(
        number=number,
        matter=version.matter_id,
        version=version.pk,
        title=version.name,
        procedure=version.procedure or "",
        organ=version.organ_id,
        party=intake.party,
        channel=intake.channel,
        happened=intake.received_on.isoformat(),
        form=answers,
    )
