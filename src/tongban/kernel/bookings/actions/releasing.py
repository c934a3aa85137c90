"""释放占用: by itself when its time is over, and with the cause that it was for."""

import logging
from datetime import datetime

from django.db import transaction

from tongban.kernel import Act
from tongban.kernel.bookings.actions.locking import locked, locked_things, record
from tongban.kernel.bookings.events import BookingReleased
from tongban.kernel.bookings.models import HOLDS_PLACE, Booking
from tongban.kernel.bookings.queries import bookings_for
from tongban.kernel.bookings.rules import State

log = logging.getLogger(__name__)


def release_for(home: int, cause: str, act: Act) -> list[Booking]:
    """Release all that a cause (a case number) has booked and not taken; to do it again does nothing.

    What is due goes first, as a sweep would have let it go, and is no longer of the cause to release.
    """
    with transaction.atomic():
        locked_things([row.thing_id for row in bookings_for(home, cause)], act.at)
        held = [
            row for row in bookings_for(home, cause) if row.stands in {State.ASKED, State.APPROVED}
        ]
        rows = locked({row.pk: row.n for row in held}, act)
        for row in rows:
            row.state, row.due_at = State.RELEASED.value, None
            record(row, BookingReleased("ended"), act)
    return rows


def release_due(at: datetime, *, most: int = 100) -> int:
    """到时释放: release what nobody answered or took in time, on up to `most` things; return on how many.

    A thing that fails is told to the log of the program and has its next turn with the next sweep; the others go on.
    """
    due = Booking.objects.filter(HOLDS_PLACE, due_at__lte=at).order_by("due_at")
    things = list(dict.fromkeys(due.values_list("thing", flat=True)[: most * 4]))[:most]
    for thing in things:
        try:
            with transaction.atomic():
                locked_things([thing], at)
        except Exception:
            log.exception(
                "what is due on thing %s could not be released; it has its next turn", thing
            )
    return len(things)
