"""取用、归还: handing out what was booked, and taking it back."""

from collections.abc import Mapping

from django.db import transaction

from tongban.kernel import Act, Refusal
from tongban.kernel.bookings import rules
from tongban.kernel.bookings.actions.locking import done, locked, record
from tongban.kernel.bookings.events import BookingReturned, BookingTaken
from tongban.kernel.bookings.models import Booking
from tongban.kernel.bookings.queries import conflicts
from tongban.kernel.bookings.rules import Conflicting, Period, State


def hand_out(seen: Mapping[int, int], act: Act) -> list[Booking]:
    """取用: hand out what was approved; not what is still out, nor early while somebody else has it."""
    with transaction.atomic():
        rows = locked(seen, act)
        for row in rows:
            if done(row, act) and row.stands is State.TAKEN:
                continue
            _may_go_out(row, act)
            row.state, row.due_at, row.taken_at = State.TAKEN.value, None, act.at
            record(row, BookingTaken(), act)
    return rows


def bring_back(seen: Mapping[int, int], act: Act) -> list[Booking]:
    """归还: take back what was handed out, early or late; it is free at once."""
    with transaction.atomic():
        rows = locked(seen, act)
        for row in rows:
            if done(row, act) and row.stands is State.USED:
                continue
            _follows(row, State.USED)
            row.state, row.back_at = State.USED.value, act.at
            record(row, BookingReturned(), act)
    return rows


def _may_go_out(row: Booking, act: Act) -> None:
    _follows(row, State.TAKEN)
    rules.checked(row.span, at=act.at)
    out = Booking.objects.filter(thing=row.thing_id, state=State.TAKEN).first()
    if out is not None:
        raise Refusal(
            "booking.still_out",
            "{thing} is still out, for {period}. Have it brought back first, or move this booking to another.",
            thing=row.thing.label,
            period=str(out.span),
        )
    if act.at < row.span.start:
        before = Period(act.at, row.span.start)
        against = conflicts([row.thing], [before], at=act.at, but=[row.pk])
        if against:
            raise Conflicting(against)


def _follows(row: Booking, to: State) -> None:
    refusal = rules.followed(row.stands, to)
    if refusal is not None:
        raise refusal
