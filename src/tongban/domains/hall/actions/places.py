"""设置大厅和窗口: a hall's terms and its windows, by its duty manager; a window's places are things that can be booked."""

from dataclasses import dataclass

from django.db import transaction

from tongban.domains.hall.actions.standing import locked_hall, managed, not_found
from tongban.domains.hall.events import HallSet, WindowSet, entry
from tongban.domains.hall.models import Hall, Window
from tongban.domains.hall.queries.appointments import PLACE, place_key
from tongban.domains.hall.rules import hours
from tongban.kernel import Act, Refusal
from tongban.kernel.bookings import actions as bookings
from tongban.kernel.bookings.actions import ThingTerms
from tongban.kernel.identity.queries import Organ
from tongban.kernel.ledger.actions import append

MOST_PLACES, MOST_MINUTES, MOST_DAYS = 20, 240, 60


@dataclass(frozen=True, slots=True)
class HallTerms:
    """大厅设置: hours such as `09:00-12:00 13:00-17:00`, minutes of a slot, days ahead, and the rules of passing over."""

    name: str
    hours: str
    address: str = ""
    slot: int = 30
    ahead: int = 7
    back_after: int = 3
    most_passes: int = 2


@dataclass(frozen=True, slots=True)
class WindowTerms:
    """窗口设置: number, name and area, what it takes, and its appointments in a slot."""

    number: int
    name: str
    area: str = ""
    general: bool = True
    matters: tuple[int, ...] = ()
    places: int = 1
    closed: bool = False


def open_hall(organ: Organ, terms: HallTerms, act: Act) -> Hall:
    """设立大厅: open a hall of an organ; one of that name gets these terms."""
    with transaction.atomic():
        hall, _new = Hall.objects.get_or_create(
            organ=organ,
            name=terms.name.strip(),
            defaults={"home": organ.home, "hours": "09:00-17:00"},
        )
        return set_hall(hall.pk, terms, act)


def set_hall(hall_id: int, terms: HallTerms, act: Act) -> Hall:
    """设置大厅: give a hall these terms; what is booked stays as it is."""
    hours.opening(terms.hours)
    fits = 5 <= terms.slot <= MOST_MINUTES and 0 <= terms.ahead <= MOST_DAYS
    if not (terms.name.strip() and fits and 1 <= terms.most_passes <= 9 and terms.back_after <= 50):
        raise Refusal(
            "hall.terms",
            "A hall needs a name, slots of 5 to {minutes} minutes, at most {days} days ahead, 1 to 9 calls and at most 50 places back.",
            minutes=MOST_MINUTES,
            days=MOST_DAYS,
        )
    with transaction.atomic():
        hall = managed(locked_hall(hall_id), act)
        hall.name, hall.address = terms.name.strip()[:80], terms.address.strip()[:120]
        hall.hours, hall.slot, hall.ahead = " ".join(terms.hours.split()), terms.slot, terms.ahead
        hall.back_after, hall.most_passes = terms.back_after, terms.most_passes
        hall.save()
        event = HallSet(hall.hours, hall.slot, hall.ahead, hall.back_after, hall.most_passes)
        append([entry(event, act, home=hall.home, stream=f"hall/{hall.pk}")])
    return hall


def set_window(
    hall_id: int, terms: WindowTerms, act: Act, *, window_id: int | None = None
) -> Window:
    """设置窗口: open a window, or change one; its places follow, and those that are booked already stay."""
    if not (terms.name.strip() and 1 <= terms.number <= 999 and 0 <= terms.places <= MOST_PLACES):
        raise Refusal(
            "hall.window_terms",
            "A window needs a name, a number from 1 to 999, and at most {most} appointments in a slot.",
            most=MOST_PLACES,
        )
    with transaction.atomic():
        hall = managed(locked_hall(hall_id), act)
        row = _window(hall, terms.number, window_id)
        row.number, row.name, row.area = terms.number, terms.name.strip()[:40], terms.area[:40]
        row.general, row.matters, row.places = terms.general, sorted(terms.matters), terms.places
        row.closed_at = (row.closed_at or act.at) if terms.closed else None
        row.save()
        _set_places(hall, row, act)
        event = WindowSet(
            row.pk, row.number, row.general, row.matters, row.places, closed=terms.closed
        )
        append([entry(event, act, home=hall.home, stream=f"hall/{hall.pk}")])
    return row


def _window(hall: Hall, number: int, window_id: int | None) -> Window:
    taken = Window.objects.filter(hall=hall, number=number).first()
    if taken is not None and taken.pk != window_id:
        raise Refusal(
            "hall.window_number",
            "There is a window {number} already. Choose another number.",
            number=number,
        )
    if window_id is None:
        return Window(hall=hall)
    row = Window.objects.filter(pk=window_id, hall=hall).first()
    if row is None:
        raise not_found()
    return row


def _set_places(hall: Hall, window: Window, act: Act) -> None:
    """Make the places of a window things that can be booked; those it has no more are only offered no more."""
    for place in range(1, window.places + 1):
        terms = ThingTerms(f"{window} · {place}", hall.organ_id)
        bookings.add_thing(PLACE, place_key(window, place), terms, act, home=hall.home)
