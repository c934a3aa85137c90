"""提交申请: a case is opened for a version of a matter."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import again, queries, rules
from tongban.kernel.cases.actions.asking import ask_day
from tongban.kernel.cases.attached import Attached
from tongban.kernel.cases.behalf import person_of
from tongban.kernel.cases.commands import Receipt, answered, opened
from tongban.kernel.cases.events import MaterialsTaken, Reference, Submitted
from tongban.kernel.cases.forming import answers_of
from tongban.kernel.cases.handling import start_of
from tongban.kernel.cases.limits import start_limits
from tongban.kernel.cases.papering import issue_paper, materials_in
from tongban.kernel.cases.proceeding import legal, procedure_of
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.renewing import about_certificate, ask_for_renewal
from tongban.kernel.cases.routing import flow_of, follow
from tongban.kernel.cases.standing import hands_in
from tongban.kernel.cases.taking import PHONE, phone_fault, taken_as
from tongban.kernel.cases.timers import set_timer
from tongban.kernel.catalogue.queries import MatterVersion, version_by_id
from tongban.kernel.clock import day_of
from tongban.kernel.flows import start
from tongban.kernel.parties.queries import party_by_id
from tongban.kernel.remembering import remembering


@dataclass(frozen=True, slots=True)
class Intake:
    """收件: what somebody asks for. `values` are the form's answers, the files among them the actor's own documents.

    `channel` is `portal`, `counter`, `post`, `phone` or `agent`; `received_on` is the day the materials came. One before the day
    of entry needs a `ground` (`post`, `outage`) and holds once the duty manager has approved it. `purpose` is `new`,
    `change`, `renewal` or `cancellation` of the `certificate`; `delivery` is how the result is to come. `taken` says of materials, by
    key, how the window took them in. `earlier` is the number of the ended case that is taken up, whose files may stay.
    """

    version: int
    party: int
    values: dict[str, Any]
    channel: str
    received_on: date
    ground: str = ""
    purpose: str = "new"
    certificate: int | None = None
    delivery: str = "window"
    taken: tuple[tuple[str, str], ...] = ()
    earlier: str = ""


@remembering()
def submit(intake: Intake, act: Act) -> Receipt:
    """提交申请: open a case for the version as it stands, and hand it to the first post of its flow.

    The files must be the actor's own; from here on they belong to the case.
    """
    version, on = _version(intake), day_of(act.at)
    home, party = version.organ.home, party_by_id(intake.party)
    asked = _asked(intake)
    repeated = answered("submit", home, act, asked=asked)
    if repeated is not None:
        return repeated
    _in_time(intake, version, on)
    act = replace(act, organ=hands_in(act.by, party, channel=intake.channel, home=home, on=on))
    _admissible(intake, version)
    about_certificate(intake.purpose, intake.certificate, intake.party, version, on)
    taken = taken_as(intake.taken, version, intake.party, on=on)
    answers = answers_of(version, intake.values, party)
    papers = Attached.of(answers, version, act, _earlier(intake, version, act))

    def case_number(case_id: int) -> str:
        return rules.case_number(home, on, case_id)

    def work(recorder: Recorder) -> None:
        papers.taken_up_once()
        body = {"values": answers, "files": papers.digests}
        form_content = recorder.content("form", body)
        number = case_number(recorder.id)
        recorder.add(_submitted(intake, version, number, form_content, on))
        if taken:
            recorder.add(MaterialsTaken(taken))
        _begun(recorder, version, on)
        ask_for_renewal(recorder, intake.received_on)
        papers.belong_to(recorder.stream, act)
        if intake.received_on < on:
            ask_day(recorder, intake.received_on, intake.ground)
        if intake.channel != "agent":
            materials = materials_in(answers, version, taken)
            issue_paper(recorder, version, "submitted", materials=materials)

    return opened(home, act, case_number, work, asked=asked)


def _asked(intake: Intake) -> dict[str, Any]:
    """Return the wish by which a repeated click is known.

    The day is part of it only where it is claimed: a click repeated on another day is the same wish. What says nothing
    of materials, or of an earlier case, is the same as before they could be noted.
    """
    claimed = intake.received_on.isoformat() if intake.ground else ""
    asked = {**asdict(intake), "received_on": claimed}
    return {key: asked[key] for key in asked if asked[key] or key not in {"taken", "earlier"}}


def _begun(recorder: Recorder, version: MatterVersion, on: date) -> None:
    """Start what runs from the receipt, and the flow. What an agent took in the organ has yet to receive."""
    row = recorder.state.row
    if row.channel != "agent":
        received(recorder, version)
    flow = flow_of(version)
    form = recorder.contents[0].body["values"]
    data = {"form": form, "nodes": {}, "outcome": ""}
    follow(recorder, flow, start(flow, data), version, data)


def received(recorder: Recorder, version: MatterVersion) -> None:
    """Start the limits that run from the receipt, and the time after which silence accepts (XK-02)."""
    row, at = recorder.state.row, recorder.act.at
    start = start_of(row.received_on, at)
    if version.clock_starts == "receipt":
        start_limits(recorder, version, start)
    if procedure_of(row).silence_accepts:
        days = legal(recorder, "licensing/supplement_notice_limit").number
        set_timer(recorder, "silence", start=start, length=f"{days}wd")


def _version(intake: Intake) -> MatterVersion:
    version = version_by_id(intake.version)
    if version is None or not version.online or version.form is None:
        raise Refusal(
            "case.not_open",
            "This matter takes no applications here. Please see its guide for where to go.",
        )
    prefetch_related_objects([version], "materials", "bases")
    return version


def _in_time(intake: Intake, version: MatterVersion, on: date) -> None:
    rules.receivable(intake.received_on, on, intake.ground, intake.channel)
    if version.status != "published" or version.valid is None or on not in version.valid:
        raise Refusal(
            "case.superseded",
            "This matter was revised since the application was begun. Please begin again from its guide.",
        )


def _admissible(intake: Intake, version: MatterVersion) -> None:
    """Refuse a purpose, a way of delivery or a channel that the matter does not offer."""
    fault = phone_fault(version) if intake.channel == PHONE else None
    if fault is not None:
        raise fault
    if intake.purpose not in (version.purposes or ["new"]):
        raise Refusal(
            "case.purpose",
            "This matter cannot be asked for in that way. Please choose one of those in its guide.",
        )
    if intake.delivery not in (version.delivery or ["window"]):
        raise Refusal(
            "case.delivery",
            "The result of this matter cannot be delivered in that way. Please choose another.",
        )


def _earlier(intake: Intake, version: MatterVersion, act: Act) -> queries.Case | None:
    """Return the case that is taken up: one of the same applicant and matter that the actor sees; others do not exist."""
    if not intake.earlier:
        return None
    reader = person_of(act.by)
    found = queries.case_by_number(intake.earlier, reader, on=day_of(act.at)) if reader else None
    if found is None or (found.party, found.matter) != (intake.party, version.matter_id):
        raise rules.not_found()
    again.in_vain(found)
    return found


def _submitted(
    intake: Intake, version: MatterVersion, number: str, answers: Reference, on: date
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
        happened=on.isoformat(),
        form=answers,
        purpose=intake.purpose,
        certificate=intake.certificate,
        delivery=intake.delivery,
        earlier=intake.earlier,
    )
