"""The verbs on a case, one operation each: who did what, on which state of the case, under which key."""

from typing import Annotated, Any, TypeAlias

from django.http import HttpResponse
from ninja import Header

from tongban.api.operations import READS_BODY, operation
from tongban.api.rules import Scope
from tongban.api.shapes.acts import ActedOut
from tongban.api.tags import tag
from tongban.kernel.cases.actions import Receipt

TAG = "Acts 办理"
Match: TypeAlias = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=200,
        description="ETag of the case as you saw it; needed, so that nobody acts on what has changed (428, 412).",
    ),
]


def acting() -> dict[str, Any]:
    """Return what every verb declares."""
    return operation(
        Scope.CASES_ACT,
        {200: ActedOut},
        404,
        409,
        412,
        428,
        *READS_BODY,
        tag=TAG,
        headers=("ETag",),
    )


def answer(receipt: Receipt, response: HttpResponse) -> ActedOut:
    """Return what was done, and the case's new ETag."""
    etag = tag(receipt.n, receipt.hash)
    response["ETag"] = etag
    return ActedOut(
        number=receipt.number,
        n=receipt.n,
        hash=receipt.hash,
        etag=etag,
        href=f"/api/v1/cases/{receipt.number}",
    )
