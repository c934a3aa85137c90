"""告知: which events of a case its applicant is told of."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tongban.kernel.cases.queries import Case, case_by_id
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.events import Record
from tongban.kernel.notices.actions import tell as tell_all
from tongban.kernel.notices.queries import Notice

# The event, and the kind of notice it brings. What is not named here stays inside.
TOLD: Mapping[str, str] = {
    "case.submitted": "case.submitted",
    "case.accepted": "case.accepted",
    "case.supplement_requested": "case.supplement_requested",
    "case.supplemented": "case.supplemented",
    "case.declined": "case.declined",
    "case.returned": "case.returned",
    "case.paused": "case.paused",
    "case.resumed": "case.resumed",
    "case.extended": "case.extended",
    "special.opened": "hearing.offered",
    "special.arranged": "hearing.scheduled",
    "special.concluded": "hearing.waived",
    "case.decided": "case.decided",
    "case.certificate_given": "case.ready",
    "case.delivered": "case.delivered",
    "case.terminated": "case.terminated",
    "case.withdrawn": "case.withdrawn",
    "case.corrected": "case.corrected",
    "item.filled": "case.corrected",
}


def tell(records: Sequence[Record]) -> None:
    """Leave the applicant a notice of each event that matters to him; called after the command's commit."""
    told = [(one, kind) for one in records if one.subject and (kind := _kind(one))]
    if not told:
        return
    case = case_by_id(told[0][0].home, told[0][0].subject)
    tell_all([_notice(case, record, kind) for record, kind in told])


def _kind(record: Record) -> str:
    """Return the kind of notice that an event brings, or nothing."""
    data = record.data
    if _is_inner(record):
        return ""
    if record.type == "case.accepted" and data.get("deemed"):
        return "case.deemed_accepted"
    if record.type == "case.decided" and data.get("deemed"):
        return "case.deemed_renewed"
    if record.type == "case.decided" and data.get("outcome") == "answered":
        return "case.answered"
    return TOLD.get(record.type, "")


def _is_inner(record: Record) -> bool:
    """Tell whether only those who handle the case need to know: a visit arranged, the office's own notes, a certificate ended (told elsewhere)."""
    data = record.data
    match record.type:
        case "special.opened":
            return data.get("state") != "offered"
        case "special.arranged":
            return not data.get("chair")
        case "special.concluded":
            return not data.get("waived")
        case "item.filled":
            return not data.get("own")
        case "case.certificate_given":
            return data.get("how") not in {"issued", "changed", "renewed"}
        case _:
            return False


def _notice(case: Case, record: Record, kind: str) -> Notice:
    return Notice(
        party=case.party,
        stream=record.stream,
        n=record.n,
        subject=f"case/{case.number}",
        title=case.title,
        kind=kind,
        facts=_facts(record, kind, case),
        at=record.at,
    )


def _facts(record: Record, kind: str, case: Case) -> dict[str, str]:
    """Return the days that the notice names: `due`, `until` (ISO days), `at` (an ISO instant)."""
    data = record.data
    promised = case.promised_on or case.statutory_on
    match kind:
        case "case.supplement_requested" | "hearing.offered":
            return {"until": str(data["until"])}
        case "case.paused":
            return {"until": day_of(datetime.fromisoformat(str(data["announced"]))).isoformat()}
        case "hearing.scheduled":
            return {"at": str(data["on"])}
        case "case.accepted" | "case.deemed_accepted" | "case.extended" | "case.resumed":
            return {"due": promised.isoformat()} if promised else {}
        case _:
            return {}
