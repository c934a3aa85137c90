"""What a program is told of the work that hangs on somebody, and how it has it handed over."""

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from tongban.api.shapes.kinds import Body, Id, Line, OrganOut, Words


class HangingOut(Schema):
    """待交接一项: one work item, and why it hangs on the person: `held` he took it on, `alone` nobody else can do it."""

    number: str
    item: int
    title: str
    step: str
    why: Literal["held", "alone"]
    organ: OrganOut
    promised_on: date | None


class ProxyOut(Schema):
    """代理: one that is in force or to come, by user names; `last` is its last day."""

    id: int
    giver: str
    taker: str
    last: date


class EstateOut(Schema):
    """待交接清单: what can be handed over; then what only the person or the organ puts in order.

    `beyond` counts items of organs out of the client's reach, `drafts` applications begun and not sent.
    """

    items: list[HangingOut]
    proxies: list[ProxyOut]
    presides: list[str]
    keeps: list[str]
    drafts: int
    beyond: int


class ShareIn(Body):
    """移交一项: a work item of a case, and who gets it, by user name."""

    number: Line
    item: Id
    to: Line


class HandoverIn(Body):
    """离职交接: whose work it is, by user name, who gets which item, which proxies end, and why."""

    person: Line = Field(min_length=1)
    items: list[ShareIn] = Field(default_factory=list, max_length=500)
    proxies: list[Id] = Field(default_factory=list, max_length=100)
    reason: Words


class HandedOut(Schema):
    """交接结果一项: an item or a proxy; `code` and `detail` say why it was not done, both empty where it was."""

    number: str = ""
    item: int | None = None
    proxy: int | None = None
    code: str = ""
    detail: str = ""


class HandoverOut(Schema):
    """交接回执: the number of the handover, and row by row what came of it; `left` counts the items still to be handed over."""

    id: int
    rows: list[HandedOut]
    left: int
