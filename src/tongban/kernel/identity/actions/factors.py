"""动态口令: tying an authenticator to an account (RFC 6238), and the codes that are typed at the entry."""

import base64
import secrets
from datetime import datetime

from django.db import transaction
from django_otp.oath import TOTP

from tongban.kernel import Act, Refusal
from tongban.kernel.identity.accounts import RecoveryCode, SecondFactor
from tongban.kernel.identity.actions.people import locked_person
from tongban.kernel.identity.events import CodeTried, FactorConfirmed, FactorRemoved, entry
from tongban.kernel.identity.models import Person
from tongban.kernel.ledger.actions import append
from tongban.kernel.sealing import blind, seal, unseal

PURPOSE = "identity/second factor"
RECOVERY = "identity/recovery code"
SECRET_BYTES = 20
STEP_SECONDS, DIGITS = 30, 6
DRIFT = 1
CODES = 10
# Base 32 without what is misread: 50 bits in ten letters.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def step_of(secret: bytes, code: str, at: datetime, *, after: int) -> int | None:
    """Return the time step that the code belongs to, one to either side of now and later than `after`; or `None`."""
    if not (code.isascii() and code.isdecimal() and len(code) == DIGITS):
        return None
    clock = TOTP(secret, step=STEP_SECONDS, digits=DIGITS)
    clock.time = int(at.timestamp())
    return clock.t() if clock.verify(int(code), tolerance=DRIFT, min_t=after + 1) else None


@transaction.atomic
def begin_factor(person_id: int, act: Act) -> str:
    """Return the secret in base 32 to be put into an authenticator; in force only once a code of it was typed."""
    person = locked_person(person_id)
    row = SecondFactor.objects.filter(person=person).first()
    if row is not None and row.confirmed_at is not None:
        raise Refusal(
            "identity.factor_exists",
            "An authenticator is tied to this account already. Remove it before you tie another.",
        )
    if row is None:
        secret = secrets.token_bytes(SECRET_BYTES)
        SecondFactor.objects.create(person=person, sealed=seal(secret, purpose=PURPOSE))
    else:
        secret = unseal(bytes(row.sealed), purpose=PURPOSE)
    return base64.b32encode(secret).decode()


@transaction.atomic
def confirm_factor(person_id: int, act: Act, *, code: str) -> list[str]:
    """启用动态口令: tie the authenticator that shows this code; return the recovery codes, shown this once."""
    person = locked_person(person_id)
    row = SecondFactor.objects.filter(person=person, confirmed_at__isnull=True).first()
    step = None if row is None else _step(row, code, act)
    if row is None or step is None:
        raise Refusal(
            "identity.wrong_code",
            "The code is wrong or over. Wait for the next one and type it.",
        )
    row.confirmed_at, row.step = act.at, step
    row.save(update_fields=["confirmed_at", "step"])
    codes = _recovery_codes(person)
    append([entry(FactorConfirmed(person.pk, len(codes)), act, stream=person.actor_id)])
    return codes


@transaction.atomic
def try_code(person_id: int, act: Act, *, code: str) -> str:
    """Compare what was typed with the authenticator, then with the recovery codes: `totp`, `recovery` or `wrong`."""
    person = locked_person(person_id)
    typed = code.replace(" ", "").replace("-", "").upper()
    outcome = _outcome(person, typed, act)
    append([entry(CodeTried(person.pk, outcome), act, stream=person.actor_id)])
    return outcome


@transaction.atomic
def drop_factor(person_id: int, act: Act, *, code: str) -> bool:
    """停用动态口令: let somebody untie the own authenticator, by one of its codes; say whether it was right."""
    if try_code(person_id, act, code=code) == "wrong":
        return False
    person = locked_person(person_id)
    SecondFactor.objects.filter(person=person).delete()
    RecoveryCode.objects.filter(person=person).delete()
    append([entry(FactorRemoved(person.pk, reset=False), act, stream=person.actor_id)])
    return True


def _outcome(person: Person, typed: str, act: Act) -> str:
    row = SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).first()
    if row is None:
        return "wrong"
    step = _step(row, typed, act)
    if step is not None:
        row.step = step
        row.save(update_fields=["step"])
        return "totp"
    digest = blind(typed, purpose=RECOVERY)
    left = RecoveryCode.objects.filter(person=person, digest=digest, used_at__isnull=True)
    return "recovery" if left.update(used_at=act.at) else "wrong"


def _step(row: SecondFactor, code: str, act: Act) -> int | None:
    return step_of(unseal(bytes(row.sealed), purpose=PURPOSE), code, act.at, after=row.step)


def _recovery_codes(person: Person) -> list[str]:
    """Make the recovery codes anew, kept as keyed digests."""
    RecoveryCode.objects.filter(person=person).delete()
    codes = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=blind(code, purpose=RECOVERY)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]
