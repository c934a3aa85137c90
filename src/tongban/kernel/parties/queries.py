"""Reading parties: masked for everybody, by number only for who already has it."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from tongban.kernel.identity.queries import Person
from tongban.kernel.parties import rules
from tongban.kernel.parties.models import Consent, KeyCheck, KnownValue, Party
from tongban.kernel.parties.rules import (
    Channel,
    Contact,
    Known,
    MaskedParty,
    NumberKind,
    PartyKind,
    Reach,
)
from tongban.kernel.remembering import remembered
from tongban.kernel.sealing import WrongKey, blind, unseal

__all__ = [
    "CALLED",
    "KEY_WORD",
    "Called",
    "Channel",
    "Consent",
    "Contact",
    "KeyCheck",
    "Known",
    "MaskedParty",
    "Party",
    "Reach",
    "called",
    "contact_of",
    "index_of",
    "key_fits",
    "known_values",
    "opened",
    "parties_called",
    "parties_masked",
    "party_by_id",
    "party_by_number",
    "party_of",
    "reaches_of",
]

KEY_WORD = b"tongban"
NAMESAKES = 200
"""重名上限: so many of one name are compared by telephone, far more than a county has registered."""


def index_of(kind: NumberKind | str, number: str) -> str:
    """Return the blind index (64 lower hex) under which a number of that kind is found."""
    return blind(rules.normal_number(number), purpose=f"party.number/{kind}")


CALLED = "SELECT name, person_id FROM parties_party WHERE id ="


class Called(NamedTuple):
    """当事人称谓: the name of a party, and the id of the person it logs in as, if it does."""

    name: str
    person_id: int | None


@remembered
def called(party_id: int) -> Called | None:
    """Return name and login of a party, by far the most asked of one; nothing of it is sealed."""
    with connection.cursor() as cursor:
        cursor.execute(f"{CALLED} %s", [party_id])
        row = cursor.fetchone()
    return None if row is None else Called(*row)


@remembered
def party_by_id(party_id: int) -> Party | None:
    """Return the party; its number and telephone stay sealed."""
    return Party.objects.filter(pk=party_id).first()


def party_by_number(kind: NumberKind | str, number: str) -> Party | None:
    """Return the party known by that number, however it is spaced or cased."""
    return Party.objects.filter(number_kind=str(kind), number_index=index_of(kind, number)).first()


def parties_called(name: str, phone: str) -> list[Party]:
    """Return the parties of exactly that name that are reached under that telephone; neither is enough alone."""
    if not name or not phone:
        return []
    rows = Party.objects.filter(name=name).order_by("pk")[:NAMESAKES]
    return [one for one in rows if opened(one.phone_sealed, purpose="party.phone") == phone]


def party_of(person: Person) -> Party | None:
    """Return the party that logs in as `person`."""
    return Party.objects.filter(person_id=person.pk).first()


def parties_masked(ids: Iterable[int]) -> dict[int, MaskedParty]:
    """Return the parties by id as lists may show them, in one query; unknown ids are left out.

    Only natural persons' names and numbers are masked; those of organisations are public. Telephones always are.
    """
    return {party.pk: _masked(party) for party in Party.objects.filter(pk__in=set(ids))}


def known_values(party_id: int) -> dict[str, Known]:
    """Return what is known of the party by data element, such as `person.address`, to fill in forms."""
    rows = KnownValue.objects.filter(party_id=party_id).order_by("element")
    return {row.element: _known(row) for row in rows}


def contact_of(party: Party) -> Contact:
    """Return how the party is reached, masked, and what it asked for."""
    rows = Consent.objects.filter(party=party)
    return Contact(
        phone=rules.masked_phone(opened(party.phone_sealed, purpose="party.phone")),
        email=rules.masked_email(opened(party.email_sealed, purpose="party.email")),
        channels=frozenset(Channel(each) for each in rows.values_list("channel", flat=True)),
    )


def reaches_of(party_ids: Iterable[int]) -> dict[int, list[Reach]]:
    """Return where each party asked to be told, unmasked, in one query. For what sends, never for pages."""
    found: dict[int, list[Reach]] = {}
    for row in Consent.objects.filter(party__in=set(party_ids)).select_related("party"):
        party, channel = row.party, Channel(row.channel)
        sealed = party.phone_sealed if channel is Channel.SMS else party.email_sealed
        purpose = "party.phone" if channel is Channel.SMS else "party.email"
        address = opened(sealed, purpose=purpose)
        if address:
            found.setdefault(party.pk, []).append(Reach(channel, address, party.person_id))
    return found


def key_fits() -> bool:
    """Tell whether the operator's key opens what is sealed; `True` while nothing has been sealed."""
    check = KeyCheck.objects.first()
    if check is None:
        return not Party.objects.exists()
    try:
        return unseal(bytes(check.sealed), purpose="key-check") == KEY_WORD
    except WrongKey:
        return False


def opened(sealed: bytes | memoryview | None, *, purpose: str) -> str:
    """Return the text of a sealed column; nothing sealed is an empty text. Not for pages: they show masked forms."""
    return unseal(bytes(sealed), purpose=purpose).decode() if sealed else ""


def _masked(party: Party) -> MaskedParty:
    kind = PartyKind(party.kind)
    number = opened(party.number_sealed, purpose="party.number")
    phone = opened(party.phone_sealed, purpose="party.phone")
    natural = kind is PartyKind.PERSON
    return MaskedParty(
        id=party.pk,
        kind=kind,
        name=rules.masked_name(party.name) if natural else party.name,
        number=rules.masked_number(number) if natural else number,
        phone=rules.masked_phone(phone),
    )


def _known(row: KnownValue) -> Known:
    value = json.loads(opened(row.value_sealed, purpose="party.known"))
    return Known(row.element, value, row.source, row.since)
