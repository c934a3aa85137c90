"""代办关联: linking a client with the party whose own program it is, and naming what it may do for it."""

from collections.abc import Collection

from django.db import transaction

from tongban.api.events import ClientLinked, ClientUnlinked, entry
from tongban.api.models import Client, PartyLink
from tongban.api.queries import client_held, client_in_use, link_of
from tongban.api.rules import PartyPower
from tongban.kernel import Act, Refusal
from tongban.kernel.identity.queries import PersonKind, person_by_id
from tongban.kernel.ledger.actions import append
from tongban.kernel.parties.actions import link_person, unlink_person
from tongban.kernel.parties.queries import Party, party_by_id


@transaction.atomic
def link_client(
    username: str, act: Act, *, party: Party, powers: Collection[PartyPower]
) -> PartyLink:
    """代办关联: let a client be the own program of a party, with these powers in place of those it had for it.

    Refused where the party or the client is linked with another, for a party with a login of its own, and for a client
    that has ended.
    """
    client = client_in_use(username)
    _without_login(party.pk)
    link_person(party.pk, act, person_id=client.person_id)
    PartyLink.objects.filter(client=client, ended_at__isnull=True).update(ended_at=act.at)
    named = sorted({str(each) for each in powers})
    link = PartyLink.objects.create(client=client, party=party, powers=named, since=act.at)
    append([entry(ClientLinked(client.pk, party.pk, tuple(named)), act)])
    return link


def _without_login(party_id: int) -> None:
    party = party_by_id(party_id)
    login = person_by_id(party.person_id) if party and party.person_id else None
    if login is not None and login.kind != PersonKind.PROGRAM:
        raise Refusal(
            "api.party_signs_in",
            "This applicant has a login of its own and signs in itself. A program for it beside that is not possible yet; let it hand in and follow its cases on the pages.",
        )


@transaction.atomic
def unlink_client(username: str, act: Act) -> None:
    """代办关联解除: let a client do nothing for its party any more, and see none of its cases."""
    if not leave_party(client_held(username), act):
        raise Refusal(
            "api.not_linked",
            "The client {username} is linked with no party. List the clients and choose one.",
            username=username,
        )


def leave_party(client: Client, act: Act) -> bool:
    """End the link of a client, if it has one; tell whether it had."""
    link = link_of(client)
    if link is None:
        return False
    link.ended_at = act.at
    link.save(update_fields=["ended_at"])
    unlink_person(link.party_id, act, person_id=client.person_id)
    append([entry(ClientUnlinked(client.pk, link.party_id), act)])
    return True
