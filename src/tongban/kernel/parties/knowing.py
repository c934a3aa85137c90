"""已知信息: what may be filled into a party's own form: what a register vouches for, and what it stated before."""

from collections.abc import Mapping

from tongban.kernel.parties.queries import Party, known_values, opened
from tongban.kernel.parties.rules import REGISTER, Known, NumberKind, PartyKind
from tongban.standards.calendars import SHANGHAI
from tongban.standards.codes import identity_number


def own_values(party: Party) -> dict[str, Known]:
    """Return what is known of the party by data element, unmasked, for its own forms; never for a list.

    What the register vouches for goes before what was stated.
    """
    return {**known_values(party.pk), **registered(party)}


def registered(party: Party) -> dict[str, Known]:
    """Return what the party is registered with, by data element: name and number, and what the number itself says."""
    since = party.created_at.astimezone(SHANGHAI).date()
    facts = _facts(party, opened(party.number_sealed, purpose="party.number"))
    return {name: Known(name, value, REGISTER, since) for name, value in facts.items()}


def _facts(party: Party, number: str) -> Mapping[str, str]:
    if party.kind != PartyKind.PERSON:
        by_code = party.number_kind == NumberKind.CREDIT_CODE
        return {"org.name": party.name} | ({"org.credit_code": number} if by_code else {})
    if party.number_kind != NumberKind.IDENTITY_NUMBER:
        return {"person.name": party.name}
    said = identity_number.parse(number)
    return {
        "person.name": party.name,
        "person.identity_number": number,
        "person.birth_date": said.born_on.isoformat(),
        "person.sex": said.sex,
    }
