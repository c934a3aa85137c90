"""Counts the searches that found nothing, settles them, and clears the old ones."""

from datetime import date

from django.db import transaction
from django.db.models import F

from tongban.kernel import Act, Refusal
from tongban.kernel.catalogue.actions.keeping import may_keep
from tongban.kernel.catalogue.events import MissesSettled, entry
from tongban.kernel.catalogue.misses import kept
from tongban.kernel.catalogue.models import MissedSearch
from tongban.kernel.identity.plans import day_of
from tongban.kernel.identity.queries import Organ
from tongban.kernel.ledger.actions import append

_LONGEST_NOTE = 200


def count_miss(text: str, act: Act, *, home: int, partial: bool) -> None:
    """Count a question without an answer. A count is no fact about anybody, so the log does not hold it."""
    question = kept(text)
    if not question:
        return
    key = {"home": home, "day": day_of(act), "question": question}
    with transaction.atomic():
        MissedSearch.objects.bulk_create(
            [MissedSearch(**key, partial=partial)], ignore_conflicts=True
        )
        MissedSearch.objects.filter(**key).update(count=F("count") + 1, partial=partial)


def settle_misses(question: str, act: Act, *, organ: Organ, note: str) -> int:
    """Mark what was asked in the organ's county up to now as dealt with, and say how; return on how many days it was.

    The note stays out of the log: it is free text.
    """
    may_keep(act, organ)
    said = note.strip()
    if not 0 < len(said) <= _LONGEST_NOTE:
        raise Refusal(
            "catalogue.miss_without_note",
            "Say what was done in 1 to {most} characters, such as the word that was added.",
            most=_LONGEST_NOTE,
        )
    with transaction.atomic():
        open_ones = MissedSearch.objects.select_for_update().filter(
            home=organ.home, question=question, settled_at__isnull=True
        )
        found = tuple(open_ones.order_by("pk").values_list("pk", flat=True))
        if not found:
            raise Refusal(
                "catalogue.no_miss",
                "Nobody asks for that in vain, or it was dealt with already. Load the list again.",
            )
        MissedSearch.objects.filter(pk__in=found).update(
            settled_at=act.at, settled_by=act.by, note=said
        )
        event = MissesSettled(found)
        append([entry(event, act, stream=f"catalogue/{organ.home}", home=organ.home)])
    return len(found)


def clear_misses(before: date) -> int:
    """Delete what was asked before that day; return how many rows."""
    return MissedSearch.objects.filter(day__lt=before).delete()[0]
