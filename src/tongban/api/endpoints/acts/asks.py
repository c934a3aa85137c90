"""报批与陈述: what a second person is asked to approve, and what those concerned say."""

from collections.abc import Callable
from typing import Any

from tongban.api.acting import Seen, Verb
from tongban.api.endpoints.acts import offered
from tongban.api.shapes.asks import (
    AskCorrectionIn,
    AskExtensionIn,
    AskTerminationIn,
    AskVoidIn,
    AskWaiverIn,
    HearIn,
    NoteMessageIn,
)
from tongban.api.shapes.kinds import Body
from tongban.kernel.cases import actions


def _wish(kind: str) -> Callable[[Body, Seen], dict[str, Any]]:
    """Return how a body becomes a wish of that kind."""
    return lambda body, _seen: {"wish": actions.Wish(kind, body.model_dump(mode="json"))}


router = offered(
    Verb(
        "ask_extension",
        "申请延期: ask the head of the organ for more working days, once.",
        AskExtensionIn,
        actions.ask,
        _wish("extension"),
    ),
    Verb(
        "ask_termination",
        "申请终止: ask the head of the organ to end the case without a decision.",
        AskTerminationIn,
        actions.ask,
        _wish("termination"),
    ),
    Verb(
        "ask_correction",
        "申请更正: ask the duty manager of the hall to agree that an entry is put right.",
        AskCorrectionIn,
        actions.ask,
        _wish("correction"),
    ),
    Verb(
        "ask_void",
        "申请作废: ask the duty manager of the hall to void a receipt that was entered wrongly.",
        AskVoidIn,
        actions.ask,
        _wish("void"),
    ),
    Verb(
        "ask_waiver",
        "放弃听证: ask the head of the organ to agree that a hearing was given up.",
        AskWaiverIn,
        actions.ask,
        _wish("waiver"),
    ),
    Verb(
        "hear",
        "陈述申辩: keep what the applicant or a third party says; the decision must weigh it.",
        HearIn,
        actions.hear,
    ),
    Verb(
        "note_message",
        "来件登记: note that a message came for which the flow of the case waits; the case goes on by it.",
        NoteMessageIn,
        actions.note_message,
    ),
)
