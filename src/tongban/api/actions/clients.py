"""Adding and ending clients: a person of its own kind, its post, its scopes and its key."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from tongban.api.events import ClientAdded, ClientEnded, entry
from tongban.api.models import Client
from tongban.api.queries import client_by_username
from tongban.api.rules import Scope, a_key, digest_of
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.identity.actions import appoint, dismiss, open_post, register_person
from tongban.kernel.identity.queries import PersonKind, Post, posts_for, posts_of
from tongban.kernel.identity.rules import Duty
from tongban.kernel.ledger.actions import append


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
    client = Client.objects.create(
        person=person, scopes=scopes, digest=digest_of(key), since=act.at
    )
    append([entry(ClientAdded(client.pk, person.pk, tuple(scopes)), act)])
    return client, key


@transaction.atomic
def end_client(username: str, act: Act) -> Client:
    """接入方停用: its key opens nothing from now on, and its posts are vacant. Ending it twice changes nothing."""
    known = client_by_username(username)
    if known is None:
        raise Refusal(
            "api.no_client",
            "There is no client {username}. List them and choose one.",
            username=username,
        )
    client = Client.objects.select_for_update().get(pk=known.pk)
    if client.ended_at is None:
        client.ended_at = act.at
        client.save(update_fields=["ended_at"])
        for post in posts_of(known.person, on=day_of(act.at)):
            dismiss(client.person_id, act, post_id=post.pk)
        append([entry(ClientEnded(client.pk), act)])
    return client


def _post(plan: NewClient, organ_id: int, act: Act) -> Post:
    name = plan.post or plan.name
    known = posts_for(organ_id, plan.duty, on=day_of(act.at))
    taken = next((post for post in known if post.name == name), None)
    return taken or open_post(organ_id, act, name=name, duty=plan.duty)
