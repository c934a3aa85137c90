"""事件订阅: being told of events instead of asking again and again."""

from typing import Annotated
from uuid import uuid4

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from tongban.api.actions import add_webhook, end_webhook
from tongban.api.cursors import LARGEST, SMALLEST, USUAL, link_to, place_in
from tongban.api.keys import Asking, act_of
from tongban.api.operations import READS_BODY, operation
from tongban.api.problems import not_found
from tongban.api.queries import pushes_of, webhook_of, webhooks_of
from tongban.api.reaching import is_allowed
from tongban.api.rules import PushState, Scope
from tongban.api.shapes.kinds import Id
from tongban.api.shapes.webhooks import (
    NewWebhookOut,
    PushOut,
    PushPage,
    WebhookIn,
    WebhookList,
    WebhookOut,
)
from tongban.kernel import Refusal

TAG = "Webhooks 事件订阅"
router = Router()


class PushQuery(Schema):
    """推送筛选: how far the events have come."""

    state: PushState | None = None
    limit: int = Field(USUAL, ge=SMALLEST, le=LARGEST)
    cursor: str = Field("", max_length=400)


@router.get("", **operation(Scope.WEBHOOKS, {200: WebhookList}, tag=TAG))
def list_webhooks(request: Asking) -> WebhookList:
    """订阅列表: list the client's webhooks."""
    rows = webhooks_of(request.auth)
    return WebhookList(items=[WebhookOut.from_orm(row) for row in rows])


@router.post("", **operation(Scope.WEBHOOKS, {201: NewWebhookOut}, 409, *READS_BODY, tag=TAG))
def create_webhook(request: Asking, body: WebhookIn) -> Status[NewWebhookOut]:
    """新增订阅: be told of events of the cases that one may see, as CloudEvents, signed with the secret that is shown this once.

    What is not taken with a 2xx within seconds comes again, after a minute, two, four and so on, and is given up at last.
    Events of one case come in their order: until one was taken or given up, the later ones wait.
    """
    if not is_allowed(body.url):
        raise Refusal(
            "api.webhook_address",
            "A webhook needs an https address without name and password in it. Give another one.",
        )
    act = act_of(request.auth, key=uuid4().hex)
    webhook, secret = add_webhook(request.auth, act, url=body.url, types=body.types)
    told = WebhookOut.from_orm(webhook).model_dump()
    return Status(201, NewWebhookOut(**told, secret=secret))


@router.delete("/{webhook_id}", **operation(Scope.WEBHOOKS, {204: None}, 404, tag=TAG))
def delete_webhook(request: Asking, webhook_id: Id) -> Status[None]:
    """取消订阅: end a webhook: nothing more is pushed there."""
    end_webhook(request.auth, act_of(request.auth, key=uuid4().hex), webhook_id=webhook_id)
    return Status(204, None)


@router.get("/{webhook_id}/pushes", **operation(Scope.WEBHOOKS, {200: PushPage}, 404, tag=TAG))
def list_pushes(request: Asking, webhook_id: Id, asked: Annotated[PushQuery, Query()]) -> PushPage:
    """推送记录: see what was pushed, what is tried again when, and what was given up."""
    webhook = webhook_of(request.auth, webhook_id)
    if webhook is None:
        raise not_found()
    name, filters = f"pushes/{webhook.pk}", {"state": asked.state.value if asked.state else ""}
    rows = pushes_of(webhook)
    if asked.state:
        rows = rows.filter(state=asked.state.value)
    if asked.cursor:
        rows = rows.filter(pk__lt=place_in(asked.cursor, name=name, filters=filters)[0])
    found = list(rows[: asked.limit + 1])
    after = [found[asked.limit - 1].pk] if len(found) > asked.limit else None
    return PushPage(
        next=link_to(request, after, name=name, filters=filters, limit=asked.limit),
        items=[PushOut.from_orm(row) for row in found[: asked.limit]],
    )
