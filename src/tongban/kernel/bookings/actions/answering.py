"""答复预约: approving, declining and cancelling, several at once or none; `seen` maps each booking to the version one saw."""

from collections.abc import Callable, Mapping

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.bookings import rules
from tongban.kernel.bookings.actions.locking import done, due, locked, record
from tongban.kernel.bookings.events import (
    BookingApproved,
    BookingCancelled,
    BookingDeclined,
    BookingEvent,
)
from tongban.kernel.bookings.models import Booking
from tongban.kernel.bookings.queries import bookings_for
from tongban.kernel.bookings.rules import State


def approve(seen: Mapping[int, int], act: Act) -> list[Booking]:
    """同意预约: promise the things that were asked for; nobody who comes within the thing's grace loses it."""

    def approved(row: Booking) -> BookingEvent:
        row.due_at = rules.forfeited_at(row.span, row.thing.grace, at=act.at)
        return BookingApproved(due(row))

    return _stepped(seen, State.APPROVED, act, approved)


def decline(seen: Mapping[int, int], act: Act, *, reason: str = "") -> list[Booking]:
    """不同意预约: let the things go that were asked for, with the reason."""
    return _stepped(seen, State.DECLINED, act, _let_go(BookingDeclined(), reason))


def cancel(
    seen: Mapping[int, int], act: Act, *, reason: str = "", cause: str = ""
) -> list[Booking]:
    """取消预约: let go what is not needed any more, as long as it was not taken.

    What a cause (a case number) booked is cancelled by who acts for it, who names the cause.
    """
    for row in Booking.objects.filter(pk__in=seen).exclude(cause=cause).exclude(cause=""):
        raise Refusal(
            "booking.of_cause",
            "This was booked for {cause}, which would be left without it. Cancel it on the page of that request.",
            cause=row.cause,
        )
    return _stepped(seen, State.CANCELLED, act, _let_go(BookingCancelled(), reason))


def approve_for(home: int, cause: str, act: Act) -> list[Booking]:
    """Approve all that a cause (a case number) still asks for; to do it again does nothing."""
    asked = [row for row in bookings_for(home, cause) if row.stands is State.ASKED]
    return approve({row.pk: row.n for row in asked}, act)


def _let_go(event: BookingEvent, reason: str) -> Callable[[Booking], BookingEvent]:
    def gone(row: Booking) -> BookingEvent:
        row.due_at, row.reason = None, reason
        return event

    return gone


def _stepped(
    seen: Mapping[int, int], to: State, act: Act, event_of: Callable[[Booking], BookingEvent]
) -> list[Booking]:
    with transaction.atomic():
        rows = locked(seen, act)
        for row in rows:
            if done(row, act) and row.stands is to:
                continue
            refusal = rules.followed(row.stands, to)
            if refusal is not None:
                raise refusal
            row.state = to.value
            record(row, event_of(row), act)
    return rows
