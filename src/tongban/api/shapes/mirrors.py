"""Cases of other systems, as those systems report them."""

from typing import Literal, TypeAlias

from ninja import Schema
from pydantic import Field

from tongban.api.shapes.kinds import Body, Day, Id, Instant
from tongban.kernel.mirrors.rules import Outcome, State

How: TypeAlias = Literal["new", "changed", "known"]


class StepIn(Body):
    """报送进展: what happened there, in the words of that system."""

    at: Instant
    words: str = Field(max_length=2000)


class MirrorIn(Body):
    """报送内容: how a case of another system stands at `reported_at`, as that system tells it."""

    system: str = Field(min_length=1, max_length=200)
    number: str = Field(min_length=1, max_length=200, description="Number of the case there.")
    matter_id: Id
    organ_id: Id | None = None
    applicant: str = Field(min_length=1, max_length=500)
    document: str = Field("", max_length=200, description="Identity number or credit code.")
    state: State
    outcome: Outcome | None = None
    received_on: Day
    accepted_on: Day | None = None
    promised_on: Day | None = None
    decided_on: Day | None = None
    reported_at: Instant
    steps: list[StepIn] = Field([], max_length=500)


class MirrorOut(Schema):
    """报送结果: whether the report was new, changed something, or was known already."""

    system: str
    number: str
    state: str
    query_code: str = Field(
        description="With it and the number, the applicant follows the case at `/track/`; hand it on to him."
    )
    taken: How
