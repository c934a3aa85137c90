"""收件与受理: the answers of the window to an application."""

from typing import Any

from tongban.api.acting import Seen, Verb
from tongban.api.endpoints.acts import offered
from tongban.api.shapes.acts import (
    AcceptIn,
    CheckMaterialIn,
    DeclineIn,
    MendIn,
    ReceiveIn,
    RemarkIn,
    RequestSupplementIn,
)
from tongban.kernel.cases import actions


def _declined(body: DeclineIn, _seen: Seen) -> dict[str, Any]:
    return {"item": body.item, "answer": actions.Answer(body.outcome, body.reasons, body.organ)}


def _missing(body: RequestSupplementIn, _seen: Seen) -> dict[str, Any]:
    points = [actions.Point(one.key, one.what, one.how) for one in body.points]
    return {"item": body.item, "points": points, "reason": body.reason}


def _checked(body: CheckMaterialIn, _seen: Seen) -> dict[str, Any]:
    return {"item": body.item, "verdicts": {body.material: body.verdict}}


router = offered(
    Verb(
        "accept",
        "受理: take the application on and start its limits.",
        AcceptIn,
        actions.accept,
    ),
    Verb(
        "decline",
        "不予受理: say that no permission is needed, that another organ is competent, or that nothing was supplied.",
        DeclineIn,
        actions.decline,
        _declined,
    ),
    Verb(
        "request_supplement",
        "补正告知: say at once everything that is missing.",
        RequestSupplementIn,
        actions.request_supplement,
        _missing,
    ),
    Verb(
        "receive",
        "收到代办件: note on which day the organ received what an agent took in.",
        ReceiveIn,
        actions.receive,
    ),
    Verb(
        "mend",
        "当场更正: put small errors right together with the applicant.",
        MendIn,
        actions.mend,
    ),
    Verb(
        "pre_review",
        "预审: tell the applicant beforehand what the window sees.",
        RemarkIn,
        actions.pre_review,
    ),
    Verb(
        "check_material",
        "核验原件: note how one material compares with its original.",
        CheckMaterialIn,
        actions.check_materials,
        _checked,
    ),
)
