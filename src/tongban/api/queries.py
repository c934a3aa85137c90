"""Reading clients, their webhooks and what is pushed to them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongban.api.models import Client, Push, Webhook
from tongban.api.rules import digest_of
from tongban.kernel.identity.queries import Organ, posts_of

__all__ = [
    "Client",
    "Push",
    "Webhook",
    "client_by_key",
    "client_by_username",
    "clients",
    "next_push",
    "organs_of",
    "pushes_of",
    "webhook_of",
    "webhooks_for",
    "webhooks_of",
]


def client_by_key(key: str) -> Client | None:
    """Return the client of that key while it may use the API; an ended one and an unknown one look the same."""
    rows = Client.objects.select_related("person").filter(ended_at__isnull=True)
    return rows.filter(digest=digest_of(key), person__is_active=True).first()


def client_by_username(username: str) -> Client | None:
    """Return the client that was added under that name, ended or not."""
    return Client.objects.select_related("person").filter(person__username=username).first()


def clients() -> list[Client]:
    """Return all clients, ended ones too, in the order in which they came."""
    return list(Client.objects.select_related("person").order_by("pk"))


def organs_of(client: Client, *, on: date) -> dict[int, Organ]:
    """Return the organs in which the client holds a post on that day, by id."""
    return {post.organ_id: post.organ for post in posts_of(client.person, on=on)}


def webhooks_of(client: Client) -> QuerySet[Webhook]:
    """Return the webhooks of the client that are in use, the oldest first."""
    return Webhook.objects.filter(client=client, ended_at__isnull=True).order_by("pk")


def webhook_of(client: Client, webhook_id: int) -> Webhook | None:
    """Return a webhook of the client that is in use; another's does not exist."""
    return webhooks_of(client).filter(pk=webhook_id).first()


def webhooks_for(types: Iterable[str]) -> list[Webhook]:
    """Return the webhooks in use that want one of these types, of clients that have not ended."""
    wanted = Q(pk__in=[])
    for each in set(types):
        wanted |= Q(types__contains=each)
    rows = Webhook.objects.select_related("client__person").filter(wanted, ended_at__isnull=True)
    return list(rows.filter(client__ended_at__isnull=True).order_by("pk"))


def pushes_of(webhook: Webhook) -> QuerySet[Push]:
    """Return what was or will be pushed to a webhook, the newest first."""
    return Push.objects.filter(webhook=webhook).order_by("-pk")


def next_push(at: datetime) -> Push | None:
    """Return the push that is due the longest and whose webhook does not rest, locked; `None` where nothing is due."""
    awake = Q(webhook__rests_until__isnull=True) | Q(webhook__rests_until__lte=at)
    rows = Push.objects.select_related("webhook__client").filter(awake, next_try_at__lte=at)
    return (
        rows.order_by("next_try_at", "pk").select_for_update(of=["self"], skip_locked=True).first()
    )
