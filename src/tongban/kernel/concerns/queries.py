"""Reading concerns: who raised one by number and code, duty managers those of their county."""

import hmac
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from tongban.kernel.concerns import rules
from tongban.kernel.concerns.models import Concern
from tongban.kernel.identity.queries import Person, Post, posts_of
from tongban.kernel.identity.rules import Duty
from tongban.kernel.sealing import blind, unseal

__all__ = [
    "Concern",
    "Opened",
    "answering_post",
    "code_of",
    "concern_visible_to",
    "concerns_visible_to",
    "looked_up",
    "opened",
]

PURPOSE = "concern"


@dataclass(frozen=True, slots=True)
class Opened:
    """反映详情: a concern with its words opened and its contact masked."""

    concern: Concern
    words: str
    contact: str
    answer: str


def code_of(number: str) -> str:
    """Return the eight digits with which who raised it looks the answer up; only this place can work them out."""
    return f"{int(blind(number, purpose='concern-code')[:12], 16) % 10**8:08d}"


def looked_up(number: str, code: str) -> Concern | None:
    """Return the concern to somebody who holds its number and code; a wrong one of either looks the same."""
    pk = rules.read(number)
    found = Concern.objects.filter(pk=pk).first() if pk is not None else None
    known = found.number if found else ""
    fits = hmac.compare_digest(code_of(known).encode(), code.strip().encode())
    typed = "".join(number.split()).upper()
    return found if found and fits and typed == known else None


def answering_post(reader: Person, *, on: date) -> Post | None:
    """Return the post of a duty manager that the reader holds on that day."""
    held = posts_of(reader, on=on)
    return next((post for post in held if post.duty == Duty.DUTY_MANAGER), None)


def concerns_visible_to(reader: Person, *, on: date) -> QuerySet[Concern]:
    """Return the concerns of the counties in which the reader is duty manager: the open ones first, by their day."""
    held = posts_of(reader, on=on)
    homes = {post.home for post in held if post.duty == Duty.DUTY_MANAGER}
    found = Concern.objects.filter(home__in=homes)
    return found.order_by(F("answered_at").desc(nulls_first=True), "due_on", "pk")


def concern_visible_to(reader: Person, concern_id: int, *, on: date) -> Concern | None:
    """Return one of them; not found and not allowed look the same."""
    return concerns_visible_to(reader, on=on).filter(pk=concern_id).first()


def opened(concern: Concern) -> Opened:
    """Return the words of a concern that the reader was already found to see."""
    return Opened(
        concern,
        words=_text(concern.words_sealed),
        contact=rules.masked(_text(concern.contact_sealed)),
        answer=_text(concern.answer_sealed),
    )


def _text(sealed: bytes | memoryview | None) -> str:
    return unseal(bytes(sealed), purpose=PURPOSE).decode() if sealed else ""
