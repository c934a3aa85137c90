"""申请人查找: whom a clerk may mean by what a reader typed, an earlier case number, or name and telephone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing

from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.queries import (
    MaskedParty,
    Party,
    parties_called,
    parties_masked,
    party_by_id,
    party_by_number,
)
from tongban.kernel.parties.reading import Read, read_line
from tongban.kernel.parties.rules import PartyKind, default_number_kind
from tongban.portal.moments import today

HOURS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """可能的申请人: somebody who is known here, masked; `token` names him on the clerk's next click."""

    party: MaskedParty
    token: str


@dataclass(frozen=True, slots=True)
class Looked:
    """查找结果: what the line says, and who is known here by it."""

    read: Read
    found: Sequence[Candidate] = ()


def looked_for(line: str, clerk: Person) -> Looked:
    """Return who is meant by a line; a number with another name than it is registered under leads to nobody."""
    read = read_line(line, on=today())
    found = _known(read, clerk)
    masked = parties_masked(one.pk for one in found)
    return Looked(read, [Candidate(masked[one.pk], _token(one.pk, clerk)) for one in found])


def meant(line: str, clerk: Person) -> list[Party]:
    """Return who is meant by a line."""
    return _known(read_line(line, on=today()), clerk)


def chosen(token: str, clerk: Person) -> Party | None:
    """Return the party that a token of this clerk's own page names; `None` for a made-up or an old one."""
    try:
        number = signing.loads(token, salt=_salt(clerk), max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return party_by_id(number) if isinstance(number, int) else None


def again(token: str, clerk: Person) -> Sequence[Candidate]:
    """Return the one whom a token names, for a page that comes back."""
    party = chosen(token, clerk)
    masked = parties_masked([party.pk]) if party is not None else {}
    return [Candidate(one, token) for one in masked.values()]


def _known(read: Read, clerk: Person) -> list[Party]:
    return [one for one in _meant(read, clerk) if not _another(one, read)]


def _meant(read: Read, clerk: Person) -> list[Party]:
    if read.number:
        kind = default_number_kind(PartyKind(read.kind))
        party = party_by_number(kind, read.number)
        return [party] if party is not None else []
    if read.case:
        case = case_by_number(read.case, clerk, on=today())
        party = party_by_id(case.party) if case is not None else None
        return [party] if party is not None else []
    return parties_called(read.name, read.phone)


def _another(party: Party, read: Read) -> bool:
    by_name = party.kind == PartyKind.PERSON and bool(read.name) and bool(read.number)
    return by_name and party.name != read.name


def _token(party_id: int, clerk: Person) -> str:
    return signing.dumps(party_id, salt=_salt(clerk))


def _salt(clerk: Person) -> str:
    return f"counter/{clerk.actor_id}"
