"""Securing accounts: locks, passwords given for one entry, authenticators taken off, wrong tries forgotten."""

import secrets
import string

from axes.models import AccessAttempt
from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.accounts import RecoveryCode, SecondFactor
from tongban.kernel.identity.actions.hands import may_secure
from tongban.kernel.identity.actions.passwords import remember
from tongban.kernel.identity.actions.people import locked_person
from tongban.kernel.identity.actions.visits import end_visits
from tongban.kernel.identity.events import (
    FactorRemoved,
    PasswordReset,
    PersonLocked,
    PersonUnlocked,
    TriesForgotten,
    entry,
)
from tongban.kernel.identity.labels import LockReason
from tongban.kernel.identity.models import Person
from tongban.kernel.identity.queries.accounts import failures_of, has_factor
from tongban.kernel.ledger.actions import append

# Without what is misread when it is handed over on paper.
LETTERS = "".join(set(string.ascii_letters + string.digits) - set("0O1lIo"))
LENGTH = 14


@transaction.atomic
def lock(person_id: int, act: Act, *, why: LockReason | str) -> Person:
    """账号锁定: keep somebody out from now on; visits under way end at once."""
    person = locked_person(person_id)
    may_secure(act, person)
    if not person.is_active:
        raise Refusal(
            "identity.not_active",
            "This account is locked or has ended already. Look at its page again.",
        )
    person.is_active, person.locked_at = False, act.at
    person.save(update_fields=["is_active", "locked_at"])
    append([entry(PersonLocked(person.pk, LockReason(why).value), act, stream=person.actor_id)])
    end_visits(person, act, why="locked")
    return person


@transaction.atomic
def unlock(person_id: int, act: Act) -> Person:
    """账号解锁: let somebody in again who was locked out."""
    person = locked_person(person_id)
    may_secure(act, person)
    if person.locked_at is None or person.ended_on is not None:
        raise Refusal(
            "identity.not_locked",
            "This account is not locked, or has ended for good. Look at its page again.",
        )
    person.is_active, person.locked_at = True, None
    person.save(update_fields=["is_active", "locked_at"])
    append([entry(PersonUnlocked(person.pk), act, stream=person.actor_id)])
    return person


@transaction.atomic
def reset_password(person_id: int, act: Act) -> str:
    """重置口令: return a new password for one entry; it must be changed before anything else is done."""
    person = locked_person(person_id)
    may_secure(act, person)
    given = _spelled()
    remember(person, act)
    person.set_password(given)
    person.password_at, person.must_change = act.at, True
    person.save(update_fields=["password", "password_at", "must_change"])
    append([entry(PasswordReset(person.pk), act, stream=person.actor_id)])
    end_visits(person, act, why="reset")
    return given


@transaction.atomic
def reset_factor(person_id: int, act: Act) -> Person:
    """重置动态口令: take a lost authenticator and its recovery codes off the account; visits end at once."""
    person = locked_person(person_id)
    may_secure(act, person)
    if not has_factor(person):
        raise Refusal(
            "identity.no_factor",
            "No authenticator is tied to this account. There is nothing to reset.",
        )
    SecondFactor.objects.filter(person=person).delete()
    RecoveryCode.objects.filter(person=person).delete()
    append([entry(FactorRemoved(person.pk, reset=True), act, stream=person.actor_id)])
    end_visits(person, act, why="reset")
    return person


@transaction.atomic
def forget_tries(person_id: int, act: Act) -> int:
    """解除登录锁定: let wrong passwords typed for the account count no more; return how many there were."""
    person = locked_person(person_id)
    may_secure(act, person)
    count = failures_of(person.username)
    if not count:
        raise Refusal(
            "identity.no_tries",
            "No wrong passwords count against this account. There is nothing to forget.",
        )
    AccessAttempt.objects.filter(username=person.username).delete()
    append([entry(TriesForgotten(person.pk, count), act, stream=person.actor_id)])
    return count


def _spelled() -> str:
    """Return a password of all three kinds of signs, drawn anew until it has them."""
    while True:
        word = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        kinds = (str.islower, str.isupper, str.isdigit)
        if all(any(map(kind, word)) for kind in kinds):
            return word
