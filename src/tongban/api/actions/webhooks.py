"""Adding and ending webhooks, and noting what came of a push."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from tongban.api.events import PushGivenUp, WebhookAdded, WebhookEnded, entry
from tongban.api.models import Client, Push, Webhook
from tongban.api.queries import webhooks_of
from tongban.api.rules import FIRST_WAIT, PushFault, PushState, Topic, a_secret, wait_after
from tongban.kernel import Act, Refusal
from tongban.kernel.ledger.actions import append
from tongban.kernel.sealing import seal, unseal

MOST_WEBHOOKS = 10
SECRET = "webhook.secret"  # noqa: S105 - the purpose it is sealed for


def add_webhook(
    client: Client, act: Act, *, url: str, types: Collection[Topic]
) -> tuple[Webhook, str]:
    """事件订阅登记: tell a client of events; return the webhook with the secret that signs them, shown this once."""
    secret, wanted = a_secret(), sorted({str(each) for each in types})
    try:
        with transaction.atomic():
            Client.objects.select_for_update().get(pk=client.pk)
            if webhooks_of(client).count() >= MOST_WEBHOOKS:
                raise Refusal(
                    "api.webhooks_full",
                    "A client has {most} webhooks at most. End one that is not needed.",
                    most=MOST_WEBHOOKS,
                )
            webhook = Webhook.objects.create(
                client=client,
                url=url,
                types=wanted,
                secret_sealed=seal(secret.encode(), purpose=SECRET),
                since=act.at,
            )
            append([entry(WebhookAdded(client.pk, webhook.pk, tuple(wanted)), act)])
    except IntegrityError:
        raise Refusal(
            "api.webhook_known",
            "There is a webhook with this address already. End it first, or use another address.",
        ) from None
    return webhook, secret


@transaction.atomic
def end_webhook(client: Client, act: Act, *, webhook_id: int) -> None:
    """事件订阅停用: push nothing there any more; what waits is given up."""
    webhook = webhooks_of(client).select_for_update().filter(pk=webhook_id).first()
    if webhook is None:
        raise Refusal("api.not_found", "There is nothing at this address. Check it and try again.")
    webhook.ended_at = act.at
    webhook.save(update_fields=["ended_at"])
    Push.objects.filter(webhook=webhook, next_try_at__isnull=False).update(
        state=PushState.GIVEN_UP, fault=PushFault.ENDED, next_try_at=None, ended_at=act.at
    )
    append([entry(WebhookEnded(client.pk, webhook.pk), act)])


def secret_of(webhook: Webhook) -> bytes:
    """Return the secret that signs what is pushed to a webhook."""
    return unseal(bytes(webhook.secret_sealed), purpose=SECRET)


def leave(pushes: Sequence[tuple[Webhook, dict[str, Any]]], at: datetime) -> None:
    """Leave events for webhooks; leaving the same twice leaves one. Behind one that waits they are due no earlier."""
    waits = _waits_until(pushes)
    rows = [
        Push(
            webhook=webhook,
            event=body["id"],
            subject=body["subject"],
            type=body["type"],
            body=body,
            next_try_at=max(at, waits.get((webhook.pk, body["subject"]), at)),
            at=at,
        )
        for webhook, body in pushes
    ]
    Push.objects.bulk_create(rows, ignore_conflicts=True)


def note_taken(push: Push, at: datetime, *, answered: int) -> None:
    """Note that a webhook took an event; it need not rest any more."""
    push.state, push.tries, push.answered = PushState.SENT.value, push.tries + 1, answered
    push.fault, push.next_try_at, push.ended_at = "", None, at
    push.save()
    Webhook.objects.filter(pk=push.webhook_id).update(rests_until=None)


def note_failure(push: Push, at: datetime, *, fault: PushFault, answered: int | None) -> None:
    """Note that a webhook did not take an event: it rests a little, and the event comes again later or is given up."""
    push.tries, push.fault, push.answered = push.tries + 1, fault.value, answered
    if push.tries >= settings.TONGBAN_WEBHOOK_TRIES:
        push.state, push.next_try_at, push.ended_at = PushState.GIVEN_UP.value, None, at
        act = Act("system", "", at, secrets.token_hex(16))
        given_up = PushGivenUp(push.webhook.client_id, push.webhook_id, push.pk, push.tries)
        append([entry(given_up, act)])
    else:
        push.state, push.next_try_at = PushState.FAILED.value, at + wait_after(push.tries)
    push.save()
    if push.next_try_at is not None:
        _hold_back(push, push.next_try_at)
    Webhook.objects.filter(pk=push.webhook_id).update(rests_until=at + FIRST_WAIT)


def _waits_until(
    pushes: Sequence[tuple[Webhook, dict[str, Any]]],
) -> dict[tuple[int, str], datetime]:
    """Return until when what was left before for the same webhooks and subjects waits."""
    webhooks, subjects = {each.pk for each, _ in pushes}, {body["subject"] for _, body in pushes}
    rows = Push.objects.filter(webhook__in=webhooks, subject__in=subjects)
    waiting = rows.filter(next_try_at__isnull=False).order_by()
    last = waiting.values_list("webhook", "subject").annotate(Max("next_try_at"))
    return {(webhook, subject): until for webhook, subject, until in last}


def _hold_back(push: Push, until: datetime) -> None:
    """Let what waits behind an event be due when that one is tried again, so that no poll looks at it before."""
    behind = Push.objects.filter(webhook=push.webhook_id, subject=push.subject, pk__gt=push.pk)
    behind.filter(next_try_at__lt=until).update(next_try_at=until)
