"""What a report of another system must say, and whose it is. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from tongban.kernel import Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.parties.rules import NumberKind, normal_number
from tongban.standards.codes import credit_code, identity_number

LONGEST_SYSTEM = 60
LONGEST_NUMBER = 60
LONGEST_APPLICANT = 200
LONGEST_STEP = 500
MOST_STEPS = 200
FARTHEST = timedelta(days=365 * 30)
"""How far from its report a day of a case may lie; what lies farther was mistyped."""
AHEAD = timedelta(minutes=5)
"""How far the clock of another system may be ahead of ours."""


class State(StrEnum):
    """镜像办件状态: how a case stands in the system that handles it."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    SUPPLEMENTING = "supplementing"
    PAUSED = "paused"
    DECIDED = "decided"
    CLOSED = "closed"
    TERMINATED = "terminated"


class Outcome(StrEnum):
    """镜像办理结果: what was decided there."""

    GRANTED = "granted"
    REFUSED = "refused"
    ANSWERED = "answered"


WITH_OUTCOME = frozenset({State.DECIDED, State.CLOSED})
OVER = WITH_OUTCOME | {State.TERMINATED}
AFTER_ACCEPTANCE = frozenset({State.ACCEPTED, State.PAUSED})


@dataclass(frozen=True, slots=True)
class Step:
    """报送进展: what happened there at an instant, in the words of that system."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """报送内容: how a case of another system stands, as that system tells it at the aware instant `reported_at`.

    `document` is the identity number or credit code of the applicant; `organ`, where given, must be the matter's.
    """

    system: str
    number: str
    matter: int
    applicant: str
    state: State
    received_on: date
    reported_at: datetime
    document: str = ""
    organ: int | None = None
    outcome: Outcome | None = None
    accepted_on: date | None = None
    promised_on: date | None = None
    decided_on: date | None = None
    steps: tuple[Step, ...] = ()


def checked(report: Report, *, at: datetime) -> Report:
    """Return the report without the blanks around its texts; refuse the first thing in it that cannot be."""
    told = replace(
        report,
        system=_tidy(report.system),
        number=_tidy(report.number),
        applicant=_tidy(report.applicant),
        document=normal_number(_tidy(report.document)),
        steps=tuple(Step(step.at, _tidy(step.words)) for step in report.steps),
    )
    found = (*_texts(told), *_instants(told, at), *_days(told), *_outcomes(told), *_steps(told))
    for refusal in found:
        raise refusal
    return told


def document_kind(document: str) -> NumberKind | None:
    """Return by what kind of number an applicant is told; `None` where none is told."""
    if not document:
        return None
    if identity_number.check(document) is None:
        return NumberKind.IDENTITY_NUMBER
    return NumberKind.OTHER if credit_code.check(document) else NumberKind.CREDIT_CODE


def same_name(one: str, other: str) -> bool:
    """Tell whether two systems name the same party, whatever blanks and brackets they write."""
    return _bare(one) == _bare(other)


def too_many_steps() -> Refusal:
    """Say that a case has more steps than are kept of one."""
    return Refusal(
        "mirror.too_many_steps",
        "At most {most} steps are kept of one case. Report those that matter to the applicant.",
        field="steps",
        most=MOST_STEPS,
    )


def _bare(name: str) -> str:
    return normal_number(name).replace("(", "").replace(")", "")


def _tidy(text: str) -> str:
    """Return the words with single blanks, and without what neither a table nor a page can hold."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _texts(told: Report) -> Iterator[Refusal]:
    if not 0 < len(told.system) <= LONGEST_SYSTEM:
        yield Refusal(
            "mirror.system_unnamed",
            "Name the reporting system in 1 to {most} characters.",
            field="system",
            most=LONGEST_SYSTEM,
        )
    if not 0 < len(told.number) <= LONGEST_NUMBER:
        yield Refusal(
            "mirror.without_number",
            "A case has the number that it bears in its system, 1 to {most} characters. Copy it from there.",
            field="number",
            most=LONGEST_NUMBER,
        )
    if not 0 < len(told.applicant) <= LONGEST_APPLICANT:
        yield Refusal(
            "mirror.without_applicant",
            "An applicant has a name of 1 to {most} characters. Copy it from the system.",
            field="applicant",
            most=LONGEST_APPLICANT,
        )
    unreadable = document_kind(told.document) is NumberKind.OTHER and len(told.document) == 18
    if unreadable or len(told.document) > 40:
        yield Refusal(
            "mirror.document_unreadable",
            "This is neither an identity number nor a credit code: the check digit does not fit. Correct it, or leave it out.",
            field="document",
        )


def _instants(told: Report, at: datetime) -> Iterator[Refusal]:
    if told.reported_at > at + AHEAD:
        yield Refusal(
            "mirror.from_the_future",
            "The report says how the case stands at {told}, which is yet to come. Correct the time of the report.",
            field="reported_at",
            told=told.reported_at,
        )


def _days(told: Report) -> Iterator[Refusal]:
    begun, reported = told.accepted_on or told.received_on, day_of(told.reported_at)
    for field, day, after in (
        ("received_on", told.received_on, told.received_on),
        ("accepted_on", told.accepted_on, told.received_on),
        ("promised_on", told.promised_on, begun),
        ("decided_on", told.decided_on, begun),
    ):
        if day is not None and abs(day - reported) > FARTHEST:
            yield Refusal(
                "mirror.day_far_away",
                "The day {day} lies more than thirty years from the report. Correct its year.",
                field=field,
                day=day,
            )
        if day is not None and day < after:
            yield Refusal(
                "mirror.days_out_of_order",
                "The day {day} lies before {after}, on which the case had only come in or been accepted. Correct one of the two days.",
                field=field,
                day=day,
                after=after,
            )
        if day is not None and field != "promised_on" and day > reported:
            yield Refusal(
                "mirror.day_after_the_report",
                "The day {day} comes after the report itself. Correct the day, or the time of the report.",
                field=field,
                day=day,
            )
    if told.state in AFTER_ACCEPTANCE and told.accepted_on is None:
        yield Refusal(
            "mirror.accepted_without_a_day",
            "A case that was accepted has a day of acceptance. Enter it, or correct the state.",
            field="accepted_on",
        )


def _outcomes(told: Report) -> Iterator[Refusal]:
    if told.state in WITH_OUTCOME and told.outcome is None:
        yield Refusal(
            "mirror.decided_without_outcome",
            "A case that was decided has an outcome: granted, refused or answered. Enter it, or correct the state.",
            field="outcome",
        )
    if told.state in WITH_OUTCOME and told.decided_on is None:
        yield Refusal(
            "mirror.decided_without_a_day",
            "A case that was decided has a day of decision. Enter it, or correct the state.",
            field="decided_on",
        )
    if told.state not in WITH_OUTCOME and told.outcome is not None:
        yield Refusal(
            "mirror.outcome_too_early",
            "Only a case that was decided has an outcome. Leave it out, or correct the state.",
            field="outcome",
        )
    if told.state not in WITH_OUTCOME and told.decided_on is not None:
        yield Refusal(
            "mirror.day_too_early",
            "Only a case that was decided has a day of decision. Leave it out, or correct the state.",
            field="decided_on",
        )


def _steps(told: Report) -> Iterator[Refusal]:
    if len(told.steps) > MOST_STEPS:
        yield too_many_steps()
    for step in told.steps:
        if not 0 < len(step.words) <= LONGEST_STEP:
            yield Refusal(
                "mirror.step_without_words",
                "A step says in 1 to {most} characters what happened. Shorten it, or leave it out.",
                field="steps",
                most=LONGEST_STEP,
            )
        if step.at > told.reported_at + AHEAD:
            yield Refusal(
                "mirror.step_after_the_report",
                "The step of {told} comes after the report itself. Correct its time, or the time of the report.",
                field="steps",
                told=step.at,
            )
