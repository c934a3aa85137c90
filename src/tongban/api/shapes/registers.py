"""Entries of registers, as other systems read and write them."""

from datetime import date, datetime
from typing import Annotated, TypeAlias

from ninja import Path, Schema
from pydantic import Field

from tongban.api.shapes.kinds import Body, Day, Id, OrganOut, Page

Value: TypeAlias = bool | int | str | None
Kind: TypeAlias = Annotated[
    str,
    Path(
        min_length=3, max_length=41, description="登记册: kind of the register, `vehicles.vehicle`."
    ),
]
Values: TypeAlias = Annotated[
    dict[str, Value],
    Field(
        max_length=100,
        description="Values by field: days as `2026-03-02`, decimals as text, choices by their value, organs by number.",
    ),
]
Reason: TypeAlias = Annotated[
    str, Field(min_length=1, max_length=500, description="Why it is written; never in the log.")
]


class EntryIn(Body):
    """登记内容: a new entry, kept from the day `on` for the organ."""

    organ_id: Id
    on: Day
    reason: Reason
    values: Values
    confidential: bool = False


class AmendIn(Body):
    """变更内容: what changes from the day `on` on; `version` is the one that was read."""

    version: Annotated[int, Field(ge=1, le=2**31)]
    on: Day
    reason: Reason
    values: Values = Field({})
    organ_id: Id | None = None
    confidential: bool | None = None


class EntryOut(Schema):
    """登记项: an entry as of the day `on`; `masked` names the fields that this client may not see."""

    kind: str
    entry_id: int
    key: str
    organ: OrganOut
    version: int
    confidential: bool
    opened_on: date
    closed_on: date | None
    on: date
    values: dict[str, Value]
    masked: list[str]


class EntryPage(Page):
    """登记项一页: entries in the order of their numbers."""

    items: list[EntryOut]


class ChangeOut(Schema):
    """变更记录: one event of an entry. `values` has what it says, `masked` the names of what this client may not see."""

    version: int
    type: str
    at: datetime
    by: str = Field(description="Opaque id of who did it, such as `person/12`.")
    on: date | None
    reason: str
    values: dict[str, Value]
    masked: list[str]


class HistoryOut(Schema):
    """变更历史: all that happened to an entry, the first of it first."""

    items: list[ChangeOut]
