"""办件: listing what one may see, reading one case, and handing in an application."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Header, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from tongban.api.cursors import LARGEST, SMALLEST, USUAL, link_to, place_in
from tongban.api.keys import Asking, act_of
from tongban.api.moments import now, today
from tongban.api.operations import READS_BODY, operation
from tongban.api.problems import not_found
from tongban.api.rules import Scope
from tongban.api.shapes.cases import CaseIn, CaseOut, CasePage, SubmittedOut
from tongban.api.shapes.kinds import CaseNumber, Day, Id, RepeatHeader
from tongban.api.showing import case_line, case_out, seal_on
from tongban.api.submitting import handed_in
from tongban.api.tags import is_known, tag, tag_of
from tongban.kernel.cases.queries import Case, case_by_number, cases_visible_to, query_code
from tongban.kernel.cases.story import story_of
from tongban.kernel.identity.queries import organs

NAME = "cases"
TAG = "Cases 办件"
STATES = Literal[
    "submitted", "supplementing", "accepted", "decided", "delivered", "archived", "withdrawn", "declined",
    "returned", "terminated", "void",
]  # fmt: skip
router = Router()


class CaseQuery(Schema):
    """办件筛选: a state, a matter, an organ, and the days of receipt."""

    state: STATES | None = None
    matter_id: Id | None = None
    organ_id: Id | None = None
    received_from: Day | None = None
    received_to: Day | None = None
    limit: int = Field(USUAL, ge=SMALLEST, le=LARGEST)
    cursor: str = Field("", max_length=400)


@router.get("", **operation(Scope.CASES_READ, {200: CasePage}, tag=TAG))
def list_cases(request: Asking, asked: Annotated[CaseQuery, Query()]) -> CasePage:
    """办件列表: list the cases that the client's posts may see, the last handed in first."""
    filters = asked.model_dump(mode="json", exclude={"limit", "cursor"})
    rows = cases_visible_to(request.auth.person, on=today()).filter(**_wanted(asked))
    if asked.cursor:
        rows = rows.filter(id__lt=place_in(asked.cursor, name=NAME, filters=filters)[0])
    found = list(rows.order_by("-id")[: asked.limit + 1])
    shown = found[: asked.limit]
    after = [shown[-1].id] if len(found) > asked.limit else None
    names = dict(organs().filter(pk__in={one.organ for one in shown}).values_list("pk", "name"))
    return CasePage(
        next=link_to(request, after, name=NAME, filters=filters, limit=asked.limit),
        items=[case_line(one, names) for one in shown],
    )


@router.get(
    "/{number}",
    **operation(Scope.CASES_READ, {200: CaseOut, 304: None}, 404, tag=TAG, headers=("ETag",)),
)
def get_case(
    request: Asking,
    number: CaseNumber,
    response: HttpResponse,
    if_none_match: Annotated[str | None, Header(alias="If-None-Match", max_length=200)] = None,
) -> CaseOut | HttpResponse:
    """查看办件: read a case as it stands, personal data masked; its ETag changes with every event."""
    case = seen(request, number)
    if is_known(if_none_match, case):
        return HttpResponse(status=304, headers={"ETag": tag_of(case)})
    response["ETag"] = tag_of(case)
    reader = request.auth.person
    return case_out(story_of(case, reader, at=now()), reader)


@router.post(
    "",
    **operation(
        Scope.CASES_SUBMIT, {201: SubmittedOut}, 404, 409, *READS_BODY, tag=TAG, headers=("ETag",)
    ),
)
def submit_case(
    request: Asking,
    body: CaseIn,
    response: HttpResponse,
    key: RepeatHeader,
) -> Status[SubmittedOut]:
    """提交申请: hand in an application; sent again with the same key and body, it gets the first answer."""
    receipt = handed_in(request.auth, body, act_of(request.auth, key=key))
    etag = tag(receipt.n, receipt.hash)
    response["ETag"] = etag
    answer = SubmittedOut(
        number=receipt.number,
        query_code=query_code(receipt.number),
        n=receipt.n,
        hash=receipt.hash,
        seal=seal_on(receipt),
        etag=etag,
        href=f"/api/v1/cases/{receipt.number}",
    )
    return Status(201, answer)


def seen(request: Asking, number: str) -> Case:
    """Return the case if the client may see it; not found and not allowed look the same."""
    case = case_by_number(number, request.auth.person, on=today())
    if case is None:
        raise not_found()
    return case


def _wanted(asked: CaseQuery) -> dict[str, object]:
    wanted = {
        "state": asked.state,
        "matter": asked.matter_id,
        "organ": asked.organ_id,
        "received_on__gte": asked.received_from,
        "received_on__lte": asked.received_to,
    }
    return {name: value for name, value in wanted.items() if value is not None}
