"""Reading clients, their keys and links, their webhooks and what is pushed to them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongban.api.models import Client, ClientKey, PartyLink, Push, Webhook
from tongban.api.rules import digest_of
from tongban.kernel import Refusal
from tongban.kernel.identity.queries import Organ, posts_of

__all__ = [
    "Client",
    "ClientKey",
    "PartyLink",
    "Push",
    "Webhook",
    "client_held",
    "client_in_use",
    "clients",
    "key_in_use",
    "keys_of",
    "last_use",
    "link_of",
    "next_push",
    "organs_of",
    "pushes_of",
    "webhook_of",
    "webhooks_for",
    "webhooks_of",
]


def key_in_use(key: str, *, at: datetime) -> ClientKey | None:
    """Return the row of a key that opens the API to its client; an ended one and an unknown one look the same."""
    rows = _valid(at).select_related("client__person").filter(digest=digest_of(key))
    return rows.filter(client__ended_at__isnull=True, client__person__is_active=True).first()


def keys_of(client: Client, *, at: datetime) -> list[ClientKey]:
    """Return the keys of a client that are valid at that instant, the newest first."""
    return list(_valid(at).filter(client=client).order_by("-pk"))


def last_use(client: Client) -> datetime | None:
    """Return when the client last used one of its keys, valid or not; `None` where it never did."""
    rows = ClientKey.objects.filter(client=client, used_at__isnull=False).order_by("-used_at")
    return rows.values_list("used_at", flat=True).first()


def link_of(client: Client) -> PartyLink | None:
    """Return the link of a client with the party whose own program it is."""
    return PartyLink.objects.filter(client=client, ended_at__isnull=True).first()


def _valid(at: datetime) -> QuerySet[ClientKey]:
    return ClientKey.objects.filter(Q(until__isnull=True) | Q(until__gt=at))


def client_held(username: str) -> Client:
    """Return the client of that name under its lock until the caller's transaction ends; refuses an unknown one."""
    rows = Client.objects.select_for_update(of=["self"]).select_related("person")
    client = rows.filter(person__username=username).first()
    if client is None:
        raise Refusal(
            "api.no_client",
            "There is no client {username}. List them and choose one.",
            username=username,
        )
    return client


def client_in_use(username: str) -> Client:
    """Return the client of that name under its lock; refuses one that has ended."""
    client = client_held(username)
    if client.ended_at is not None:
        raise Refusal(
            "api.client_ended",
            "The client {username} has ended. Add a new client.",
            username=username,
        )
    return client


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
    """Return the push that is due the longest and whose webhook does not rest, locked; `None` where nothing is due.

    One waits until those of its case that came before it were taken or given up, also while another worker tries them.
    """
    awake = Q(webhook__rests_until__isnull=True) | Q(webhook__rests_until__lte=at)
    before = Push.objects.filter(
        webhook=OuterRef("webhook"),
        subject=OuterRef("subject"),
        pk__lt=OuterRef("pk"),
        next_try_at__isnull=False,
    )
    rows = Push.objects.select_related("webhook__client").filter(
        awake, ~Exists(before), next_try_at__lte=at
    )
    return (
        rows.order_by("next_try_at", "pk").select_for_update(of=["self"], skip_locked=True).first()
    )
