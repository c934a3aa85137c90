"""Reading appointments: what is free, one by number and code or by login, and the list of a day for the counter."""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from tongban.domains.hall.models import Appointment, Hall, Window
from tongban.domains.hall.queries.places import takers, windows_of, works_on
from tongban.domains.hall.rules import telling
from tongban.domains.hall.rules.hours import Slot, slots, spare
from tongban.kernel.bookings.queries import Period, Thing, bookings_of
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.identity.queries import Person
from tongban.kernel.parties.rules import masked_name, masked_phone
from tongban.kernel.sealing import blind, unseal

PLACE = "hall.place"
PURPOSE = "hall-visit"


@dataclass(frozen=True, slots=True)
class Shown:
    """预约（脱敏）: an appointment with who comes, masked, and how often nobody came under that telephone."""

    row: Appointment
    name: str
    phone: str
    missed: int = 0


def place_key(window: Window, place: int) -> str:
    """Return what the bookings call a place of a window."""
    return f"{window.pk}/{place}"


def places_for(hall: Hall, matter: int | None) -> list[Thing]:
    """Return the places that an appointment for a matter may have, those of windows that take little else first."""
    keys = [
        place_key(window, place)
        for window in takers(hall, matter)
        for place in range(1, window.places + 1)
    ]
    rows = Thing.objects.filter(home=hall.home, kind=PLACE, key__in=keys)
    return sorted(rows, key=lambda one: keys.index(one.key))


def window_of_place(hall: Hall, thing: int) -> Window | None:
    """Return the window that a place belongs to."""
    key = Thing.objects.filter(pk=thing).values_list("key", flat=True).first() or ""
    return windows_of(hall).filter(pk=int(key.partition("/")[0] or 0)).first()


def days_open(hall: Hall, *, on: date) -> list[date]:
    """Return the working days that are open to appointments, today among them."""
    days = [on + timedelta(days=each) for each in range(hall.ahead + 1)]
    return [day for day in days if works_on(hall, day)]


def free_slots(
    hall: Hall, matter: int | None, day: date, *, at: datetime
) -> list[tuple[Slot, int]]:
    """Return the slots of a day that have not begun, each with how many places are free."""
    found = [one for one in slots(day, hall.hours, hall.slot) if one.start > at]
    if not found or day not in days_open(hall, on=day_of(at)):
        return []
    places = [one.pk for one in places_for(hall, matter)]
    rows = bookings_of(places, Period(found[0].start, found[-1].end))
    taken = [(row.thing_id, Slot(row.span.start, row.span.end)) for row in rows]
    return [(slot, spare(places, taken, slot)) for slot in found]


def code_of(row: Appointment) -> str:
    """Return the eight digits with which who booked opens the appointment; only this place can work them out."""
    return f"{int(blind(row.number, purpose='appointment-code')[:12], 16) % 10**8:08d}"


def looked_up(number: str, code: str) -> Appointment | None:
    """Return an appointment to who holds its number and code; a wrong one of either looks the same."""
    pk = telling.read(number)
    row = Appointment.objects.filter(pk=pk).select_related("hall").first() if pk else None
    fits = row is not None and hmac.compare_digest(code_of(row).encode(), code.strip().encode())
    return row if fits else None


def own_appointments(person: Person) -> QuerySet[Appointment]:
    """Return what somebody booked while signed in, the last first."""
    return Appointment.objects.filter(by=person.actor_id).select_related("hall").order_by("-pk")


def arrived(hall: Hall, number: str, *, on: date) -> Appointment | None:
    """Return the appointment of that number and day at a hall, as the machine at the entrance asks for it."""
    pk = telling.read(number)
    return Appointment.objects.filter(pk=pk, hall=hall, day=on).first() if pk else None


def appointments_of(hall: Hall, day: date) -> list[Appointment]:
    """Return the appointments of a day by their slots; whether the reader works there, the page has asked."""
    rows = Appointment.objects.filter(hall=hall, day=day).select_related("ticket")
    return list(rows.order_by("starts_at", "pk"))


def overdue(hall: Hall, before: datetime) -> list[Appointment]:
    """Return the appointments whose slot was over before an instant and to which nobody came."""
    rows = Appointment.objects.filter(hall=hall, state=Appointment.State.BOOKED)
    return list(rows.filter(ends_at__lte=before).order_by("pk"))


def shown(rows: Sequence[Appointment]) -> list[Shown]:
    """Return appointments as lists may show them: name and telephone masked."""
    missed = missed_by(one.reach for one in rows)
    return [
        Shown(
            one,
            masked_name(opened(one.name_sealed)) if one.name_sealed else "",
            masked_phone(opened(one.phone_sealed)) if one.phone_sealed else "",
            missed.get(one.reach, 0),
        )
        for one in rows
    ]


def missed_by(reaches: Iterable[str]) -> dict[str, int]:
    """Return how often nobody came under each telephone."""
    rows = Appointment.objects.filter(reach__in=set(reaches), state=Appointment.State.MISSED)
    return dict(rows.values_list("reach").annotate(Count("pk")))


def opened(sealed: bytes | memoryview | None) -> str:
    """Return the text of a sealed column. Pages show it masked."""
    return unseal(bytes(sealed), purpose=PURPOSE).decode() if sealed else ""


def slot_of(row: Appointment) -> Slot:
    """Return the slot of an appointment, in Shanghai."""
    return Slot(row.starts_at.astimezone(SHANGHAI), row.ends_at.astimezone(SHANGHAI))


def reach_of(phone: str) -> str:
    """Return the digest under which the appointments of one telephone are found."""
    return blind(phone, purpose="hall-reach")
