"""What is known of entries on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from tongban.kernel.registers.declaring import Facts, Known, Plain
from tongban.kernel.registers.entries import Entry
from tongban.kernel.registers.models import DatedValue
from tongban.kernel.registers.registry import of_kind
from tongban.kernel.registers.rules import valued


def believed(kind: str) -> QuerySet[DatedValue]:
    """Return the dated values of a register as they are known now."""
    return DatedValue.objects.filter(series__kind=kind, known_to__isnull=True)


def holding(values: QuerySet[DatedValue], on: date) -> QuerySet[DatedValue]:
    """Return those of the values that hold on that day."""
    return values.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)


def facts_of(kind: str, entries: Iterable[Entry], *, on: date) -> dict[int, Facts]:
    """Return what is known of every field of these entries on that day, by number, in one query at most.

    A field that keeps no dates is known as it stands today: who corrects it corrects it for all time.
    """
    register, rows = of_kind(kind).register, list(entries)
    dated = _dated_of(kind, [row.pk for row in rows], on) if register.dated else {}
    found: dict[int, Facts] = {}
    for row in rows:
        facts: dict[str, Known] = {}
        for each in register.fields:
            if each.dated:
                facts[each.name] = valued(each, dated.get((row.pk, each.name)))
            else:
                facts[each.name] = getattr(row, each.name)
        found[row.pk] = facts
    return found


def _dated_of(kind: str, ids: list[int], on: date) -> dict[tuple[int, str], Plain]:
    rows = holding(believed(kind).filter(series__entry__in=ids), on)
    return {
        (entry_id, name): value
        for entry_id, name, value in rows.values_list("series__entry", "series__field", "value")
    }
