"""生效: what was entered ahead comes into force on its day."""

from datetime import date

from django.db import transaction

from tongban.kernel.registers.entries import Entry
from tongban.kernel.registers.queries.history import state_of
from tongban.kernel.registers.queries.verifying import columns
from tongban.kernel.registers.registry import Brought, brought


def come_into_force(today: date, *, most: int = 200) -> int:
    """Let the rows hold the values of `today` where others have come into force; return how many rows changed.

    Lists and pages read the dated values themselves and never wait for this; a domain's own columns do.
    """
    done = 0
    for known in brought():
        due = known.model.objects.filter(next_on__lte=today, struck=False).order_by("next_on", "pk")
        for number in due.values_list("pk", flat=True)[: most - done]:
            done += _brought_up(known, number, today)
    return done


def _brought_up(known: Brought, entry_id: int, today: date) -> int:
    with transaction.atomic():
        row: Entry = known.model.objects.select_for_update(of=("self",)).get(pk=entry_id)
        if row.next_on is None or row.next_on > today:
            return 0
        state = state_of(known.register.kind, row.pk, home=row.home)
        row.current_on = today
        for name, value in columns(known, state, row).items():
            setattr(row, name, value)
        row.save()
        return 1
