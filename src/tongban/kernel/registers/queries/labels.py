"""标签页: what anybody who scans the label of an entry may read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tongban.kernel.identity.queries import names_of, organ_by_id
from tongban.kernel.registers.declaring import Facts, Register, Sort
from tongban.kernel.registers.models import Label, Paper
from tongban.kernel.registers.queries.standing import facts_of
from tongban.kernel.registers.registry import known


@dataclass(frozen=True, slots=True)
class Labelled:
    """标签所示: the register, the organ that keeps the thing, and the facts that are public, with the names of the organs in them."""

    register: Register
    organ: str
    facts: Facts
    organs: Mapping[int, str]
    closed: bool


def labelled(code: str, *, on: date) -> Labelled | None:
    """Return what the label with that code shows; `None` for an unknown code, and for what is confidential or struck."""
    label = Label.objects.filter(code=code).first()
    found = known(label.kind) if label else None
    if label is None or found is None:
        return None
    row = found.model.objects.filter(pk=label.entry, struck=False, confidential=False).first()
    organ = organ_by_id(row.organ_id) if row else None
    if row is None or organ is None:
        return None
    facts = facts_of(label.kind, [row], on=on)[row.pk]
    shown = {name: facts[name] for name in found.register.public}
    closed = row.closed_on is not None and row.closed_on <= on
    numbers = {
        value
        for each in found.register.fields
        if each.sort is Sort.ORGAN and isinstance(value := shown.get(each.name), int)
    }
    named = names_of(f"organ/{number}" for number in numbers)
    organs = {int(actor.removeprefix("organ/")): name for actor, name in named.items()}
    return Labelled(found.register, organ.name, shown, organs, closed=closed)


def codes_of(kind: str, entry_ids: list[int]) -> dict[int, str]:
    """Return the codes of the labels that were drawn, by entry."""
    rows = Label.objects.filter(kind=kind, entry__in=entry_ids)
    return dict(rows.values_list("entry", "code"))


def papers_of(kind: str, entry_id: int) -> list[Paper]:
    """Return the papers of an entry that the reader was found to see, those that end first before the others."""
    return list(Paper.objects.filter(kind=kind, entry=entry_id).order_by("until", "pk"))
