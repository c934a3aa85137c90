"""What people are told of, what a notice may hold, and how long a delivery waits before its next try."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from tongban.kernel import Refusal

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
FactValue: TypeAlias = int | str


class Kind(StrEnum):
    """通知类别: what an applicant can be told of."""

    CASE_SUBMITTED = "case.submitted"
    CASE_ACCEPTED = "case.accepted"
    CASE_DEEMED_ACCEPTED = "case.deemed_accepted"
    CASE_SUPPLEMENT_REQUESTED = "case.supplement_requested"
    CASE_SUPPLEMENT_DUE = "case.supplement_due"
    CASE_SUPPLEMENTED = "case.supplemented"
    CASE_DECLINED = "case.declined"
    CASE_RETURNED = "case.returned"
    CASE_PAUSED = "case.paused"
    CASE_RESUMED = "case.resumed"
    CASE_EXTENDED = "case.extended"
    HEARING_OFFERED = "hearing.offered"
    HEARING_SCHEDULED = "hearing.scheduled"
    HEARING_WAIVED = "hearing.waived"
    CASE_DECIDED = "case.decided"
    CASE_ANSWERED = "case.answered"
    CASE_READY = "case.ready"
    CASE_DELIVERED = "case.delivered"
    CASE_TERMINATED = "case.terminated"
    CASE_WITHDRAWN = "case.withdrawn"
    CASE_CORRECTED = "case.corrected"
    CASE_DEEMED_RENEWED = "case.deemed_renewed"
    CERTIFICATE_REMINDED = "certificate.reminded"
    CERTIFICATE_EXPIRED = "certificate.expired"
    CERTIFICATE_REVOKED = "certificate.revoked"
    CERTIFICATE_CANCELLED = "certificate.cancelled"
    CERTIFICATE_RENEWED = "certificate.renewed"
    MIRROR_CHANGED = "mirror.changed"
    CONCERN_ANSWERED = "concern.answered"
    JOINT_ANSWERED = "joint.answered"


class Fact(StrEnum):
    """通知要素: a figure that a notice may name; a closed set, so that nothing personal slips in."""

    DUE = "due"
    UNTIL = "until"
    APPLY_BY = "apply_by"
    AT = "at"
    DAYS = "days"


class State(StrEnum):
    """投递状态: how far a delivery has come."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given_up"


class Fault(StrEnum):
    """投递失败原因: why the last try did not reach anybody."""

    ADDRESS_REFUSED = "address_refused"
    MESSAGE_REFUSED = "message_refused"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"
    UNWANTED = "unwanted"


@dataclass(frozen=True, slots=True)
class Message:
    """消息: what goes out; `id` stays the same at every try, and nothing personal stands in the title."""

    id: str
    kind: str
    title: str
    body: str


def fact_fault(kind: str, facts: Mapping[str, object]) -> Refusal | None:
    """Say why nobody can be told that: an unknown kind, or a fact that is no figure, day or instant of the closed set."""
    if kind not in set(Kind):
        return Refusal(
            "notices.no_such_kind",
            "There are no words for the kind {kind}. Add it to the notices' rules and words first.",
            kind=kind,
        )
    for name, value in facts.items():
        if name not in set(Fact) or not _is_figure(Fact(name), value):
            return Refusal(
                "notices.no_such_fact",
                "A notice has no fact {name} of that form. Give figures, days and instants only.",
                name=name,
            )
    return None


def day_or_instant(value: str) -> date | datetime:
    """Return the day (`2026-03-02`) or the aware instant that a fact holds. Raises `ValueError` for anything else."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return date.fromisoformat(value)
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError(value)
    return instant


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after that many failed tries: a minute, then twice as long each time, six hours at most."""
    wait: timedelta = FIRST_WAIT * 2 ** min(tries - 1, 20)
    return min(wait, LONGEST_WAIT)


def _is_figure(fact: Fact, value: object) -> bool:
    if fact is Fact.DAYS:
        return isinstance(value, int) and not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    try:
        found = day_or_instant(value)
    except ValueError:
        return False
    return isinstance(found, datetime) == (fact is Fact.AT)
