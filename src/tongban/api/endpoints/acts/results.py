"""补正、撤回与送达: what the applicant hands in or takes back, and how the result reaches him."""

from django.http import HttpResponse
from ninja import Router

from tongban.api.acting import acted
from tongban.api.endpoints.acts import Match, acting, answer
from tongban.api.keys import Asking
from tongban.api.shapes.acts import ActedOut, DeliverIn, SupplementIn, WithdrawIn
from tongban.api.shapes.kinds import CaseNumber, RepeatHeader
from tongban.kernel.cases import actions

router = Router()


@router.post("/{number}/acts/supplement", **acting())
def supplement_case(
    request: Asking,
    number: CaseNumber,
    body: SupplementIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """补正: hand in the whole form again with what was missing."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.supplement(
            number, act, version=seen.n, values=dict(body.values), happened=body.happened
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/withdraw", **acting())
def withdraw_case(
    request: Asking,
    number: CaseNumber,
    body: WithdrawIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """撤回申请: take the application back before it is decided; for the applicant's own program."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.withdraw(number, act, version=seen.n, reason=body.reason),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/deliver", **acting())
def deliver_case(
    request: Asking,
    number: CaseNumber,
    body: DeliverIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """送达: note that the result reached the applicant, and how that is proved."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.deliver(
            number, act, version=seen.n, mode=body.mode, happened=body.happened, proof=_proof(body)
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


def _proof(body: DeliverIn) -> dict[str, str]:
    given = body.model_dump(include={"recipient", "relation", "identity", "tracking"})
    return {name: words for name, words in given.items() if words}
