"""动态口令: the codes of RFC 6238, each once, and recovery codes, each once."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from django_otp.oath import TOTP, hotp

from builders.identity import a_clerk, a_person, an_act
from tongban.kernel import Act, Refusal
from tongban.kernel.identity.accounts import RecoveryCode, SecondFactor
from tongban.kernel.identity.actions.factors import (
    begin_factor,
    confirm_factor,
    drop_factor,
    step_of,
    try_code,
)
from tongban.kernel.identity.queries.accounts import codes_left, has_factor
from tongban.kernel.ledger.models import Event

SECRET = b"12345678901234567890"
# RFC 6238, appendix B, SHA-1: the last six of the eight digits.
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
NOON = datetime(2026, 2, 14, 4, tzinfo=UTC)


def act_at(at: datetime) -> Act:
    return Act("system", "", at, f"k-{at.isoformat()}")


def code_at(secret: str, at: datetime) -> str:
    """What an authenticator shows."""
    clock = TOTP(base64.b32decode(secret))
    clock.time = at.timestamp()
    return f"{clock.token():06d}"


@pytest.fixture
def tied(db):
    """Somebody whose authenticator was tied at noon, its secret, and the recovery codes."""
    person = a_clerk()[0]
    secret = begin_factor(person.pk, act_at(NOON))
    codes = confirm_factor(person.pk, act_at(NOON), code=code_at(secret, NOON))
    return person, secret, codes


@pytest.mark.parametrize(("seconds", "eight"), VECTORS)
def test_codes_are_those_of_the_rfc(seconds, eight):
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert hotp(SECRET, seconds // 30, digits=8) == int(eight)
    assert step_of(SECRET, eight[-6:], at, after=-1) == seconds // 30


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_that_is_half_a_minute_off_still_gets_in(steps):
    shown = f"{hotp(SECRET, 1000 + steps):06d}"
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=30_000)
    assert step_of(SECRET, shown, at, after=0) == 1000 + steps


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_clock_that_is_a_minute_off_does_not(steps):
    shown = f"{hotp(SECRET, 1000 + steps):06d}"
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=30_000)
    assert step_of(SECRET, shown, at, after=0) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345"])
def test_what_is_no_code_gets_nobody_in(typed):
    assert step_of(SECRET, typed, NOON, after=0) is None


def test_a_code_works_once(tied):
    person, secret, _codes = tied
    later = NOON + timedelta(seconds=60)
    code = code_at(secret, later)
    assert try_code(person.pk, act_at(later), code=code) == "totp"
    assert try_code(person.pk, act_at(later), code=code) == "wrong"


def test_the_code_that_tied_the_authenticator_gets_nobody_in_again(tied):
    person, secret, _codes = tied
    assert try_code(person.pk, act_at(NOON), code=code_at(secret, NOON)) == "wrong"


def test_a_recovery_code_works_once_however_it_is_typed(tied):
    person, _secret, codes = tied
    assert len(set(codes)) == 10
    assert try_code(person.pk, act_at(NOON), code=codes[0].lower().replace("-", " ")) == "recovery"
    assert try_code(person.pk, act_at(NOON), code=codes[0]) == "wrong"
    assert codes_left(person) == 9


def test_neither_secret_nor_recovery_codes_are_readable_at_rest(tied):
    person, secret, codes = tied
    row = SecondFactor.objects.get(person=person)
    assert base64.b32decode(secret) not in bytes(row.sealed)
    kept = set(RecoveryCode.objects.filter(person=person).values_list("digest", flat=True))
    assert not kept & {each for code in codes for each in (code, code.replace("-", ""))}


def test_every_try_is_logged_without_the_code(tied):
    person, secret, codes = tied
    later = NOON + timedelta(seconds=60)
    for code in (code_at(secret, later), codes[0], "000000"):
        try_code(person.pk, act_at(later), code=code)
    rows = Event.objects.filter(stream=person.actor_id, type="person.code_tried").order_by("n")
    assert [row.data["outcome"] for row in rows] == ["totp", "recovery", "wrong"]
    assert all(set(row.data) == {"person", "outcome"} for row in rows)


def test_an_authenticator_is_in_force_only_once_a_code_of_it_was_typed(db):
    person = a_person()
    secret = begin_factor(person.pk, act_at(NOON))
    assert not has_factor(person)
    assert try_code(person.pk, act_at(NOON), code=code_at(secret, NOON)) == "wrong"
    with pytest.raises(Refusal) as refused:
        confirm_factor(person.pk, act_at(NOON), code="000000")
    assert refused.value.code == "identity.wrong_code"
    confirm_factor(person.pk, act_at(NOON), code=code_at(secret, NOON))
    assert has_factor(person)


def test_a_second_authenticator_is_refused_until_the_first_is_untied_by_its_code(tied):
    person, secret, _codes = tied
    with pytest.raises(Refusal) as refused:
        begin_factor(person.pk, an_act())
    assert refused.value.code == "identity.factor_exists"
    later = NOON + timedelta(seconds=60)
    assert not drop_factor(person.pk, act_at(later), code="000000")
    assert has_factor(person)
    assert drop_factor(person.pk, act_at(later), code=code_at(secret, later))
    assert begin_factor(person.pk, an_act()) != secret
