"""Matters as programs read them: lines of a list, and whole guides."""

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field

from tongban.api.shapes.kinds import OrganOut, Page


class LimitOut(Schema):
    """时限: how long it takes at most; `wd` working days, `d` days, `h` hours, `m` months, `y` years."""

    amount: int
    unit: str


class MatterLine(Schema):
    """事项一行: one matter in force."""

    matter_id: int
    version_id: int
    name: str
    main_item: str
    organ: OrganOut
    power_type: int
    power_type_name: str
    case_type: int | None = Field(description="1 decided at once, 2 within a promised limit.")
    online: bool = Field(description="Whether it can be applied for here.")
    promised: str | None = Field(description="Promised limit, such as `10wd`.")
    statutory: str | None = Field(description="Statutory limit, such as `20wd`.")
    visits: int | None
    href: str


class MatterPage(Page):
    """事项列表: a page of what answers a search."""

    total: int
    items: list[MatterLine]


class BasisOut(Schema):
    """设定依据: an article on which the matter rests."""

    law: str
    article: str
    text: str


class MaterialOut(Schema):
    """申请材料: one paper to hand in; `exempt` and `shared` need not be."""

    key: str
    name: str
    kind: str
    copies: int
    necessity: str
    source: str
    standard: str
    shared: bool
    exempt: bool


class CodeOut(Schema):
    """事项编码: one code of the matter."""

    scheme: str
    value: str


class QuantityOut(Schema):
    """名额: how many may be granted, and how many are left."""

    most: int
    left: int
    yearly: bool


class GuideOut(Schema):
    """办事指南: what a matter asks for, how long it takes, on which law, with its form as JSON Schema."""

    matter_id: int
    version_id: int
    ordinal: int
    valid_from: date | None
    name: str
    main_item: str
    organ: OrganOut
    power_type: int
    power_type_name: str
    procedure: str | None
    level: int
    audience: str | None
    case_type: int | None
    online: bool
    summary: str
    conditions: str
    statutory: LimitOut | None
    promised: LimitOut | None
    clock_starts: str
    visits: int | None
    fee: str
    result_name: str
    purposes: list[str]
    delivery: list[str]
    places: QuantityOut | None
    bases: list[BasisOut]
    materials: list[MaterialOut]
    codes: list[CodeOut]
    form_schema: dict[str, Any] | None = Field(description="JSON Schema 2020-12 of the answers.")
