"""可预约物: adding, changing and retiring what can be booked."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.bookings.events import ThingAdded, ThingChanged, ThingRetired, entry
from tongban.kernel.bookings.models import Thing
from tongban.kernel.ledger.actions import append

NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class ThingTerms:
    """预约条件: name and keeper of a thing, the time kept free after each use, and how long an approved booking waits."""

    label: str
    keeper: int
    turnaround: timedelta = NONE
    grace: timedelta | None = None


def add_thing(kind: str, key: str, terms: ThingTerms, act: Act, *, home: int) -> Thing:
    """登记可预约物: let a thing be booked; one that is there already is returned, with these terms."""
    with transaction.atomic():
        thing, new = Thing.objects.get_or_create(
            home=home, kind=kind, key=key, defaults=_columns(terms)
        )
        if not new:
            return change_thing(thing.pk, terms, act)
        added = ThingAdded(kind, key, terms.keeper, _seconds(terms.turnaround), _grace(terms))
        append([entry(added, act, home=home, stream=thing.stream)])
    return thing


def change_thing(thing: int, terms: ThingTerms, act: Act) -> Thing:
    """变更可预约物: give a thing other terms; what is booked already keeps its times. Without a change nothing happens."""
    with transaction.atomic():
        row = _locked(thing)
        wanted = _columns(terms)
        if all(getattr(row, name) == value for name, value in wanted.items()):
            return row
        for name, value in wanted.items():
            setattr(row, name, value)
        row.save(update_fields=list(wanted))
        changed = ThingChanged(terms.keeper, _seconds(terms.turnaround), _grace(terms))
        append([entry(changed, act, home=row.home, stream=row.stream)])
    return row


def retire_thing(thing: int, act: Act) -> Thing:
    """停止预约: let a thing be booked no more; what is booked stays, to be moved or cancelled by its keeper."""
    with transaction.atomic():
        row = _locked(thing)
        if row.retired_at is None:
            row.retired_at = act.at
            row.save(update_fields=["retired_at"])
            append([entry(ThingRetired(), act, home=row.home, stream=row.stream)])
    return row


def _locked(thing: int) -> Thing:
    row = Thing.objects.select_for_update().filter(pk=thing).first()
    if row is None:
        raise no_thing()
    return row


def no_thing() -> Refusal:
    """Return the refusal of a thing that is not there or cannot be booked."""
    return Refusal(
        "booking.no_thing",
        "This cannot be booked, or not any more. Go back to the list and choose another.",
    )


def _columns(terms: ThingTerms) -> dict[str, object]:
    return {
        "label": terms.label,
        "keeper_id": terms.keeper,
        "turnaround": terms.turnaround,
        "grace": terms.grace,
    }


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())


def _grace(terms: ThingTerms) -> int | None:
    return None if terms.grace is None else _seconds(terms.grace)
