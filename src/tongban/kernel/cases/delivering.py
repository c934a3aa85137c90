"""送达的规则: what proves a delivery at the window, by post and electronically (XK-08)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.cases.labels import MODES, in_chinese
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.clock import day_of


def deliverable(recorder: Recorder, mode: str, happened: date, proof: Mapping[str, Any]) -> None:
    """Refuse a delivery that its proof does not carry."""
    row = recorder.state.row
    decided = day_of(row.decided_at) if row.decided_at else row.received_on
    if mode not in MODES:
        raise Refusal("case.mode", "Please choose how the result was delivered.")
    if not decided <= happened <= day_of(recorder.act.at):
        raise Refusal(
            "case.delivered_day",
            "The day of delivery must lie between the decision and today. Please correct it.",
        )
    if mode == "electronic" and row.delivery != "electronic":
        raise Refusal(
            "case.no_consent",
            "The applicant did not agree to electronic delivery. Please deliver it at the window or by post.",
        )
    if mode == "post" and not _has(proof, "tracking"):
        raise Refusal(
            "case.no_tracking",
            "Delivery by post is proved by its tracking number. Please enter it.",
        )
    if mode == "window":
        _collected(proof)


def _collected(proof: Mapping[str, Any]) -> None:
    if not _has(proof, "recipient"):
        raise Refusal("case.no_recipient", "Please enter who collected the result.")
    if _has(proof, "relation") and not _has(proof, "identity"):
        raise Refusal(
            "case.identity_not_shown",
            "Who collects for another shows an identity document. Please note which, and submit again.",
        )


def told_of(mode: str, proof: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the proof of service says."""
    parts = [
        str(proof[name]).strip()
        for name in ("tracking", "relation", "identity")
        if _has(proof, name)
    ]
    facts = {"mode": in_chinese(MODES[mode]), "proof": "；".join(parts)}
    if _has(proof, "recipient"):
        facts["recipient"] = str(proof["recipient"]).strip()
    return {name: value for name, value in facts.items() if value}


def _has(proof: Mapping[str, Any], name: str) -> bool:
    return bool(str(proof.get(name, "")).strip())
