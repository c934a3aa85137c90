"""Who is at the door: the client of a bearer key, within its scopes and its rate; and the act that a request is."""

from math import ceil
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer

from tongban.api.actions.clients import note_use
from tongban.api.moments import now
from tongban.api.queries import Client, key_in_use
from tongban.api.rules import Scope
from tongban.kernel import Act, Refusal

MINUTE = 60
TRIES = 10
TRIES_SECONDS = 15 * MINUTE


class Asking(HttpRequest):
    """请求: a request whose key was found good."""

    auth: Client


class Key(HttpBearer):
    """The bearer key of a client; an operation names the scope it is part of."""

    def __init__(self, scope: Scope) -> None:
        """Ask for a client with that scope."""
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Client:
        """Return the client; refuse an unknown or ended one, one that asks too often, and one without the scope."""
        at = now()
        key = key_in_use(token, at=at)
        if key is None:
            raise no_key()
        client = key.client
        _count(client)
        note_use(key, at)
        if self.scope not in client.scopes:
            raise Refusal(
                "api.scope",
                "This client may not use the scope {scope}. Ask the operator of the platform for it.",
                scope=str(self.scope),
            )
        return client


def no_key() -> Refusal:
    """Return the refusal of a request without a good key."""
    return Refusal(
        "api.no_key",
        "The request brings no key that is in use. Send one as “Authorization: Bearer KEY”.",
    )


def act_of(client: Client, *, key: str, organ: str = "") -> Act:
    """Return the act of this client at this instant; `key` makes a repeated request the same act."""
    return Act(by=client.actor_id, organ=organ, at=now(), key=f"api/{key}")


def exhausted(door: str) -> bool:
    """Say whether something was guessed too often within the last quarter of an hour."""
    return int(cache.get(door, 0)) >= TRIES


def count_try(door: str) -> None:
    """Count one wrong guess; each starts the quarter of an hour anew."""
    cache.set(door, int(cache.get(door, 0)) + 1, TRIES_SECONDS)


def _count(client: Client) -> None:
    """Count a request; refuse one above the rate of the minute."""
    second = now().timestamp()
    door = f"api/rate/{client.pk}/{int(second // MINUTE)}"
    asked: Any = cache.get(door, 0)
    if asked >= settings.TONGBAN_API_RATE:
        raise Refusal(
            "api.too_many",
            "A client may send {most} requests a minute. Please wait {seconds} seconds.",
            most=settings.TONGBAN_API_RATE,
            seconds=ceil(MINUTE - second % MINUTE),
        )
    cache.set(door, asked + 1, 2 * MINUTE)
