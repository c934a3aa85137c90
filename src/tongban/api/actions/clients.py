"""Adding and ending clients: a person of its own kind, its post, its scopes and its keys."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tongban.api.actions.links import leave_party
from tongban.api.events import (
    ClientAdded,
    ClientEnded,
    ClientKeyRotated,
    ClientKeysRevoked,
    entry,
)
from tongban.api.models import Client, ClientKey
from tongban.api.queries import client_held, client_in_use, keys_of
from tongban.api.rules import LONGEST_OVERLAP, Scope, a_key, digest_of
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.identity.actions import appoint, dismiss, open_post, register_person
from tongban.kernel.identity.queries import PersonKind, Post, posts_for, posts_of
from tongban.kernel.identity.rules import Duty
from tongban.kernel.ledger.actions import append

USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewClient:
    """接入申请: what a client is called, what it may use, and the post it acts from; without an organ it has none.

    A post of that organ, name and duty that is open already is taken, another is opened.
    """

    username: str
    name: str
    scopes: Collection[Scope]
    organ_id: int | None = None
    duty: Duty = Duty.WINDOW
    post: str = ""


@transaction.atomic
def add_client(plan: NewClient, act: Act) -> tuple[Client, str]:
    """接入方登记: let a program use the API; return it with its key, which is shown this once and kept nowhere."""
    person = register_person(act, username=plan.username, name=plan.name, kind=PersonKind.PROGRAM)
    if plan.organ_id is not None:
        appoint(person.pk, act, post_id=_post(plan, plan.organ_id, act).pk)
    key, scopes = a_key(), sorted({str(scope) for scope in plan.scopes})
    client = Client.objects.create(person=person, scopes=scopes, since=act.at)
    ClientKey.objects.create(client=client, digest=digest_of(key), since=act.at)
    append([entry(ClientAdded(client.pk, person.pk, tuple(scopes)), act)])
    return client, key


@transaction.atomic
def end_client(username: str, act: Act) -> Client:
    """接入方停用: its keys open nothing from now on, its posts are vacant, its party has no program. Twice changes nothing."""
    client = client_held(username)
    if client.ended_at is None:
        client.ended_at = act.at
        client.save(update_fields=["ended_at"])
        for post in posts_of(client.person, on=day_of(act.at)):
            dismiss(client.person_id, act, post_id=post.pk)
        leave_party(client, act)
        append([entry(ClientEnded(client.pk), act)])
    return client


@transaction.atomic
def rotate_key(username: str, act: Act, *, hours: int) -> str:
    """密钥更换: give a client a new key, shown this once; those before it stay valid for so many hours at most."""
    client = client_in_use(username)
    if not 0 <= hours <= LONGEST_OVERLAP:
        raise Refusal(
            "api.overlap_too_long",
            "A key stays valid beside its successor for 0 to {most} hours. Choose as many as the change needs.",
            most=LONGEST_OVERLAP,
        )
    until = act.at + timedelta(hours=hours)
    for old in keys_of(client, at=act.at):
        old.until = min(old.until or until, until)
        old.save(update_fields=["until"])
    key = a_key()
    row = ClientKey.objects.create(client=client, digest=digest_of(key), since=act.at)
    append([entry(ClientKeyRotated(client.pk, row.pk, hours), act)])
    return key


@transaction.atomic
def revoke_keys(username: str, act: Act, *, old_only: bool = False) -> int:
    """密钥吊销: end the keys of a client at once, or those alone that have a successor; return how many."""
    client = client_held(username)
    ended = [key for key in keys_of(client, at=act.at) if key.until is not None or not old_only]
    for key in ended:
        key.until = act.at
        key.save(update_fields=["until"])
    if ended:
        append([entry(ClientKeysRevoked(client.pk, len(ended)), act)])
    return len(ended)


def note_use(key: ClientKey, at: datetime) -> None:
    """Note that a key was used, once a minute at most, so that reading stays reading."""
    if key.used_at is None or key.used_at < at - USE_NOTED_EVERY:
        ClientKey.objects.filter(pk=key.pk).update(used_at=at)


def _post(plan: NewClient, organ_id: int, act: Act) -> Post:
    name = plan.post or plan.name
    known = posts_for(organ_id, plan.duty, on=day_of(act.at))
    taken = next((post for post in known if post.name == name), None)
    return taken or open_post(organ_id, act, name=name, duty=plan.duty)
