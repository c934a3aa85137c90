"""Parties as programs find and register them: masked."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from tongban.api.shapes.kinds import Body, Line


class PartyOut(Schema):
    """申请人（脱敏）: a party, masked; of organisations name and number are public."""

    kind: str
    name: str
    number: str
    phone: str


class PartyIn(Body):
    """申请人登记: name and number as the document says them."""

    kind: Literal[
        "person",
        "enterprise",
        "institution",
        "association",
        "unincorporated",
        "government",
        "other",
    ]
    name: Line = Field(min_length=1)
    number: Line = Field(min_length=1)
    number_kind: Literal["identity-number", "credit-code", "other"] | None = Field(
        None,
        description="Unless said otherwise, people have identity numbers and all others credit codes.",
    )
    phone: Line = ""
