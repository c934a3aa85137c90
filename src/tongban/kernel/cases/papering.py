"""出具文书: which paper an event brings about, and the facts that stand on it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from tongban.kernel.cases.contents import form_now
from tongban.kernel.cases.events import PaperIssued, TakenMaterial
from tongban.kernel.cases.labels import in_chinese
from tongban.kernel.cases.proceeding import procedure_of
from tongban.kernel.cases.queries import query_code
from tongban.kernel.cases.recorder import Recorder
from tongban.kernel.catalogue.queries import MatterVersion
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.law.queries import parameter
from tongban.kernel.ledger.queries.sealing import newest_seal_named
from tongban.kernel.papers.actions import NewPaper, issue, revoke, supersede
from tongban.kernel.papers.labels import KINDS as PAPERS
from tongban.kernel.papers.queries import papers_of
from tongban.kernel.parties.queries import called

REPLACES = frozenset({"supplement", "hearing_notice"})
"""后文替代前文: a second one of these takes the place of the first."""
RESULTS = frozenset(
    {"grant", "refusal", "result", "result_refused", "deemed_renewal", "cancellation"}
)
GRANTS = frozenset({"grant", "deemed_renewal"})
REMEDIED = frozenset(
    {
        "revoked",
        "cancelled",
        "granted",
        "refused",
        "not_competent",
        "not_supplemented",
        "terminated",
    }
)
KINDS = {"original": "原件", "copy": "复印件", "electronic": "电子件"}
TAKEN = {
    "brought": "纸质件",
    "seen": "原件已核验退还",
    "copy": "复印件（原件已核验）",
    "missing": "未提交，待补正",
    "later": "容缺后补",
    "known": "证照已核，免提交",
}


Facts: TypeAlias = str | list[str] | list[dict[str, str]]


def issue_paper(
    recorder: Recorder, matter: MatterVersion, event: str, **facts: Facts
) -> int | None:
    """Issue the paper that the procedure names for an event, with its facts; return its id, or `None` for none."""
    kind = procedure_of(recorder.state.row).papers.get(event)
    if kind is None:
        return None
    act, row = recorder.act, recorder.state.row
    plan = NewPaper(
        kind=kind,
        subject=recorder.stream,
        organ_id=row.organ,
        home=recorder.home,
        on=day_of(act.at),
    )
    known = {
        **_known(recorder, matter),
        **({"remedies": remedies(day_of(act.at))} if event in REMEDIED else {}),
        **facts,
    }
    # The number comes last: from here to the commit, whoever else needs the organ's next number of the kind waits.
    paper = issue(plan, act)
    body = {**known, "number": paper.number}
    recorder.add(
        PaperIssued(paper.pk, kind, paper.number, recorder.content("facts", body)),
    )
    if event in REPLACES:
        for one in papers_of(recorder.stream):
            if one.kind == kind and one.state == "valid" and one.pk != paper.pk:
                supersede(one.pk, act, by=paper.pk)
    return int(paper.pk)


def revoke_papers(recorder: Recorder) -> None:
    """撤回文书: what was issued on a receipt that is void must not be relied on any more."""
    for one in papers_of(recorder.stream):
        if one.state == "valid":
            revoke(one.pk, recorder.act)


def revoke_grants(recorder: Recorder) -> None:
    """撤回文书: the decisions on which an ended certificate relied hold no longer."""
    for one in papers_of(recorder.stream):
        if one.state == "valid" and one.kind in GRANTS:
            revoke(one.pk, recorder.act)


def results_of(recorder: Recorder) -> list[str]:
    """Return the papers that hold the result, each with its number, as a proof of service lists them."""
    rows = [
        one for one in papers_of(recorder.stream) if one.kind in RESULTS and one.state == "valid"
    ]
    return [f"{in_chinese(PAPERS[one.kind])} {one.number}" for one in rows]


def long_day(day: date) -> str:
    """Return a day as papers write it: 2026年3月25日."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment(at: datetime) -> str:
    """Return an instant as papers write it, to the minute, Beijing time."""
    there = at.astimezone(SHANGHAI)
    return f"{long_day(there.date())}{there.hour}时{there.minute:02d}分"


def remedies(on: date) -> str:
    """Return how and until when one may appeal (行政许可法 第三十八条, XK-11; 行政复议法 第二十条, FY-01)."""
    days = parameter("remedies/reconsideration", on=on).number
    months = parameter("remedies/litigation", on=on).number
    return (
        f"如不服本决定，可以自收到本决定书之日起{days}日内依法申请行政复议，"
        f"或者在{months}个月内依法向人民法院提起行政诉讼。"
    )


def _known(recorder: Recorder, matter: MatterVersion) -> Mapping[str, Any]:
    """Return what every paper of a case may say; what is not yet known is left out."""
    row, party = recorder.state.row, called(recorder.state.row.party)
    facts = {
        "organ": matter.organ.name,
        "applicant": party.name if party else "",
        "matter": row.title,
        "case_number": row.number,
        "date": long_day(day_of(recorder.act.at)),
        "received_on": long_day(row.received_on),
        "accepted_on": long_day(row.accepted_on) if row.accepted_on else "",
        "promised_on": long_day(row.promised_on) if row.promised_on else "",
        "statutory_on": long_day(row.statutory_on) if row.statutory_on else "",
        "procedure_name": procedure_of(row).title,
        "query_code": query_code(row.number),
        "hash": row.hash,
        "seal": newest_seal_named(),
        "contact": matter.contacts.strip().replace("\n", "；"),
        "law": _law(matter),
    }
    return {name: value for name, value in facts.items() if value}


def _law(matter: MatterVersion) -> str:
    basis = matter.bases.first()
    return f"《{basis.law}》{basis.article}" if basis else ""


def materials_of(recorder: Recorder, matter: MatterVersion) -> list[dict[str, str]]:
    """Return the materials of the case as a table: those attached, and those that were handed in at the counter."""
    values = form_now(recorder)["values"]
    return materials_in(values, matter)


def materials_in(
    values: Mapping[str, Any], matter: MatterVersion, taken: Sequence[TakenMaterial] = ()
) -> list[dict[str, str]]:
    """Return the materials that were attached or taken in, in the order of the guide: name, kind, copies, form of handing in."""
    attached, noted = attached_in(values), {one.material: TAKEN[one.how] for one in taken}
    return [
        {
            "name": one.name,
            "kind": KINDS.get(one.kind, one.kind),
            "copies": str(one.copies),
            "original": "、".join(_forms(one.key, attached, noted)),
        }
        for one in matter.materials.all()
        if one.key in attached or one.key in noted
    ]


def _forms(key: str, attached: set[str], noted: Mapping[str, str]) -> list[str]:
    return [*([noted[key]] if key in noted else []), *(["电子件"] if key in attached else [])]


def attached_in(values: Mapping[str, Any]) -> set[str]:
    """Return the names of the questions that were answered with a file; those of materials are their keys."""
    return set(_attached(values))


def _attached(values: Any, key: str = "") -> list[str]:  # noqa: ANN401 - any JSON
    if isinstance(values, Mapping):
        return [name for each, value in values.items() for name in _attached(value, each)]
    if isinstance(values, list):
        return [name for value in values for name in _attached(value, key)]
    return [key] if isinstance(values, str) and values.startswith("document/") else []
