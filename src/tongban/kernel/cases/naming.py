"""人证一致: the form speaks of the party that applies, and of nobody else."""

from collections.abc import Mapping
from typing import Any

from tongban.kernel import Refusal
from tongban.kernel.forms.rules import Field, Form
from tongban.kernel.parties.queries import Party, index_of

NAMES = frozenset({"person.name", "org.name"})
NUMBERS = {"person.identity_number": "identity-number", "org.credit_code": "credit-code"}


def names_the_party(asked: Form, answers: Mapping[str, Any], party: Party) -> None:
    """Refuse answers whose name or number of the applicant is not the party's; other sections speak of others."""
    for section in asked.sections:
        given = answers.get(section.name)
        if section.about_applicant and isinstance(given, Mapping):
            for field in section.fields:
                _compared(field, given.get(field.name), party)


def _compared(field: Field, value: object, party: Party) -> None:
    if not isinstance(value, str) or not value:
        return
    kind = NUMBERS.get(field.element)
    of_its_kind = kind is not None and kind == party.number_kind
    other_number = of_its_kind and index_of(party.number_kind, value) != party.number_index
    other_name = field.element in NAMES and value.strip() != party.name
    if other_number or other_name:
        raise Refusal(
            "case.another_person",
            "The form names another person than the applicant. Please correct {field}, or apply in that person's name.",
            field=field.title.zh,
        )
