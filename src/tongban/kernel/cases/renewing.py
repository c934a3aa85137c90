"""延续、变更、注销: what a case asks of a certificate that is there already."""

from datetime import date

from tongban.kernel import Refusal
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.timers import set_until
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.certificates.actions import ask_renewal, close_renewal
from tongban.kernel.certificates.queries import certificate_by_id, prints_of
from tongban.kernel.certificates.renewals import Request
from tongban.kernel.certificates.rules import may_change
from tongban.kernel.clock import end_of


def about_certificate(
    purpose: str, certificate_id: int | None, party: int, version: MatterVersion, on: date
) -> None:
    """Refuse a change, renewal or cancellation of a certificate that is not the party's own, or not valid any more."""
    if purpose == "new":
        return
    named = certificate_by_id(certificate_id or 0)
    found = prints_of(named)[0] if named is not None else None
    if found is None or found.party_id != party or found.matter != version.matter_id:
        raise Refusal(
            "case.no_certificate",
            "There is no such certificate of the applicant for this matter. Please choose one of the applicant's own.",
        )
    # Whether a renewal still can be asked for, `ask_for_renewal` asks: what has just expired may be entered late.
    refusal = None if purpose == "renewal" else may_change(found.life, on=on)
    if refusal is not None:
        raise refusal


def ask_for_renewal(recorder: Recorder, asked_on: date) -> None:
    """Put the request on file, made on the day the papers came; silence until the expiry grants it if in time (XK-14)."""
    row = recorder.state.row
    if row.purpose != "renewal":
        return
    asked = ask_renewal(
        row.certificate or 0, recorder.act, case_number=row.number, asked_on=asked_on
    )
    if asked.request == Request.IN_TIME and asked.valid_to is not None:
        set_until(recorder, "renewal", end_of(asked.valid_to), about=asked.pk)


def drop_renewal(recorder: Recorder) -> None:
    """Let go of a request for renewal that ends without one."""
    row = recorder.state.row
    if row.purpose == "renewal":
        close_renewal(row.certificate or 0, recorder.act, case_number=row.number)
