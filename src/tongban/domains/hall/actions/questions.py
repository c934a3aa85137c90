"""首问负责: who is asked first keeps the question until it is answered or handed on."""

from django.db import transaction

from tongban.domains.hall.actions.standing import locked_hall, not_found, worked
from tongban.domains.hall.events import QuestionAnswered, QuestionAsked, QuestionHandedOn, entry
from tongban.domains.hall.models import FirstAsked
from tongban.domains.hall.queries.places import works_in
from tongban.domains.hall.queries.records import PURPOSE, question_by_id
from tongban.domains.hall.rules.telling import said
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.actions import append
from tongban.kernel.sealing import seal


def ask(hall_id: int, act: Act, *, words: str) -> FirstAsked:
    """首问登记: note what somebody of the hall was asked first; who was asked keeps it."""
    kept = said(words)
    with transaction.atomic():
        hall = worked(locked_hall(hall_id), act)
        row, new = FirstAsked.objects.get_or_create(
            first=act.by,
            key=act.key,
            defaults={
                "hall": hall,
                "asked_at": act.at,
                "holder": act.by,
                "question_sealed": seal(kept.encode(), purpose=PURPOSE),
            },
        )
        if new:
            event = QuestionAsked(hall.pk)
            append([entry(event, act, home=hall.home, stream=f"question/{row.pk}")])
    return row


def hand_on(question_id: int, to: str, act: Act) -> FirstAsked:
    """首问转交: give it to somebody else of the hall, who keeps it from now on."""
    with transaction.atomic():
        row = _kept(question_id, act)
        if to == act.by or not works_in(to, row.hall, on=day_of(act.at)):
            raise Refusal(
                "hall.hand_on", "Hand it on to somebody else who works in this hall today."
            )
        row.holder, row.handed = to, row.handed + 1
        row.save(update_fields=["holder", "handed"])
        event = QuestionHandedOn(to)
        append([entry(event, act, home=row.hall.home, stream=f"question/{row.pk}")])
    return row


def answer(question_id: int, act: Act, *, words: str) -> FirstAsked:
    """首问办结: answer it; only who keeps it can."""
    kept = said(words)
    with transaction.atomic():
        row = _kept(question_id, act)
        row.answer_sealed = seal(kept.encode(), purpose=PURPOSE)
        row.answered_at = act.at
        row.save(update_fields=["answer_sealed", "answered_at"])
        event = QuestionAnswered()
        append([entry(event, act, home=row.hall.home, stream=f"question/{row.pk}")])
    return row


def _kept(question_id: int, act: Act) -> FirstAsked:
    """Return an open question, locked, to who keeps it."""
    seen = question_by_id(question_id)
    if seen is None:
        raise not_found()
    locked_hall(seen.hall_id)
    row = FirstAsked.objects.select_related("hall").get(pk=question_id)
    if row.answered_at is not None or row.holder != act.by:
        raise Refusal(
            "hall.question_not_kept",
            "You do not keep this question any more, or it is answered. Load the page again to see who does.",
        )
    return row
