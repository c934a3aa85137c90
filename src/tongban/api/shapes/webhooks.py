"""Webhooks: where a program is told of which events, and what came of it."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from tongban.api.reaching import LONGEST_URL
from tongban.api.rules import Topic
from tongban.api.shapes.kinds import Body, Page


class WebhookIn(Body):
    """事件订阅: an `https` address outside private networks, and the events to be told of."""

    url: str = Field(min_length=1, max_length=LONGEST_URL)
    types: list[Topic] = Field(min_length=1, max_length=len(Topic))


class WebhookOut(Schema):
    """事件订阅: one webhook in use."""

    id: int
    url: str
    types: list[str]
    since: datetime
    rests_until: datetime | None = Field(
        description="After a failure nothing is pushed before this."
    )


class NewWebhookOut(WebhookOut):
    """事件订阅（新）: with the secret that signs every event, shown this once."""

    secret: str


class WebhookList(Schema):
    """事件订阅列表: the webhooks of the client."""

    items: list[WebhookOut]


class PushOut(Schema):
    """推送: one event on its way, and how far it has come."""

    id: int
    event: str
    type: str
    state: str = Field(description="`waiting`, `failed` (tried again later), `sent` or `given_up`.")
    tries: int
    next_try_at: datetime | None
    answered: int | None = Field(description="Status of the last answer, if there was one.")
    fault: str
    at: datetime
    ended_at: datetime | None


class PushPage(Page):
    """推送列表: a page of events, the newest first."""

    items: list[PushOut]
