"""审查与决定: opinions, decisions, approvals, and the clock."""

from typing import Any

from tongban.api.acting import Seen, Verb
from tongban.api.endpoints.acts import offered
from tongban.api.naming import person_named
from tongban.api.shapes.acts import (
    ApproveIn,
    CirculateIn,
    CompleteIn,
    DecideIn,
    FillIn,
    NoteReadingIn,
    PauseIn,
    ResumeIn,
    TransferIn,
)
from tongban.kernel import Act
from tongban.kernel.cases import actions
from tongban.kernel.cases.actions import Receipt


def _transferred(body: TransferIn, _seen: Seen) -> dict[str, Any]:
    return {"item": body.item, "to": person_named(body.to).actor_id, "reason": body.reason}


def _circulated(body: CirculateIn, _seen: Seen) -> dict[str, Any]:
    readers = [person_named(name).actor_id for name in body.readers]
    return {"readers": readers, "until": body.until, "words": body.words}


def _paused(body: PauseIn, _seen: Seen) -> dict[str, Any]:
    return {"ground": body.ground, "announced": body.until, "reasons": body.reasons}


def _completed(
    number: str, act: Act, *, version: int, item: int, fields: dict[str, Any], **said: str
) -> Receipt:
    """Complete a review, or fill in what came with it and complete it in one command."""
    if not fields:
        return actions.complete(number, act, version=version, item=item, **said)
    then = actions.Completing(said["outcome"], said["opinion"])
    return actions.fill(number, act, version=version, item=item, fields=fields, then=then)


def _decided(
    number: str, act: Act, *, version: int, item: int, fields: dict[str, Any], **said: str
) -> Receipt:
    """Decide, or fill in what came with it and decide in one command."""
    if not fields:
        return actions.decide(number, act, version=version, item=item, **said)
    then = actions.Completing(said["outcome"], said["reasons"])
    return actions.fill(number, act, version=version, item=item, fields=fields, then=then)


def _resumed(body: ResumeIn, _seen: Seen) -> dict[str, Any]:
    return {"pause_id": body.pause}


VERBS = (
    Verb(
        "complete",
        "办理: give one's opinion on a work item.",
        CompleteIn,
        _completed,
    ),
    Verb(
        "fill",
        "填写: fill in what the step may of the form, without completing it.",
        FillIn,
        actions.fill,
    ),
    Verb(
        "decide",
        "决定: grant or refuse; a refusal states its reasons.",
        DecideIn,
        _decided,
    ),
    Verb(
        "approve",
        "批准: agree to what somebody asked for, or not.",
        ApproveIn,
        actions.approve,
    ),
    Verb(
        "transfer",
        "转办: give one's work item to a colleague of the same organ.",
        TransferIn,
        actions.transfer,
        _transferred,
    ),
    Verb(
        "circulate",
        "传阅: ask others of the county to read the case.",
        CirculateIn,
        actions.circulate,
        _circulated,
    ),
    Verb(
        "note_reading",
        "已阅: say that one has read the case.",
        NoteReadingIn,
        actions.note_reading,
    ),
    Verb(
        "pause",
        "中止: stop the clock until a day, on a ground of the law.",
        PauseIn,
        actions.pause,
        _paused,
    ),
    Verb(
        "resume",
        "恢复: end a pause before its announced end.",
        ResumeIn,
        actions.resume,
        _resumed,
    ),
)
router = offered(*VERBS)
