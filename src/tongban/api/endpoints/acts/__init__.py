"""The verbs on a case, one operation each: who did what, on which state of the case, under which key."""

from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

from django.http import HttpResponse
from ninja import Header, Router

from tongban.api.acting import Verb, acted
from tongban.api.keys import Asking
from tongban.api.operations import READS_BODY, operation
from tongban.api.rules import Scope
from tongban.api.shapes.acts import ActedOut
from tongban.api.shapes.kinds import Body, CaseNumber, RepeatHeader
from tongban.api.showing import seal_on
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


def offered(*verbs: Verb) -> Router:
    """Return a router with an operation for each verb."""
    router = Router()
    for verb in verbs:
        router.post(f"/{{number}}/acts/{verb.name}", **_declared())(_operation(verb))
    return router


def _declared() -> dict[str, Any]:
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


def _operation(verb: Verb) -> Callable[..., ActedOut]:
    """Return the function that the framework reads: its name, its words and its body are the verb's."""

    def act(
        request: Asking,
        number: CaseNumber,
        body: Body,
        response: HttpResponse,
        key: RepeatHeader,
        match: Match = None,
    ) -> ActedOut:
        return _answer(acted(verb, body, request.auth, number, match=match, key=key), response)

    act.__name__, act.__doc__ = f"{verb.name}_case", verb.words
    act.__annotations__["body"] = verb.shape
    return act


def _answer(receipt: Receipt, response: HttpResponse) -> ActedOut:
    """Return what was done, and the case's new ETag."""
    answer = done_out(receipt)
    response["ETag"] = answer.etag
    return answer


def done_out(receipt: Receipt) -> ActedOut:
    """Return what was done on one case."""
    return ActedOut(
        number=receipt.number,
        n=receipt.n,
        hash=receipt.hash,
        etag=tag(receipt.n, receipt.hash),
        seal=seal_on(receipt),
        href=f"/api/v1/cases/{receipt.number}",
    )
