"""特别程序: begun, arranged and concluded; a hearing is offered and asked for before."""

from typing import Any

from tongban.api.acting import Seen, Verb
from tongban.api.endpoints.acts import offered
from tongban.api.naming import colleague_named
from tongban.api.shapes.specials import (
    ArrangeSpecialIn,
    AskHearingIn,
    ConcludeSpecialIn,
    OfferHearingIn,
    OpenSpecialIn,
)
from tongban.kernel.cases import actions


def _opened(body: OpenSpecialIn, _seen: Seen) -> dict[str, Any]:
    return {"kind": body.kind, "announced": body.until, "reasons": body.reasons}


def _arranged(body: ArrangeSpecialIn, seen: Seen) -> dict[str, Any]:
    chair = colleague_named(body.chair, seen) if body.chair else None
    plan = {
        "place": body.place,
        "chair": chair.actor_id if chair else "",
        "chair_name": chair.name if chair else "",
        "people": body.people,
    }
    return {"special": body.special, "on": body.at, "plan": plan}


def _concluded(body: ConcludeSpecialIn, _seen: Seen) -> dict[str, Any]:
    return {"special": body.special, "record": body.model_dump(mode="json", exclude={"special"})}


router = offered(
    Verb(
        "open_special",
        "启动特别程序: begin one that the matter names; all but a visit on site stop the clock until the announced day.",
        OpenSpecialIn,
        actions.open_special,
        _opened,
    ),
    Verb(
        "offer_hearing",
        "听证告知: tell the applicant and those concerned that they may ask for a hearing.",
        OfferHearingIn,
        actions.offer_hearing,
    ),
    Verb(
        "ask_hearing",
        "要求听证: ask for the hearing that was offered, as the applicant's own program or for a third party.",
        AskHearingIn,
        actions.ask_hearing,
    ),
    Verb(
        "arrange_special",
        "通知时间地点: say when and where it takes place, and who presides or goes there.",
        ArrangeSpecialIn,
        actions.arrange_special,
        _arranged,
    ),
    Verb(
        "conclude_special",
        "特别程序结束: keep what came out; the clock runs on.",
        ConcludeSpecialIn,
        actions.conclude_special,
        _concluded,
    ),
)
