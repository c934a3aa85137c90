"""文书: verifying a paper by its code or number, and fetching the PDF of one of one's own organ."""

from typing import Annotated
from uuid import uuid4

from django.http import FileResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from tongban.api.keys import Asking, act_of
from tongban.api.moments import today
from tongban.api.operations import operation
from tongban.api.problems import not_found
from tongban.api.queries import organs_of
from tongban.api.rules import Scope
from tongban.api.shapes.kinds import Id
from tongban.api.shapes.papers import PaperList, PaperOut
from tongban.kernel import Refusal
from tongban.kernel.cases.composing import composed
from tongban.kernel.cases.queries import Case, case_by_number
from tongban.kernel.documents.actions import hand_out
from tongban.kernel.documents.queries import open_document
from tongban.kernel.documents.rules import safe_headers
from tongban.kernel.papers.labels import KINDS
from tongban.kernel.papers.queries import Paper, paper_by_code, paper_by_id, papers_by_number
from tongban.kernel.papers.rules import State

TAG = "Papers 文书"
router = Router()
_filed = operation(Scope.PAPERS_READ, {200: None}, 404, 410, tag=TAG)
_filed["openapi_extra"]["responses"] = {
    200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
}


class PaperQuery(Schema):
    """核验条件: the verification code, or the number of a paper."""

    code: str = Field("", max_length=40, description="Verification code, however it is spaced.")
    number: str = Field(
        "",
        max_length=120,
        description="Number of a paper of an organ in which the client has a post.",
    )


@router.get("", **operation(Scope.PAPERS_READ, {200: PaperList}, tag=TAG))
def verify_paper(request: Asking, asked: Annotated[PaperQuery, Query()]) -> PaperList:
    """核验文书: verify a paper by its code, or one of one's own organs by its number."""
    if bool(asked.code.strip()) == bool(asked.number.strip()):
        raise Refusal(
            "api.code_or_number", "Give the verification code or the number, one of the two."
        )
    if asked.code.strip():
        known = paper_by_code(asked.code)
        found = [] if known is None else [known]
    else:
        found = papers_by_number(asked.number.strip(), organs_of(request.auth, on=today()))
    return PaperList(items=[_shown(paper) for paper in found])


@router.get("/{paper_id}/file", **_filed)
def get_paper_file(request: Asking, paper_id: Id) -> HttpResponseBase:
    """下载文书: fetch the PDF of a paper that one's own organ issued in a case that one may see; the log keeps who was given it."""
    paper = paper_by_id(paper_id)
    if paper is None or paper.organ_id not in organs_of(request.auth, on=today()):
        raise not_found()
    case = _case_of(request, paper)
    made = composed(case, paper_id)
    if made is None or made.document is None:
        raise not_found()
    act = act_of(request.auth, key=uuid4().hex, organ=f"organ/{paper.organ_id}")
    kept = hand_out(made.document.pk, act, subject=f"case/{case.number}", home=case.home)
    headers = safe_headers(name=kept.name, media_type=kept.media_type, size=kept.size)
    answer = FileResponse(open_document(kept))
    for name, value in headers.items():
        answer[name] = value
    return answer


def _case_of(request: Asking, paper: Paper) -> Case:
    kind, _, number = paper.subject.partition("/")
    case = case_by_number(number, request.auth.person, on=today()) if kind == "case" else None
    if case is None:
        raise not_found()
    return case


def _shown(paper: Paper) -> PaperOut:
    return PaperOut(
        id=paper.pk,
        kind=paper.kind,
        kind_name=str(KINDS.get(paper.kind, paper.kind)),
        number=paper.number,
        organ=paper.organ.name,
        issued_on=paper.issued_on,
        state=paper.state,
        holds=paper.state == State.VALID,
        sha256=paper.sha256,
        scan_sha256=paper.scan_sha256,
    )
