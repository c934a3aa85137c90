"""撤回、送达、归档: how a case ends, and what is done after its end."""

from datetime import date
from typing import Any

from tongban.kernel import Act, Refusal
from tongban.kernel.cases import rules
from tongban.kernel.cases.actions.pausing import handles
from tongban.kernel.cases.commands import Receipt, run
from tongban.kernel.cases.delivering import deliverable, told_of
from tongban.kernel.cases.events import Archived, Delivered, Withdrawn
from tongban.kernel.cases.handling import halt
from tongban.kernel.cases.limits import end_delivery
from tongban.kernel.cases.papering import issue_paper, long_day, results_of
from tongban.kernel.cases.proceeding import require
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.cases.standing import applicant_of
from tongban.kernel.catalogue.queries import MatterVersion


def withdraw(number: str, act: Act, *, version: int, reason: str) -> Receipt:
    """撤回申请: the applicant takes the application back before it is decided; `version` is the case's last event."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        if act.by != applicant_of(recorder.state.row.party):
            raise rules.not_found()
        rules.withdrawable(recorder.state, version)
        require(recorder, "withdraw")
        halt(recorder)
        told = recorder.content("reason", {"text": reason}) if reason.strip() else None
        recorder.add(Withdrawn(told))

    return run("withdraw", number, act, work, asked={"version": version, "reason": reason})


def deliver(
    number: str, act: Act, *, version: int, mode: str, happened: date, proof: dict[str, Any]
) -> Receipt:
    """送达: note that the result reached the applicant, and how that is proved (XK-08).

    `proof` has `recipient`, for somebody else `relation` and `identity` (what was shown), for the post `tracking`.
    """

    def work(recorder: Recorder, matter: MatterVersion) -> None:
        handles(recorder)
        rules.unchanged(recorder.state, version)
        require(recorder, "deliver")
        deliverable(recorder, mode, happened, proof)
        end_delivery(recorder, happened)
        kept = recorder.content("proof", {**proof, "mode": mode})
        recorder.add(Delivered(mode, happened.isoformat(), kept))
        issue_paper(
            recorder,
            matter,
            "delivered",
            happened=long_day(happened),
            items=results_of(recorder),
            **told_of(mode, proof),
        )

    asked = {"version": version, "mode": mode, "on": happened.isoformat(), "proof": proof}
    return run("deliver", number, act, work, asked=asked)


def archive(number: str, act: Act, *, version: int, digest: str, papers: int) -> Receipt:
    """归档: close the file of the case; `digest` is the SHA-256 of its index, `papers` how many pieces it holds."""

    def work(recorder: Recorder, _matter: MatterVersion) -> None:
        handles(recorder)
        rules.unchanged(recorder.state, version)
        require(recorder, "archive")
        if any(one.holder != "party" for one in recorder.state.originals.values()):
            raise Refusal(
                "case.originals_out",
                "Original papers are still in the organ's keeping. Please give them back first, against signature.",
            )
        recorder.add(Archived(digest, papers))

    asked = {"version": version, "digest": digest, "papers": papers}
    return run("archive", number, act, work, asked=asked)
