"""What the address asks of a register: which one, as of which day, narrowed to what."""

from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpRequest, QueryDict
from django.utils.http import urlencode

from tongban.kernel import Refusal
from tongban.kernel.identity.queries import Organ, organs, organs_in_reach
from tongban.kernel.registers.declaring import Field, Known, Register, Sort
from tongban.kernel.registers.importing.cells import read_cell
from tongban.kernel.registers.queries import Entry, Kept, Wanted, entry_visible_to, registers_of
from tongban.portal.moments import day_in, today
from tongban.portal.visitors import signed_in

LONGEST = 60
FILTERED = frozenset({Sort.CHOICE, Sort.YES_NO, Sort.ORGAN})
"""Fields of these sorts have few values, by which a list is narrowed."""


def register_of(request: HttpRequest, kind: str) -> Register:
    """Return the register if the reader may read anything of it; else it does not exist."""
    found = registers_of(signed_in(request), on=today())
    register = next((each for each in found if each.kind == kind), None)
    if register is None:
        raise Http404
    return register


def entry_of(request: HttpRequest, register: Register, entry_id: int) -> Entry:
    """Return the entry if the reader may see it; else it does not exist."""
    found = entry_visible_to(signed_in(request), register.kind, entry_id, on=today())
    if found is None:
        raise Http404
    return found


def kept_organs(request: HttpRequest, register: Register) -> list[Organ]:
    """Return the organs for which the reader may keep the register, superiors first."""
    reach = organs_in_reach(signed_in(request), register.keep, on=today())
    return [each for each in reach if each.until is None]


def filter_fields(register: Register) -> list[Field]:
    """Return the fields by which lists are narrowed."""
    return [each for each in register.fields if each.sort in FILTERED and not each.personal]


def wanted_of(register: Register, asked: QueryDict) -> Wanted:
    """Return what the address asks for; what it does not know is left aside."""
    kept = asked.get("kept", "")
    return Wanted(
        as_of=day_asked(asked.get("on", "")),
        search=asked.get("q", "").replace("\0", "").strip()[:LONGEST],
        filters=_filters(register, asked),
        kept=Kept(kept) if kept in set(Kept) else Kept.OPEN,
    )


def query_of(register: Register, asked: QueryDict) -> str:
    """Return the part of an address that asks for the same, without its page."""
    names = ["q", "on", "kept", *(each.name for each in filter_fields(register))]
    kept = {name: asked.get(name, "").replace("\0", "").strip()[:LONGEST] for name in names}
    return urlencode({name: value for name, value in kept.items() if value})


def day_asked(text: str) -> date | None:
    """Return a day that the address names, `None` for what is none."""
    try:
        return day_in(text)
    except ValueError:
        return None


def names_of_organs(register: Register) -> Mapping[int, str]:
    """Return the names of all organs by number, where a field of the register holds one."""
    if all(each.sort is not Sort.ORGAN for each in register.fields):
        return {}
    return dict(organs().values_list("pk", "short_name"))


def _filters(register: Register, asked: QueryDict) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for each in filter_fields(register):
        said = asked.get(each.name, "").replace("\0", "").strip()[:LONGEST]
        try:
            if each.sort is Sort.ORGAN:
                found[each.name] = int(said) if said.isascii() and said.isdecimal() else None
            else:
                found[each.name] = read_cell(each, said, {})
        except Refusal:
            continue
    return {name: value for name, value in found.items() if value is not None}
