"""巡查: a round of the duty manager with what was found, and the answer to it."""

from datetime import date

from django.db import transaction

from tongban.domains.hall.actions.standing import locked_hall, managed, not_found, worked
from tongban.domains.hall.events import PatrolAnswered, PatrolRecorded, entry
from tongban.domains.hall.models import Patrol
from tongban.domains.hall.queries.records import patrol_by_id
from tongban.domains.hall.rules.telling import said
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.actions import append


def record(hall_id: int, act: Act, *, findings: str, due_on: date | None) -> Patrol:
    """巡查登记: note a round; what was found has a day by which it is put right, a round without findings has none."""
    words = said(findings, least=0)
    with transaction.atomic():
        hall = managed(locked_hall(hall_id), act)
        done = Patrol.objects.filter(by=act.by, key=act.key).first()
        if done is not None:
            return done
        if words and (due_on is None or due_on < day_of(act.at)):
            raise Refusal(
                "hall.patrol_day",
                "Say by which day the finding is to be put right, today or later.",
            )
        row = Patrol.objects.create(
            hall=hall,
            at=act.at,
            by=act.by,
            findings=words,
            due_on=due_on if words else None,
            key=act.key,
        )
        event = PatrolRecorded(hall.pk, row.due_on.isoformat() if row.due_on else None)
        append([entry(event, act, home=hall.home, stream=f"patrol/{row.pk}")])
    return row


def answer(patrol_id: int, act: Act, *, words: str) -> Patrol:
    """整改答复: say once how a finding was put right; anybody who works in the hall may."""
    kept = said(words)
    with transaction.atomic():
        found = patrol_by_id(patrol_id)
        if found is None:
            raise not_found()
        hall = worked(locked_hall(found.hall_id), act)
        row = Patrol.objects.select_for_update().get(pk=patrol_id)
        if row.due_on is None or row.answered_at is not None:
            raise Refusal(
                "hall.patrol_answered",
                "Nothing is open here any more. Load the page again to read the answer.",
            )
        row.answer, row.answered_by, row.answered_at = kept, act.by, act.at
        row.save(update_fields=["answer", "answered_by", "answered_at"])
        event = PatrolAnswered(late=day_of(act.at) > row.due_on)
        append([entry(event, act, home=hall.home, stream=f"patrol/{row.pk}")])
    return row
