"""决定的效果: what a decision brings about: the end of pauses and limits, certificate, paper, time for delivery."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tongban.kernel.cases.contents import form_now
from tongban.kernel.cases.events import CertificateGiven, Decided, Resumed
from tongban.kernel.cases.forming import stated
from tongban.kernel.cases.limits import end_limits, recount_limits, start_delivery
from tongban.kernel.cases.opinions import opinions_of
from tongban.kernel.cases.papering import issue_paper, long_day
from tongban.kernel.cases.proceeding import legal, procedure_of
from tongban.kernel.cases.quantity import require_place
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.renewing import drop_renewal
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.certificates import actions as certificates
from tongban.kernel.certificates.queries import Certificate, certificate_by_id, prints_of
from tongban.kernel.clock import Limit, day_of
from tongban.kernel.clock.counting import months_later

MONTHS = {"mo": 1, "y": 12}


def decided(
    recorder: Recorder,
    matter: MatterVersion,
    *,
    outcome: str,
    words: str,
    deemed_at: datetime | None = None,
) -> None:
    """Record a decision with all that follows from it. The flow and the closing of the case are the caller's.

    What silence decided, it decided at `deemed_at`, however late that is recorded.
    """
    since, deemed = deemed_at or recorder.act.at, deemed_at is not None
    if outcome == "granted":
        require_place(recorder, matter)
    resume_all(recorder)
    told = recorder.content("reasons", {"text": words}) if words.strip() else None
    recorder.add(Decided(outcome, day_of(since).isoformat(), told, deemed))
    end_limits(recorder, by=since)
    on = day_of(since) + timedelta(days=deemed)
    given = give_certificate(recorder, matter, on, deemed=deemed) if outcome == "granted" else None
    if given is None:
        drop_renewal(recorder)
    facts: dict[str, Any] = {"reasons": words.strip()} if words.strip() else {}
    event = "renewed" if deemed else outcome
    if given is not None and recorder.state.row.purpose == "cancellation":
        event = "cancelled"
    opinions = opinions_of(recorder)
    issue_paper(recorder, matter, event, **facts, **_of(given))
    if opinions:
        issue_paper(recorder, matter, "process", opinions=opinions)
    _deliver_within(recorder, since)


def resume_all(recorder: Recorder) -> None:
    """End the pauses that are open, and reckon the limits by what was really used."""
    at = recorder.act.at
    open_now = [each for each in recorder.state.pauses.values() if each.until is None]
    for pause in open_now:
        recorder.add(Resumed(pause.id, min(at, pause.announced).isoformat()))
    if open_now:
        recount_limits(recorder, anyway=True)


def give_certificate(
    recorder: Recorder, matter: MatterVersion, on: date, *, deemed: bool = False
) -> Certificate | None:
    """Issue, change, renew or cancel the certificate that the case is about; `None` where the matter gives none.

    `on` is the day of the decision; silence has renewed once the last day is over, so on the day after it.
    """
    if not matter.certificate:
        return None
    row, act = recorder.state.row, recorder.act
    answers = form_now(recorder)["values"]
    terms = {"answers": stated(matter, answers)}
    about = row.certificate or 0
    match row.purpose:
        case "change":
            how, given = (
                "changed",
                certificates.change(about, act, case_number=row.number, terms=terms, on=on),
            )
        case "renewal":
            until = _renewed_until(about, matter, on, deemed=deemed)
            how, given = (
                "renewed",
                certificates.renew(
                    about, act, case_number=row.number, on=on, valid_to=until, deemed=deemed
                ),
            )
        case "cancellation":
            how, given = (
                "cancelled",
                certificates.cancel(about, act, ground="applied", case_number=row.number, on=on),
            )
        case _:
            how, given = "issued", certificates.issue(_new(recorder, matter, terms, on), act)
    recorder.add(CertificateGiven(given.pk, given.number, how))
    return given


def _new(
    recorder: Recorder, matter: MatterVersion, terms: dict[str, Any], on: date
) -> certificates.NewCertificate:
    row = recorder.state.row
    return certificates.NewCertificate(
        home=recorder.home,
        organ_id=row.organ,
        matter_id=row.matter,
        version_id=row.version,
        party_id=row.party,
        series=_certificate(matter)["series"],
        title=matter.result_name,
        case_number=row.number,
        issued_on=on,
        valid_from=on,
        valid_to=last_valid_day(on, _certificate(matter).get("valid", "")),
        terms=terms,
    )


def _certificate(matter: MatterVersion) -> Mapping[str, str]:
    """Return the word of the number and the validity of the certificates that the matter gives."""
    return matter.certificate or {}


def last_valid_day(first: date, length: str) -> date | None:
    """Return the last day of a validity such as `5y` that begins on `first`; `None` without end.

    It is the day before the corresponding day; where the month has none, the month's last day (民法典 第二百零二条).
    """
    if not length:
        return None
    limit = Limit.parse(length)
    if limit.unit in MONTHS:
        reached = months_later(first, limit.amount * MONTHS[limit.unit])
        return reached - timedelta(days=1) if reached.day == first.day else reached
    return first + timedelta(days=limit.amount - 1)


def _renewed_until(
    certificate_id: int, matter: MatterVersion, on: date, *, deemed: bool
) -> date | None:
    named = certificate_by_id(certificate_id)
    ended = prints_of(named)[0].valid_to if named is not None else None
    after = on if ended is None else ended + timedelta(days=1)
    first = after if deemed else max(on, after)
    return last_valid_day(first, _certificate(matter).get("valid", ""))


def _of(given: Certificate | None) -> dict[str, Any]:
    if given is None:
        return {}
    facts = {"certificate_number": given.number, "valid_from": long_day(given.valid_from)}
    return facts | {"valid_to": long_day(given.valid_to) if given.valid_to else "长期"}


def _deliver_within(recorder: Recorder, since: datetime) -> None:
    name = procedure_of(recorder.state.row).delivery
    if name:
        value = legal(recorder, name)
        start_delivery(recorder, value.number, value, start=since)
