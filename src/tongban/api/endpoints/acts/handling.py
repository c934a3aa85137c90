"""审查与决定: opinions, decisions, approvals, and the clock."""

from django.http import HttpResponse
from ninja import Router

from tongban.api.acting import acted
from tongban.api.endpoints.acts import Match, acting, answer
from tongban.api.keys import Asking
from tongban.api.shapes.acts import ActedOut, ApproveIn, CompleteIn, DecideIn, PauseIn, ResumeIn
from tongban.api.shapes.kinds import CaseNumber, RepeatHeader
from tongban.kernel.cases import actions

router = Router()


@router.post("/{number}/acts/complete", **acting())
def complete_case(
    request: Asking,
    number: CaseNumber,
    body: CompleteIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """办理: give one's opinion on a work item."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.complete(
            number,
            act,
            version=seen.round_version(body.item),
            item=body.item,
            outcome=body.outcome,
            opinion=body.opinion,
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/decide", **acting())
def decide_case(
    request: Asking,
    number: CaseNumber,
    body: DecideIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """决定: grant or refuse; a refusal states its reasons."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.decide(
            number,
            act,
            version=seen.round_version(body.item),
            item=body.item,
            outcome=body.outcome,
            reasons=body.reasons,
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/approve", **acting())
def approve_case(
    request: Asking,
    number: CaseNumber,
    body: ApproveIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """批准: agree to what somebody asked for, or not."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.approve(
            number,
            act,
            version=seen.round_version(body.item),
            item=body.item,
            outcome=body.outcome,
            words=body.words,
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/pause", **acting())
def pause_case(
    request: Asking,
    number: CaseNumber,
    body: PauseIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """中止: stop the clock until a day, on a ground of the law."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.pause(
            number,
            act,
            version=seen.n,
            ground=body.ground,
            announced=body.until,
            reasons=body.reasons,
        ),
        match=match,
        key=key,
    )
    return answer(receipt, response)


@router.post("/{number}/acts/resume", **acting())
def resume_case(
    request: Asking,
    number: CaseNumber,
    body: ResumeIn,
    response: HttpResponse,
    key: RepeatHeader,
    match: Match = None,
) -> ActedOut:
    """恢复: end a pause before its announced end."""
    receipt = acted(
        request.auth,
        number,
        lambda act, seen: actions.resume(number, act, version=seen.n, pause_id=body.pause),
        match=match,
        key=key,
    )
    return answer(receipt, response)
