"""延续、变更、注销: what a case asks of a certificate that is there already."""

from contextlib import suppress
from datetime import date

from tongban.kernel import Refusal
from tongban.kernel.cases.proceeding import legal
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.timers import set_timer, set_until, waiting
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.certificates.actions import ask_renewal, close_renewal
from tongban.kernel.certificates.queries import Certificate, certificate_by_id, prints_of
from tongban.kernel.certificates.renewals import Request
from tongban.kernel.certificates.rules import State, may_change
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


def ask_for_renewal(recorder: Recorder, claimed_on: date) -> None:
    """Put the request on file; silence until the expiry grants it if in time (XK-14).

    It is made on the day the organ is known to have the papers: that of the entry, and none yet where an agent has
    them. An earlier day is claimed until the duty manager agrees.
    """
    row = recorder.state.row
    if row.purpose == "renewal":
        _asked(recorder, row.materials_on, claimed_on)


def renewal_asked_on(recorder: Recorder, day: date, *, seconded: bool = False) -> None:
    """Let the request be made on the day on which the organ, as is now known, received the papers.

    That day is a fact: where the certificate cannot be renewed any more, the decision says so, not the receipt. What
    is over already, silence grants only where a second person stands for the day.
    """
    if recorder.state.row.purpose == "renewal":
        with suppress(Refusal):
            _asked(recorder, day, day, seconded=seconded)


def await_renewal(recorder: Recorder) -> None:
    """Let silence grant the renewal after all, when what was asked for is supplied only after the last day.

    The organ then has the time of a decision (行政许可法 第四十二条): until now it waited for the applicant.
    """
    row, runs = recorder.state.row, any(one.kind == "renewal" for one in waiting(recorder))
    if row.purpose == "renewal" and row.materials_on is not None and not runs and awaited(recorder):
        length = f"{legal(recorder, 'licensing/decision_limit').number}wd"
        start, about = recorder.act.at, row.certificate
        set_timer(recorder, "renewal", start=start, length=length, about=about)


def awaited(recorder: Recorder) -> bool:
    """Tell whether the certificate still awaits the answer of this case: it may have ended otherwise meanwhile."""
    row, found = recorder.state.row, _print_of(recorder)
    return (
        found is not None
        and found.state == State.VALID
        and (found.request, found.request_case) == (Request.IN_TIME, row.number)
    )


def _print_of(recorder: Recorder) -> Certificate | None:
    named = certificate_by_id(recorder.state.row.certificate or 0)
    return None if named is None else prints_of(named)[0]


def _asked(
    recorder: Recorder, asked_on: date | None, claimed_on: date, *, seconded: bool = False
) -> None:
    row = recorder.state.row
    found = ask_renewal(
        row.certificate or 0,
        recorder.act,
        case_number=row.number,
        asked_on=asked_on,
        claimed_on=claimed_on,
    )
    if (found.request, found.request_case) == (Request.IN_TIME, row.number):
        _await(recorder, found, past=seconded)


def _await(recorder: Recorder, found: Certificate, *, past: bool = False) -> None:
    runs = any(timer.kind == "renewal" for timer in waiting(recorder))
    over = found.valid_to is not None and end_of(found.valid_to) < recorder.act.at
    if found.valid_to is not None and not runs and (past or not over):
        set_until(recorder, "renewal", end_of(found.valid_to), about=found.pk)


def drop_renewal(recorder: Recorder) -> None:
    """Let go of a request for renewal that ends without one."""
    row = recorder.state.row
    if row.purpose == "renewal":
        close_renewal(row.certificate or 0, recorder.act, case_number=row.number)
