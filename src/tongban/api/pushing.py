"""推送: the worker's round through the events that wait for webhooks, one after another, each by itself."""

import hmac
import json
import logging
import time
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from tongban.api.actions.webhooks import note_failure, note_taken, secret_of
from tongban.api.queries import Push, next_push
from tongban.api.reaching import NotTaken, post
from tongban.api.rules import PushFault

MOST_SECONDS = 15.0  # of one turn: what else the worker does must not wait longer
MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"
log = logging.getLogger(__name__)


def push(at: datetime, *, most: int = 100) -> int:
    """Try up to `most` events that are due, for some seconds; return how many were taken.

    Each is locked while it is tried, so no two workers push it at once; a worker that dies in between pushes it again,
    with the same id. A webhook that fails rests a minute, so that it costs the others no time.
    """
    taken, until = 0, time.monotonic() + MOST_SECONDS
    for _ in range(most):
        if time.monotonic() > until:
            break
        tried = _try_next(at)
        if tried is None:
            break
        taken += tried.next_try_at is None and not tried.fault
    return taken


def signature(secret: bytes, body: bytes, *, at: datetime) -> str:
    """Return the header that proves who sent `body` and when: HMAC-SHA256 over the second, a dot, and the body."""
    second = int(at.timestamp())
    digest = hmac.new(secret, f"{second}.".encode() + body, sha256).hexdigest()
    return f"t={second},v1={digest}"


@transaction.atomic
def _try_next(at: datetime) -> Push | None:
    row = next_push(at)
    if row is None:
        return None
    try:
        answered = _send(row, at)
    except NotTaken as error:
        note_failure(row, at, fault=error.fault, answered=error.answered)
        log.warning("push %s to webhook %s failed: %s", row.pk, row.webhook_id, error.fault)
    except Exception as error:
        note_failure(row, at, fault=PushFault.BROKEN, answered=None)
        log.warning("push %s broke off: %s", row.pk, type(error).__name__)
    else:
        note_taken(row, at, answered=answered)
    return row


def _send(row: Push, at: datetime) -> int:
    body = json.dumps(row.body, ensure_ascii=False).encode()
    headers = {
        "Content-Type": MEDIA_TYPE,
        "User-Agent": "Tongban",
        "Tongban-Signature": signature(secret_of(row.webhook), body, at=at),
    }
    return post(row.webhook.url, body, headers)
