"""Writing clients and webhooks: one verb a function, each with its line in the log."""

from tongban.api.actions.clients import (
    NewClient,
    add_client,
    end_client,
    revoke_keys,
    rotate_key,
)
from tongban.api.actions.links import link_client, unlink_client
from tongban.api.actions.webhooks import add_webhook, end_webhook

__all__ = [
    "NewClient",
    "add_client",
    "add_webhook",
    "end_client",
    "end_webhook",
    "link_client",
    "revoke_keys",
    "rotate_key",
    "unlink_client",
]
