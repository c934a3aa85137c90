"""预约、改期、取消: appointments by slot, each with a place of a window that is given once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tongban.domains.hall.actions.standing import locked_hall, not_found
from tongban.domains.hall.events import (
    AppointmentBooked,
    AppointmentEnded,
    AppointmentEvent,
    AppointmentMoved,
    entry,
)
from tongban.domains.hall.models import Appointment, Hall
from tongban.domains.hall.queries.appointments import (
    PURPOSE,
    code_of,
    days_open,
    overdue,
    places_for,
    reach_of,
)
from tongban.domains.hall.queries.places import works_in
from tongban.domains.hall.rules import telling
from tongban.domains.hall.rules.hours import Slot, slots
from tongban.domains.hall.rules.telling import MOST_OPEN, Asked
from tongban.kernel import Act, Refusal
from tongban.kernel.bookings import actions as bookings
from tongban.kernel.bookings.actions import Wish
from tongban.kernel.bookings.queries import Booking, Period, Thing, bookings_for, free_things
from tongban.kernel.catalogue.queries import version_in_force
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.ledger.actions import append
from tongban.kernel.sealing import seal


def book(hall_id: int, asked: Asked, act: Act) -> Appointment:
    """预约: give a slot that has a place free; a repeated key returns the first. Any matter in force may be named, or none."""
    name, phone = telling.comes(asked.name, asked.phone)
    with transaction.atomic():
        hall = locked_hall(hall_id)
        done = Appointment.objects.filter(by=act.by, key=act.key).first()
        if done is not None:
            return done
        slot = _offered(hall, asked.start, act.at)
        if asked.matter and version_in_force(asked.matter, on=day_of(act.at)) is None:
            raise not_found()
        _not_too_many(phone, act)
        row = Appointment.objects.create(
            hall=hall, matter=asked.matter, day=slot.start.date(), starts_at=slot.start,
            ends_at=slot.end, booked_on=day_of(act.at), by=act.by, key=act.key,
            name_sealed=seal(name.encode(), purpose=PURPOSE),
            phone_sealed=seal(phone.encode(), purpose=PURPOSE), reach=reach_of(phone),
        )  # fmt: skip
        row.booking = _placed(hall, row, slot, act).pk
        _record(row, AppointmentBooked(hall.pk, _instant(slot), row.booking, row.matter), act)
    return row


def move(
    appointment_id: int, version: int, start: datetime, act: Act, *, code: str = ""
) -> Appointment:
    """改期: give another slot of the hall, with the same number; who booked may, and the staff of the hall."""
    with transaction.atomic():
        hall, row = _own(appointment_id, version, act, code)
        slot = _offered(hall, start, act.at)
        held = _booking(row)
        for thing in _free(hall, row.matter, slot, act):
            moved = bookings.move(held.pk, held.n, act, period=_period(slot), thing=thing.pk)
            break
        else:
            raise _full(slot)
        row.day, row.starts_at, row.ends_at = slot.start.date(), slot.start, slot.end
        row.booking = moved.pk
        _record(row, AppointmentMoved(_instant(slot)), act)
    return row


def cancel(appointment_id: int, version: int, act: Act, *, code: str = "") -> Appointment:
    """取消预约: let the place go; name and telephone are forgotten."""
    with transaction.atomic():
        _hall, row = _own(appointment_id, version, act, code)
        held = _booking(row)
        bookings.cancel({held.pk: held.n}, act, cause=held.cause)
        end(row, Appointment.State.CANCELLED, act)
    return row


def end(row: Appointment, state: Appointment.State, act: Act, *, ticket: int | None = None) -> None:
    """结束预约: close a locked appointment; name and telephone go with it, but for who is still to be called."""
    row.state = state
    if state != Appointment.State.CAME:
        row.name_sealed = row.phone_sealed = None
    _record(row, AppointmentEnded(str(state), ticket), act)


def miss_overdue(hall: Hall, before: datetime, act: Act) -> int:
    """记录爽约: note of each appointment whose slot was over before an instant that nobody came; return how many."""
    rows = overdue(hall, before)
    for row in rows:
        end(row, Appointment.State.MISSED, replace(act, by="system", key=f"missed/{row.pk}"))
    return len(rows)


def _offered(hall: Hall, start: datetime, at: datetime) -> Slot:
    """Return the slot that begins at an instant; refuse one that the hall does not have, or that has begun."""
    day = start.astimezone(SHANGHAI).date()
    found = [one for one in slots(day, hall.hours, hall.slot) if one.start == start]
    if not found or start <= at or day not in days_open(hall, on=day_of(at)):
        raise Refusal(
            "hall.no_slot",
            "{hall} has no such slot, or it has begun. Choose one of the free slots.",
            hall=hall.name,
        )
    return found[0]


def _not_too_many(phone: str, act: Act) -> None:
    rows = Appointment.objects.filter(reach=reach_of(phone), state=Appointment.State.BOOKED)
    if rows.filter(ends_at__gt=act.at).count() >= MOST_OPEN:
        raise Refusal(
            "hall.too_many_appointments",
            "There are {most} appointments under this telephone already. Cancel one, or come without.",
            most=MOST_OPEN,
        )


def _free(hall: Hall, matter: int | None, slot: Slot, act: Act) -> Sequence[Thing]:
    """Return the places that are free in a slot, those of windows that take little else first, locked."""
    places = places_for(hall, matter)
    bookings.locked_things([one.pk for one in places], act.at)
    rows = Thing.objects.filter(pk__in=[one.pk for one in places])
    free = {one.pk for one in free_things(rows, _period(slot), at=act.at)}
    return [one for one in places if one.pk in free]


def _placed(hall: Hall, row: Appointment, slot: Slot, act: Act) -> Booking:
    for thing in _free(hall, row.matter, slot, act):
        person = act.by if act.by.startswith("person/") else ""
        wish = Wish(
            (thing.pk,), (_period(slot),), hall.organ_id, person, cause=row.number, approved=True
        )
        return bookings.ask(wish, act).bookings[0]
    raise _full(slot)


def _full(slot: Slot) -> Refusal:
    return Refusal("hall.slot_full", "{slot} is full. Choose another slot or day.", slot=str(slot))


def _own(appointment_id: int, version: int, act: Act, code: str) -> tuple[Hall, Appointment]:
    """Return an open appointment with its hall, locked, to who booked it or works there; for anybody else there is none."""
    seen = Appointment.objects.filter(pk=appointment_id).values_list("hall", flat=True).first()
    if seen is None:
        raise not_found()
    hall = locked_hall(seen)
    row = Appointment.objects.select_for_update().get(pk=appointment_id)
    own = row.by == act.by and act.by.startswith("person/")
    if not (own or code == code_of(row) or works_in(act.by, hall, on=day_of(act.at))):
        raise not_found()
    if row.n != version or row.state != Appointment.State.BOOKED or row.ends_at <= act.at:
        raise Refusal(
            "hall.appointment_changed",
            "{number} has changed meanwhile or is over. Load the page again to see how it stands.",
            number=row.number,
        )
    return hall, row


def _booking(row: Appointment) -> Booking:
    return next(one for one in bookings_for(row.hall.home, row.number) if one.pk == row.booking)


def _period(slot: Slot) -> Period:
    return Period(slot.start, slot.end)


def _instant(slot: Slot) -> str:
    return slot.start.isoformat()


def _record(row: Appointment, event: AppointmentEvent, act: Act) -> None:
    stream = f"appointment/{row.pk}"
    [logged] = append([entry(event, act, home=row.hall.home, stream=stream)])
    row.n = logged.n
    row.save()
