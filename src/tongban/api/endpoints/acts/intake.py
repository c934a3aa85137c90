"""收件与受理: the answers of the window to an application."""

from django.http import HttpResponse
from ninja import Router

from tongban.api.acting import acted
from tongban.api.endpoints.acts import Match, acting, answer
from tongban.api.keys import Asking
from tongban.api.shapes.acts import (
    AcceptIn,
    ActedOut,
    CheckMaterialIn,
    DeclineIn,
    MendIn,
    ReceiveIn,
    RemarkIn,
    RequestSupplementIn,
)
from tongban.api.shapes.kinds import CaseNumber, RepeatHeader
from tongban.kernel.cases import actions

router = Router()


@router.post("/{number}/acts/accept", **acting())
def accept_case(
    request: Asking,
    number: CaseNumber,
    body: AcceptIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """受理: take the application on and start its limits."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.accept(
            number,
            act,
            version=seen.round_version(body.item),
            item=body.item,
            happened=body.happened,
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/decline", **acting())
def decline_case(
    request: Asking,
    number: CaseNumber,
    body: DeclineIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """不予受理: say that no permission is needed, that another organ is competent, or that nothing was supplied."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.decline(
            number,
            act,
            version=seen.round_version(body.item),
            item=body.item,
            answer=actions.Answer(body.outcome, body.reasons, body.organ),
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/request_supplement", **acting())
def request_supplement_case(
    request: Asking,
    number: CaseNumber,
    body: RequestSupplementIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """补正告知: say at once everything that is missing."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.request_supplement(
            number,
            act,
            version=seen.round_version(body.item),
            item=body.item,
            points=_points(body),
            reason=body.reason,
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/receive", **acting())
def receive_case(
    request: Asking,
    number: CaseNumber,
    body: ReceiveIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """收到代办件: note on which day the organ received what an agent took in."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.receive(
            number,
            act,
            version=seen.round_version(body.item),
            item=body.item,
            happened=body.happened,
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/mend", **acting())
def mend_case(
    request: Asking,
    number: CaseNumber,
    body: MendIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """当场更正: put small errors right together with the applicant."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.mend(
            number, act, version=seen.round_version(body.item), item=body.item, entries=body.entries
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/pre_review", **acting())
def pre_review_case(
    request: Asking,
    number: CaseNumber,
    body: RemarkIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """预审: tell the applicant beforehand what the window sees."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.pre_review(
            number, act, version=seen.round_version(body.item), item=body.item, words=body.words
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/check_material", **acting())
def check_material_case(
    request: Asking,
    number: CaseNumber,
    body: CheckMaterialIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """核验原件: note how one material compares with its original."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.check_material(
            number,
            act,
            version=seen.round_version(body.item),
            item=body.item,
            material=body.material,
            verdict=body.verdict,
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


def _points(body: RequestSupplementIn) -> list[actions.Point]:
    return [actions.Point(one.key, one.what, one.how) for one in body.points]
