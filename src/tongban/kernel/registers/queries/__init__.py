"""Reading registers. Every page and endpoint starts from `entries_visible_to`; other domains ask `entry`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from tongban.kernel.identity.queries import Person
from tongban.kernel.identity.queries.reach import paths_of, within
from tongban.kernel.identity.rules import Power
from tongban.kernel.registers.declaring import NOTHING, Facts, Field, Known, Register, Sort
from tongban.kernel.registers.entries import Entry
from tongban.kernel.registers.models import DatedValue
from tongban.kernel.registers.queries.standing import believed, facts_of, holding
from tongban.kernel.registers.registry import brought, known, of_kind
from tongban.kernel.registers.rules import plain

__all__ = [
    "Entry",
    "Kept",
    "Published",
    "Shown",
    "Wanted",
    "entries_visible_to",
    "entry",
    "entry_visible_to",
    "facts_of",
    "published",
    "registers_of",
    "shown",
]


class Kept(StrEnum):
    """在册情况: the entries kept on the day, those closed before it, or both."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """所要登记项: to what a list is narrowed, and as of which day it is read; `None` is the day of reading.

    `filters` are values by field; `organ` is the number of the organ that keeps the entry, those below it included.
    """

    as_of: date | None = None
    search: str = ""
    filters: Mapping[str, Known] = field(default_factory=lambda: NOTHING)  # type: ignore[arg-type, return-value]
    organ: str = ""
    kept: Kept = Kept.OPEN


@dataclass(frozen=True, slots=True)
class Shown:
    """登记项一行: an entry and what is known of its fields on a day; `masked` are those that the reader may not see.

    `sealed` are the kinds of papers that he may not open.
    """

    entry: Entry
    facts: Facts
    masked: frozenset[str]
    sealed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Published:
    """发布的登记项: what a register tells other domains of an entry on a day; what is not known is `None`."""

    kind: str
    id: int
    key: str
    organ: int
    home: int
    confidential: bool
    on: date
    facts: Facts


def registers_of(reader: Person, *, on: date) -> list[Register]:
    """Return the registers of which the reader may read anything on that day."""
    seen: dict[Power, bool] = {}
    for each in brought():
        power = each.register.read
        if power not in seen:
            seen[power] = bool(paths_of(reader, power, on=on))
    return [each.register for each in brought() if seen[each.register.read]]


def entries_visible_to(
    reader: Person, kind: str, *, on: date, wanted: Wanted | None = None
) -> QuerySet[Entry]:
    """Return the entries that `reader` may see on the day `on`, in the order of their keys.

    They are those of the organs for which, and below which, he may read the register; confidential ones only where he may see
    what is confidential too. `wanted` narrows them and names the day as of which they are read.
    """
    asked, found = wanted or Wanted(), of_kind(kind)
    register = found.register
    seen = within(paths_of(reader, register.read, on=on), "organ__path")
    closed = within(paths_of(reader, register.see_confidential, on=on), "organ__path")
    rows: QuerySet[Entry] = found.model.objects.filter(seen, struck=False)
    rows = rows.filter(Q(confidential=False) | closed).select_related("organ")
    day = asked.as_of or on
    return _narrowed(_kept(rows, asked.kept, day), register, asked, day).order_by("key", "pk")


def entry_visible_to(reader: Person, kind: str, entry_id: int, *, on: date) -> Entry | None:
    """Return the entry, kept or closed, if the reader may see it; not found and not allowed look the same."""
    wanted = Wanted(kept=Kept.ALL, as_of=date.max)
    return entries_visible_to(reader, kind, on=on, wanted=wanted).filter(pk=entry_id).first()


def shown(
    reader: Person, kind: str, rows: Iterable[Entry], *, on: date, as_of: date | None = None
) -> list[Shown]:
    """Return what lists and pages show of entries that the reader was found to see, in one query and one of his rights."""
    register, entries = of_kind(kind).register, list(rows)
    facts = facts_of(kind, entries, on=as_of or on)
    clear = tuple(paths_of(reader, register.see_confidential, on=on))
    found = []
    for each in entries:
        sees = bool(clear) and each.organ.path.startswith(clear)
        masked = frozenset[str]() if sees else register.personal
        sealed = frozenset[str]() if sees else register.personal_papers
        found.append(Shown(each, facts[each.pk], masked, sealed))
    return found


def entry(kind: str, entry_id: int, *, on: date) -> Published | None:
    """Return what the register publishes of an entry to other domains; `None` where there is no such entry on that day."""
    return published(kind, [entry_id], on=on).get(entry_id)


def published(kind: str, entry_ids: Iterable[int], *, on: date) -> dict[int, Published]:
    """Return what the register publishes of entries, by number, in two queries; those not kept on that day are left out."""
    found = known(kind)
    if found is None:
        return {}
    rows = found.model.objects.filter(pk__in=list(entry_ids), struck=False)
    entries, register = list(_kept(rows, Kept.OPEN, on)), found.register
    facts = facts_of(kind, entries, on=on)
    return {
        each.pk: Published(
            kind=kind,
            id=each.pk,
            key=str(facts[each.pk][register.key] or each.key),
            organ=each.organ_id,
            home=each.home,
            confidential=each.confidential,
            on=on,
            facts={name: facts[each.pk][name] for name in register.publishes},
        )
        for each in entries
    }


def _kept(rows: QuerySet[Entry], kept: Kept, on: date) -> QuerySet[Entry]:
    begun, over = rows.filter(opened_on__lte=on), Q(closed_on__lte=on)
    match kept:
        case Kept.OPEN:
            return begun.exclude(over)
        case Kept.CLOSED:
            return begun.filter(over)
        case Kept.ALL:
            return begun


def _narrowed(
    rows: QuerySet[Entry], register: Register, wanted: Wanted, on: date
) -> QuerySet[Entry]:
    open_fields = [each for each in register.fields if not each.personal]
    for each in open_fields:
        if wanted.filters.get(each.name) is not None:
            rows = rows.filter(_is(register, each, wanted.filters[each.name], on))
    if wanted.organ:
        rows = rows.filter(organ__path__contains=f"/{wanted.organ}/") | rows.filter(
            organ__path__startswith=f"{wanted.organ}/"
        )
    if wanted.search:
        hit = Q(key__icontains=wanted.search)
        for each in open_fields:
            if each.sort is Sort.TEXT and not each.dated:
                hit |= Q(**{f"{each.name}__icontains": wanted.search})
        said = _dated_texts(register, on).filter(value__icontains=wanted.search)
        rows = rows.filter(hit | Q(pk__in=said.values("series__entry")))
    return rows


def _is(register: Register, field_: Field, value: Known, on: date) -> Q:
    if not field_.dated:
        return Q(**{field_.name: value})
    there = holding(believed(register.kind), on).filter(series__field=field_.name)
    return Q(pk__in=there.filter(value=plain(value)).values("series__entry"))


def _dated_texts(register: Register, on: date) -> QuerySet[DatedValue]:
    names = [each.name for each in register.fields if each.dated and each.sort is Sort.TEXT]
    return holding(believed(register.kind), on).filter(series__field__in=names)
