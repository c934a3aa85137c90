"""Locks on things and bookings, taken in one order, and the log of what was done under them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from tongban.kernel import Act, Refusal
from tongban.kernel.bookings.actions.things import no_thing
from tongban.kernel.bookings.events import BookingEvent, BookingReleased, entry, instant
from tongban.kernel.bookings.models import HOLDS_PLACE, Booking, Thing
from tongban.kernel.bookings.rules import State
from tongban.kernel.ledger.actions import append


def locked_things(things: Iterable[int], at: datetime) -> dict[int, Thing]:
    """Lock things in the order of their ids, and let go what is due on them at `at`."""
    wanted = sorted(set(things))
    rows = Thing.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    found = {thing.pk: thing for thing in rows}
    if len(found) < len(wanted):
        raise no_thing()
    _let_go(found, at)
    return found


def locked(seen: Mapping[int, int], act: Act) -> list[Booking]:
    """Lock bookings and their things, by id; refuse what is not there or has changed since it was `seen` (id to version).

    What this very act did before is returned as it stands, so that its repetition is no stale page.
    """
    things = Booking.objects.filter(pk__in=seen).values_list("thing", flat=True)
    locked_things(list(things), act.at)
    rows = list(_rows(seen))
    if len(rows) < len(seen):
        raise Refusal(
            "booking.not_found",
            "There is no such booking for you. Go back to the list and choose another.",
        )
    for row in rows:
        if row.n != seen[row.pk] and not done(row, act):
            raise Refusal(
                "booking.stale",
                "This booking was changed meanwhile. Load the page again to see how it stands.",
            )
    return rows


def done(booking: Booking, act: Act) -> bool:
    """Tell whether this very act was the last that changed the booking."""
    return (booking.last_by, booking.last_key) == (act.by, act.key)


def due(booking: Booking) -> str | None:
    """Return when a booking is released by itself, as events say it."""
    return None if booking.due_at is None else instant(booking.due_at)


def record(booking: Booking, event: BookingEvent, act: Act) -> None:
    """Log an event of a locked booking and store its row as it is now."""
    [logged] = append([entry(event, act, home=booking.home, stream=booking.stream)])
    booking.n, booking.last_by, booking.last_key = logged.n, act.by, act.key
    booking.save()


def _rows(seen: Iterable[int]) -> Iterable[Booking]:
    rows = Booking.objects.select_for_update(of=("self",)).filter(pk__in=list(seen))
    return rows.select_related("thing").order_by("pk")


def _let_go(things: Mapping[int, Thing], at: datetime) -> None:
    """到时释放: release what nobody answered or took in time; who waits for a thing that is still out is not to blame."""
    due = Booking.objects.filter(HOLDS_PLACE, thing__in=list(things), due_at__lte=at)
    rows = list(due.select_for_update().order_by("pk"))
    if not rows:
        return
    out = Booking.objects.filter(thing__in=list(things), state=State.TAKEN)
    still_out = set(out.values_list("thing", flat=True))
    for row in rows:
        if row.stands is State.APPROVED and row.thing_id in still_out:
            continue
        ground = "unanswered" if row.stands is State.ASKED else "not_taken"
        act = Act("system", "", at, f"due/{row.pk}/{row.n}")
        row.state, row.due_at = State.RELEASED.value, None
        record(row, BookingReleased(ground), act)
