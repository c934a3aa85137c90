"""Which verb a certificate allows in which state, how its number is written, and when something is due."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tongban.kernel import Refusal
from tongban.kernel.certificates.renewals import Request


class State(StrEnum):
    """证照状态: how a certificate stands."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    RESCINDED = "rescinded"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """取消方式: what two persons can do to a certificate without its holder's asking. The value is the state after it."""

    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    RESCINDED = "rescinded"
    CANCELLED = "cancelled"


GROUNDS: Mapping[Kind, str] = {
    Kind.REVOKED: "licensing/revocation_grounds",
    Kind.WITHDRAWN: "licensing/withdrawal_grounds",
    Kind.RESCINDED: "licensing/rescission_grounds",
    Kind.CANCELLED: "licensing/cancellation_grounds",
}
"""The parameter that closes the list of grounds of each kind."""

APPLIED, EXPIRED_NOT_RENEWED, TAKEN_BACK = "applied", "expired_not_renewed", "taken_back"
ENDED = {
    State.SUPERSEDED: "This print was replaced by a newer one. Open the newest print.",
    State.EXPIRED: "This certificate has expired. Ask the holder to apply anew, or cancel it.",
    State.WITHDRAWN: "This certificate was withdrawn already. Only its cancellation can follow.",
    State.REVOKED: "This certificate was revoked already. Only its cancellation can follow.",
    State.RESCINDED: "This certificate was rescinded already. Only its cancellation can follow.",
    State.CANCELLED: "This certificate was cancelled already. Nothing more can be done with it.",
}
_TAKEN = frozenset({State.WITHDRAWN, State.REVOKED, State.RESCINDED})
_SERIES = re.compile(r"[^\W\d_]{1,20}")
_BRACKETS = str.maketrans("[【(（［〈]】)）］〉", "〔" * 6 + "〕" * 6)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Life:
    """证照时间: what decides how a certificate stands on a day. `valid_to` is the last valid day; `None` is long-term.

    `reminded` is the smallest number of days a reminder was given for; `request` how an open request for renewal stands.
    """

    state: State
    valid_from: date
    valid_to: date | None
    reminded: int | None = None
    request: Request | None = None


def number_text(series: str, year: int, running: int) -> str:
    """Return a number as it is printed: `川广食〔2026〕0012号`."""
    return f"{series}〔{year}〕{running:04d}号"


def normal_number(text: str) -> str:
    """Return a typed number as it is printed: without blanks, with the brackets of documents."""
    bare = "".join(text.split())
    return bare.translate(_BRACKETS)


def may_issue(
    series: str, *, issued_on: date, valid_from: date, valid_to: date | None
) -> Refusal | None:
    """Say why a certificate cannot be issued; `None` allows it."""
    if _SERIES.fullmatch(series) is None:
        return Refusal(
            "certificate.series",
            "{series} is no word for numbers: it has 1 to 20 characters without digits. Correct the matter's settings.",
            series=series or "–",
        )
    return period_fault(valid_from, valid_to, today=issued_on)


def period_fault(valid_from: date, valid_to: date | None, *, today: date) -> Refusal | None:
    """Refuse a period that ends before it begins, that is over already, or that stands for no end at all."""
    if valid_to is not None and valid_to.year == date.max.year:
        return Refusal(
            "certificate.no_real_end",
            "The year 9999 is no last day. Leave it empty for a long-term certificate.",
        )
    if valid_to is None or valid_to >= max(valid_from, today):
        return None
    return Refusal(
        "certificate.period",
        "A period to {end} ends before it begins on {start} or is over already. Enter a later last day.",
        end=valid_to,
        start=valid_from,
    )


def standing(life: Life, *, on: date) -> State:
    """Return how a certificate stands on a day, whether or not the sweep has come by.

    Asked in time and unanswered, it goes on beyond its last day (行政许可法 第五十条第二款).
    """
    over = life.valid_to is not None and life.valid_to < on
    if life.state is State.VALID and over and life.request is not Request.IN_TIME:
        return State.EXPIRED
    return life.state


def may_change(life: Life, *, on: date) -> Refusal | None:
    """Say why it cannot be changed; `None` allows it."""
    now = standing(life, on=on)
    return None if now is State.VALID else _ended(now)


def may_ask(life: Life, request: Request, *, last: date | None) -> Refusal | None:
    """Say why no renewal can be asked for; what was asked by the last admissible day is never refused as late."""
    if life.state not in (State.VALID, State.EXPIRED):
        return _ended(life.state)
    if life.valid_to is None or last is None:
        return _long_term()
    if request is Request.TOO_LATE:
        return Refusal(
            "certificate.renewal_too_late",
            "A renewal had to be asked for by {last}. Apply for a new certificate.",
            last=last,
        )
    return None


def may_renew(life: Life, *, on: date, asked: bool) -> Refusal | None:
    """Say why it cannot be renewed by a decision; `asked` says that the request of this case is on file."""
    now = standing(life, on=on)
    if now is not State.VALID and not (now is State.EXPIRED and asked):
        return _ended(now)
    if life.valid_to is None:
        return _long_term()
    if life.valid_from > on:
        return Refusal(
            "certificate.renewed_already",
            "It was renewed already: the new period begins on {start}. Renew that one when its time comes.",
            start=life.valid_from,
        )
    return None


def may_be_deemed(life: Life, *, on: date) -> Refusal | None:
    """Say why silence has not renewed it: it must have been asked in time, and the last day must have passed."""
    if life.state is not State.VALID:
        return _ended(life.state)
    if life.request is not Request.IN_TIME:
        return Refusal(
            "certificate.not_asked_in_time",
            "Nobody asked in time for this renewal, so silence does not renew it. Decide on the request.",
        )
    if life.valid_to is None or life.valid_to >= on:
        return Refusal(
            "certificate.still_time_to_decide",
            "It has not ended yet, so there is still time. Decide on the request.",
        )
    return None


def may_end(kind: Kind, ground: str, life: Life, *, on: date) -> Refusal | None:
    """Say why it cannot be ended in that way; `None` allows it. Whether the ground is on the list, the caller asks."""
    now = standing(life, on=on)
    if kind is not Kind.CANCELLED:
        return None if now is State.VALID else _ended(now)
    if now in (State.CANCELLED, State.SUPERSEDED):
        return _ended(now)
    if (ground == TAKEN_BACK) != (now in _TAKEN) or (
        ground == EXPIRED_NOT_RENEWED and now is State.VALID
    ):
        return Refusal(
            "certificate.ground_does_not_fit",
            "This ground does not fit how the certificate stands. Choose the ground that does.",
        )
    return None


def is_ground(ground: str, grounds: Collection[str]) -> Refusal | None:
    """Refuse a ground that the law does not list."""
    if ground in grounds:
        return None
    return Refusal(
        "certificate.no_such_ground",
        "The law lists the grounds for this, and this is none of them. Choose one from the list.",
    )


def second_person(decider: str, proposer: str) -> Refusal | None:
    """Refuse who would decide on his own proposal."""
    if decider != proposer:
        return None
    return Refusal(
        "certificate.second_person",
        "You proposed this yourself. Somebody else who may decide at the organ must confirm it.",
    )


def begins(life: Life, *, on: date, deemed: bool) -> date:
    """Return the first day of a renewal: the day after the last one; what had expired meanwhile begins anew."""
    after = day_after(life.valid_to or on)
    return after if deemed or standing(life, on=on) is State.VALID else max(after, on)


def day_after(day: date) -> date:
    """Return the first day that is no longer covered by a period to `day`."""
    return day + _DAY


def reminder_due(life: Life, days: Sequence[int], *, on: date) -> int | None:
    """Return the reminder to give on a day, or `None`. Of those missed only the nearest to the end is given."""
    end = life.valid_to
    if life.state is not State.VALID or life.request is not None or end is None or on > end:
        return None
    return min((n for n in _left(life, days) if end - n * _DAY <= on), default=None)


def passed(valid_to: date | None, days: Sequence[int], *, on: date) -> int | None:
    """Return the reminder whose day had come when the certificate was issued: what ends soon is not told so at once."""
    if valid_to is None:
        return None
    return min((n for n in days if valid_to - n * _DAY <= on), default=None)


def next_due(life: Life, days: Sequence[int]) -> date | None:
    """Return the day on which the sweep has to look again; `None` while nothing runs or an answer is awaited."""
    if life.state is not State.VALID or life.valid_to is None or life.request is Request.IN_TIME:
        return None
    waiting = [] if life.request else _left(life, days)
    return min([life.valid_to + _DAY, *(life.valid_to - n * _DAY for n in waiting)])


def _left(life: Life, days: Sequence[int]) -> list[int]:
    return [n for n in days if life.reminded is None or n < life.reminded]


def _ended(state: State) -> Refusal:
    return Refusal("certificate.not_valid", ENDED[state])


def _long_term() -> Refusal:
    return Refusal(
        "certificate.long_term", "A long-term certificate does not end. There is nothing to renew."
    )
