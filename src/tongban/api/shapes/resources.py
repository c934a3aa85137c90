"""Allowances and bookings as programs read them. Amounts are text: no float stands for money."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from tongban.api.shapes.kinds import OrganOut, Page


class FiguresOut(Schema):
    """额度数: each is the sum of the account's movements, in the digits of its unit, such as `109999.45`."""

    approved: str = Field(description="核定，含调整: what there is to give.")
    held: str = Field(description="占用: asked for.")
    committed: str = Field(description="锁定: promised.")
    used: str = Field(description="已用.")
    available: str = Field(description="可用: approved less held, committed and used.")


class AccountOut(Schema):
    """额度账户: what an organ may have of one thing."""

    id: int
    kind: str
    key: str = Field(description="Class within the kind, such as that of a car; may be empty.")
    year: int | None
    unit: str
    organ: OrganOut
    keeper: OrganOut = Field(description="管理机关: the organ that runs the account.")
    figures: FiguresOut


class AccountPage(Page):
    """额度账户列表: one page."""

    items: list[AccountOut]


class MovementOut(Schema):
    """额度变动: one line of the ledger; `n` is the number of its event in the stream `allowance/ID` of the log."""

    n: int
    code: str
    amount: str
    part: str
    hold: int = Field(description="Number of the hold that it belongs to; 0 for none.")
    reverses: int | None
    other: int | None = Field(description="The other account of a transfer.")
    cause: str
    reason: str
    happened: date
    recorded_at: datetime
    available: str = Field(description="What was available after it.")


class MovementPage(Page):
    """额度变动列表: one page, in the order of the log."""

    items: list[MovementOut]


class ThingOut(Schema):
    """可预约物: a car, a driver, a room; `free` says whether it can be booked for the whole of the period asked about."""

    id: int
    kind: str
    key: str
    label: str
    keeper: OrganOut
    free: bool


class ThingList(Schema):
    """可预约物列表: at most 200."""

    items: list[ThingOut]


class BookingOut(Schema):
    """预约: what is taken when; person, purpose and cause are null to who neither has the booking nor keeps the thing."""

    id: int
    thing: int
    label: str
    start: datetime
    end: datetime
    state: str
    organ: OrganOut
    series: int | None
    person: str | None
    purpose: str | None
    cause: str | None


class BookingPage(Page):
    """预约列表: one page."""

    items: list[BookingOut]
