"""批量办理: one verb on several work items, each a command of its own with a key, a match and an answer of its own."""

from typing import Any

from ninja import Router

from tongban.api.acting import Verb, acted
from tongban.api.endpoints.acts import TAG, done_out
from tongban.api.endpoints.acts.handling import VERBS
from tongban.api.endpoints.acts.working import VERBS as WORKING
from tongban.api.keys import Asking
from tongban.api.moments import now
from tongban.api.operations import READS_BODY, operation
from tongban.api.problems import as_problem
from tongban.api.queries import Client
from tongban.api.rules import Scope
from tongban.api.shapes.batch import BatchIn, BatchItemIn, BatchOut, BatchRowOut
from tongban.api.shapes.kinds import RepeatHeader
from tongban.kernel import Refusal
from tongban.kernel.cases.batching import Pick, Row, key_of, laid_out

router = Router()
KNOWN = {verb.name: verb for verb in (*VERBS, *WORKING)}


@router.post(
    "/acts/batch", **operation(Scope.CASES_ACT, {200: BatchOut}, 409, *READS_BODY, tag=TAG)
)
def batch_cases(request: Asking, body: BatchIn, key: RepeatHeader) -> BatchOut:
    """批量办理: complete, claim, hand on or circulate several work items; the refusal of one stops no other.

    Only reviews of one matter and step are completed together. What decides a case, answers somebody or must fill something
    in is refused row by row. Sent again with the same key, each row is answered as the first time.
    """
    picks = [Pick(one.number, one.item) for one in body.items]
    laid = laid_out(request.auth.person, picks, body.verb, at=now())
    rows = [
        _row(request.auth, body, one, row, key) for one, row in zip(body.items, laid, strict=True)
    ]
    done = sum(one.done is not None for one in rows)
    return BatchOut(done=done, refused=len(rows) - done, rows=rows)


def _row(client: Client, body: BatchIn, one: BatchItemIn, row: Row, key: str) -> BatchRowOut:
    try:
        if row.why is not None:
            raise row.why
        verb = _verb(body, row)
        shape = verb.shape(**_given(verb, body, one))
        own = key_of(key, row.pick)
        receipt = acted(verb, shape, client, one.number, match=one.etag, key=own)
    except Refusal as refusal:
        return BatchRowOut(number=one.number, item=one.item, problem=as_problem(refusal))
    return BatchRowOut(number=one.number, item=one.item, done=done_out(receipt))


def _verb(body: BatchIn, row: Row) -> Verb:
    """Return the verb of a row: to complete a step that decides is to decide, where its flow lets that be done in bulk."""
    decides = body.verb == "complete" and row.act == "decide"
    return KNOWN["decide" if decides else body.verb]


def _given(verb: Verb, body: BatchIn, one: BatchItemIn) -> dict[str, Any]:
    """Return the body of the verb for one row."""
    given: dict[str, Any] = {
        "item": one.item,
        "behalf": one.behalf,
        "outcome": body.outcome,
        "opinion": body.words,
        "reasons": body.words,
        "reason": body.words,
        "words": body.words,
        "to": body.to[0] if body.to else "",
        "readers": body.to,
    }
    return {name: value for name, value in given.items() if name in verb.shape.model_fields}
