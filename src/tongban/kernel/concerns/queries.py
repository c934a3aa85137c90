"""Reading concerns: who raised one by number and code or by login, duty managers those of their county."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from tongban.kernel.clock import day_of
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
    "fits",
    "homes_with_contacts",
    "kept_contacts",
    "looked_up",
    "opened",
    "own_concern",
    "own_concerns",
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
    typed = "".join(number.split()).upper()
    return found if fits(known, code) and found and typed == known else None


def fits(number: str, code: str) -> bool:
    """Tell whether the code is that of the number, in the same time whatever was typed."""
    return hmac.compare_digest(code_of(number).encode(), code.strip().encode())


def own_concerns(person: Person) -> QuerySet[Concern]:
    """Return what the person raised while signed in, the last first."""
    return Concern.objects.filter(by=person.actor_id).order_by("-at", "-pk")


def own_concern(person: Person, number: str) -> Concern | None:
    """Return one of them by its number; somebody else's does not exist."""
    pk = rules.read(number)
    found = own_concerns(person).filter(pk=pk).first() if pk is not None else None
    return found if found is not None and found.number == number else None


def homes_with_contacts() -> list[int]:
    """Return the counties that keep a contact of somebody."""
    rows = _with_contact().order_by("home").values_list("home", flat=True)
    return list(rows.distinct())


def kept_contacts(home: int, before: datetime, *, most: int) -> list[int]:
    """Return the concerns of a county, the oldest first, that were answered before an instant and still have a contact.

    One that was never answered counts from the day on which it should have been.
    """
    never = Q(answered_at__isnull=True, due_on__lt=day_of(before))
    rows = _with_contact().filter(Q(answered_at__lt=before) | never, home=home)
    return list(rows.order_by("due_on", "pk").values_list("pk", flat=True)[:most])


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


def _with_contact() -> QuerySet[Concern]:
    return Concern.objects.filter(contact_sealed__isnull=False)


def _text(sealed: bytes | memoryview | None) -> str:
    return unseal(bytes(sealed), purpose=PURPOSE).decode() if sealed else ""
