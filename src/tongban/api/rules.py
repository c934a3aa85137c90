"""What a key is, what scopes there are, and what happens to a case that programs are told of: pure."""

import hashlib
import secrets
from datetime import timedelta
from enum import StrEnum

from tongban.kernel import Refusal

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
LONGEST_OVERLAP = 720
"""Hours for which a key may stay valid beside its successor: a month of thirty days."""
EVERY_SCOPE = "matters.read, cases.read, cases.submit, cases.act, parties.read, parties.write, papers.read, mirrors.write, allowances.read, bookings.read, registers.read, registers.write, trades.read, trades.act, webhooks"


class Scope(StrEnum):
    """接口权限: which part of the API a client may use; what it may see and do there, its posts and mandates say."""

    MATTERS_READ = "matters.read"
    CASES_READ = "cases.read"
    CASES_SUBMIT = "cases.submit"
    CASES_ACT = "cases.act"
    PARTIES_READ = "parties.read"
    PARTIES_WRITE = "parties.write"
    PAPERS_READ = "papers.read"
    MIRRORS_WRITE = "mirrors.write"
    ALLOWANCES_READ = "allowances.read"
    BOOKINGS_READ = "bookings.read"
    REGISTERS_READ = "registers.read"
    REGISTERS_WRITE = "registers.write"
    TRADES_READ = "trades.read"
    TRADES_ACT = "trades.act"
    WEBHOOKS = "webhooks"


class PartyPower(StrEnum):
    """代办权限: what a client may do for the party that it is linked with, each the verb of the same name."""

    SUBMIT = "submit"
    APPLY_AGAIN = "apply_again"
    SUPPLEMENT = "supplement"
    WITHDRAW = "withdraw"
    HEAR = "hear"
    ASK_HEARING = "ask_hearing"
    SIGN_HANDOVER = "sign_handover"


class Topic(StrEnum):
    """推送事件: the events of a case that a program can be told of, named as in the log."""

    SUBMITTED = "case.submitted"
    ACCEPTED = "case.accepted"
    DECLINED = "case.declined"
    SUPPLEMENT_REQUESTED = "case.supplement_requested"
    SUPPLEMENTED = "case.supplemented"
    RETURNED = "case.returned"
    PAUSED = "case.paused"
    RESUMED = "case.resumed"
    EXTENDED = "case.extended"
    DECIDED = "case.decided"
    DELIVERED = "case.delivered"
    TERMINATED = "case.terminated"
    WITHDRAWN = "case.withdrawn"
    CORRECTED = "case.corrected"
    ARCHIVED = "case.archived"


class PushState(StrEnum):
    """推送状态: how far a push has come."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given_up"


class PushFault(StrEnum):
    """推送失败原因: why the last try was not taken."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    INSIDE = "inside"
    BROKEN = "broken"
    ENDED = "ended"


def a_key() -> str:
    """Return a new key: 256 random bits behind a mark by which a leaked one is recognised."""
    return f"tbk_{secrets.token_urlsafe(32)}"


def a_secret() -> str:
    """Return a new secret to sign with: 256 random bits."""
    return f"tbs_{secrets.token_urlsafe(32)}"


def digest_of(key: str) -> str:
    """Return what is kept of a key; random bits need no slow digest."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def scope_of(name: str) -> Scope:
    """Return the scope of that name; refuses an unknown one."""
    if name not in set(Scope):
        raise Refusal(
            "api.unknown_scope",
            "There is no scope {scope}. Choose from: {scopes}.",
            scope=name,
            scopes=EVERY_SCOPE,
        )
    return Scope(name)


def power_of(name: str) -> PartyPower:
    """Return the power of that name; refuses an unknown one."""
    if name not in set(PartyPower):
        raise Refusal(
            "api.unknown_power",
            "There is no power {power}. Choose from: {powers}.",
            power=name,
            powers=", ".join(PartyPower),
        )
    return PartyPower(name)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after that many failed tries: a minute, then twice as long each time, six hours at most."""
    wait: timedelta = FIRST_WAIT * 2 ** min(tries - 1, 20)
    return min(wait, LONGEST_WAIT)
