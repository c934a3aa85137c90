"""What runs beside the steps of a case: pauses, special procedures, requests, what is awaited, originals in keeping."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field


class PauseOut(Schema):
    """中止: an interval that does not count; `until` is null while it lasts."""

    id: int
    ground: str
    since: datetime
    announced: datetime
    until: datetime | None


class SpecialOut(Schema):
    """特别程序: how one stands; `until` is the last day to ask for it, or to hold it, `at` the time that was told."""

    id: int
    kind: str
    state: str
    until: date | None
    at: datetime | None
    closed_at: datetime | None


class RequestOut(Schema):
    """报批: what a second person is asked to approve, without its reasons."""

    id: int
    kind: str
    state: str
    asked_at: datetime
    answered_at: datetime | None


class AwaitedOut(Schema):
    """等候事项: a time or a message of the flow that the case waits for, or that may come while the step `step` is open."""

    event: str = Field(
        description="Id of the event in the flow; of a message it goes with `note_message`."
    )
    name: str
    sort: Literal["timer", "message"]
    step: str
    until: datetime | None


class OriginalOut(Schema):
    """原件: an original paper and who has it; `handover` is the last list on which it stands, `offered` while that waits."""

    id: int
    material: str
    name: str
    copies: int
    holder: Literal["party", "client", "other"] = Field(
        description="`party` once it went back to the applicant, `client` while the client keeps it."
    )
    handover: int | None
    offered: bool
