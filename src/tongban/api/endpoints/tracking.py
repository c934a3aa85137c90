"""查进度: a case by its number and query code, as the applicant follows it. A wrong number and a wrong code look the same."""

from datetime import date, datetime
from typing import Annotated

from ninja import Query, Router, Schema

from tongban.api.keys import Asking, count_try, exhausted
from tongban.api.operations import operation
from tongban.api.problems import not_found
from tongban.api.rules import Scope
from tongban.api.shapes.kinds import CaseNumber
from tongban.kernel import Refusal
from tongban.kernel.cases.queries import tracked

TAG = "Tracking 查进度"
router = Router()


class TrackedOut(Schema):
    """进度: where a case stands; nothing personal."""

    number: str
    title: str
    state: str
    outcome: str
    received_on: date
    submitted_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    promised_on: date | None


@router.get("/{number}", **operation(Scope.CASES_READ, {200: TrackedOut}, 404, tag=TAG))
def track_case(
    request: Asking,
    number: CaseNumber,
    code: Annotated[
        str, Query(min_length=1, max_length=20, description="查询码: eight digits of the receipt.")
    ],
) -> TrackedOut:
    """查询进度: follow a case by its number and query code; after ten wrong guesses nobody may guess for a quarter of an hour."""
    digits = "".join(sign for sign in number if sign.isdecimal())
    doors = (f"api/track/client/{request.auth.pk}", f"api/track/number/{digits}")
    if any(exhausted(door) for door in doors):
        raise Refusal(
            "api.tried_too_often",
            "Too many wrong guesses. Please wait a quarter of an hour.",
            seconds=15 * 60,
        )
    found = tracked(number, code)
    if found is None:
        for door in doors:
            count_try(door)
        raise not_found()
    return TrackedOut.from_orm(found)
