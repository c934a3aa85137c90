"""Special procedures: begun, arranged, concluded; a hearing is offered and asked for before."""

from typing import Literal, TypeAlias

from pydantic import Field

from tongban.api.shapes.kinds import Body, Day, Id, Instant, Line, Words

Kind: TypeAlias = Literal[
    "tender",
    "auction",
    "inspection",
    "testing",
    "quarantine",
    "appraisal",
    "expert_review",
    "site_visit",
]
MOST_PEOPLE = 50


class OpenSpecialIn(Body):
    """启动特别程序: which one, until which announced day, and why."""

    kind: Kind
    until: Day
    reasons: Words


class OfferHearingIn(Body):
    """听证告知: what the hearing would be about."""

    words: Words


class AskHearingIn(Body):
    """要求听证: which offered hearing is asked for, and what is said of it."""

    special: Id
    words: Words


class ArrangeSpecialIn(Body):
    """通知时间地点: when and where, who presides (a hearing), and who takes part for the organ."""

    special: Id
    at: Instant
    place: Line
    chair: Line = Field(
        "", description="User name of who presides at a hearing, one of the organ's people."
    )
    people: list[Line] = Field([], max_length=MOST_PEOPLE)


class ConcludeSpecialIn(Body):
    """特别程序结束: what came out, on which day, who took part, and whether the record is signed."""

    special: Id
    happened: Day
    text: Words
    people: list[Line] = Field([], max_length=MOST_PEOPLE)
    signed: bool = False
