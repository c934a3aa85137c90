"""口令: choosing one's own password, never one of the last few."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, is_password_usable
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.accounts import PastPassword
from tongban.kernel.identity.actions.people import locked_person
from tongban.kernel.identity.actions.visits import end_visits
from tongban.kernel.identity.events import PasswordChanged, entry
from tongban.kernel.identity.models import Person
from tongban.kernel.ledger.actions import append

REMEMBERED = 5


@transaction.atomic
def change_password(person_id: int, act: Act, *, old: str, new: str, session: str = "") -> Person:
    """修改口令: let somebody choose another password; the visits of other browsers end."""
    person = locked_person(person_id)
    if not person.check_password(old):
        raise Refusal(
            "identity.wrong_password", "The present password is wrong. Type it once more."
        )
    _good(person, new)
    remember(person, act)
    person.set_password(new)
    person.password_at, person.must_change = act.at, False
    person.save(update_fields=["password", "password_at", "must_change"])
    append([entry(PasswordChanged(person.pk), act, stream=person.actor_id)])
    end_visits(person, act, why="own", but=session)
    return person


def remember(person: Person, act: Act) -> None:
    """Keep the hash of the password that is about to be replaced, and no more of them than are compared."""
    if not is_password_usable(person.password):
        return
    PastPassword.objects.create(person=person, hash=person.password, at=act.at)
    kept = PastPassword.objects.filter(person=person).order_by("-at", "-pk")
    old = kept.values_list("pk", flat=True)[REMEMBERED:]
    PastPassword.objects.filter(pk__in=list(old)).delete()


def expired(person: Person, at: datetime, *, days: int) -> bool:
    """Tell whether the password is older than it may get."""
    return person.password_at is not None and person.password_at + timedelta(days=days) <= at


def _good(person: Person, new: str) -> None:
    try:
        validate_password(new, person)
    except ValidationError as error:
        why = " ".join(str(each) for each in error.messages)
        raise Refusal("identity.weak_password", "{why}", why=why) from None
    hashes = [person.password]
    past = PastPassword.objects.filter(person=person).order_by("-at", "-pk")[: REMEMBERED - 1]
    hashes += [each.hash for each in past]
    if any(check_password(new, each) for each in hashes if is_password_usable(each)):
        raise Refusal(
            "identity.password_of_late",
            "This is one of your last {count} passwords. Choose one that you have not had.",
            count=REMEMBERED,
        )
