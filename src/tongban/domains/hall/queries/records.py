"""Reading patrols and first-asked questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from tongban.domains.hall.models import FirstAsked, Hall, Patrol
from tongban.domains.hall.queries.places import managed_halls
from tongban.kernel.identity.queries import Person
from tongban.kernel.sealing import unseal

PURPOSE = "hall-question"


@dataclass(frozen=True, slots=True)
class Question:
    """首问: a question with its words opened, for who keeps it, was asked first, or manages the hall."""

    row: FirstAsked
    words: str
    answer: str


def patrols_of(hall: Hall) -> QuerySet[Patrol]:
    """Return the patrols of a hall: open findings by their day, then the last ones."""
    open_first = Q(due_on__isnull=False, answered_at__isnull=True)
    rows = Patrol.objects.filter(hall=hall)
    return rows.alias(open=open_first).order_by("-open", "due_on", "-at")


def patrol_by_id(patrol_id: int) -> Patrol | None:
    """Return a patrol with its hall."""
    return Patrol.objects.filter(pk=patrol_id).select_related("hall").first()


def questions_visible_to(reader: Person, hall: Hall, *, on: date) -> QuerySet[FirstAsked]:
    """Return the questions that the reader keeps or was asked first, for a duty manager all of the hall: open ones first."""
    rows = FirstAsked.objects.filter(hall=hall)
    if hall not in managed_halls(reader, on=on):
        me = reader.actor_id
        rows = rows.filter(Q(holder=me) | Q(first=me))
    return rows.order_by(F("answered_at").desc(nulls_first=True), "asked_at")


def question_by_id(question_id: int) -> FirstAsked | None:
    """Return a question with its hall; its words stay sealed."""
    return FirstAsked.objects.filter(pk=question_id).select_related("hall").first()


def opened(rows: Sequence[FirstAsked]) -> list[Question]:
    """Return questions that the reader was already found to see, with their words."""
    return [Question(one, _text(one.question_sealed), _text(one.answer_sealed)) for one in rows]


def _text(sealed: bytes | memoryview | None) -> str:
    return unseal(bytes(sealed), purpose=PURPOSE).decode() if sealed else ""
