"""申请预约、改期: asking for one thing or several, once or in a series, and moving what was booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tongban.kernel import Act, Refusal
from tongban.kernel.bookings import rules
from tongban.kernel.bookings.actions.locking import done, due, locked, locked_things, record
from tongban.kernel.bookings.actions.things import no_thing
from tongban.kernel.bookings.events import (
    BookingApproved,
    BookingAsked,
    BookingEvent,
    BookingMoved,
    entry,
    instant,
)
from tongban.kernel.bookings.models import Booking, Thing
from tongban.kernel.bookings.queries import conflicts
from tongban.kernel.bookings.rules import Conflict, Conflicting, Period, State
from tongban.kernel.ledger.actions import append


@dataclass(frozen=True, slots=True)
class Wish:
    """预约申请: things that are needed together, in each of the periods, for an organ and perhaps a person (an actor id).

    It holds its places until `answer_by`, at most until it begins. `approved` needs no answer. Of a series with conflicts
    nothing is booked, or with `free_only` the dates on which all of the things are free.
    """

    things: tuple[int, ...]
    periods: tuple[Period, ...]
    organ: int
    person: str = ""
    cause: str = ""
    purpose: str = ""
    answer_by: datetime | None = None
    approved: bool = False
    free_only: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """预约结果: what was booked, and with `free_only` what stood against the other dates."""

    bookings: tuple[Booking, ...]
    conflicts: tuple[Conflict, ...] = ()


def ask(wish: Wish, act: Act) -> Answer:
    """申请预约: book what is wished, or raise `Conflicting` with every conflict; the same act and cause book once."""
    for period in wish.periods:
        rules.checked(period, at=act.at)
    with transaction.atomic():
        things = list(locked_things(wish.things, act.at).values())
        before = _before(wish, act)
        if before:
            return Answer(tuple(before))
        if not things or any(thing.retired_at is not None for thing in things):
            raise no_thing()
        _apart(wish.periods, max(thing.turnaround for thing in things))
        against = conflicts(things, wish.periods, at=act.at)
        barred = {one.wished for one in against}
        free = [period for period in wish.periods if period not in barred]
        if against and not (wish.free_only and free):
            raise Conflicting(against)
        return Answer(tuple(_booked(wish, things, free, act)), tuple(against))


def move(
    booking: int, version: int, act: Act, *, period: Period | None = None, thing: int | None = None
) -> Booking:
    """改期、换物: give a booking that is not taken yet another period or thing, in the same state, or refuse with the conflicts."""
    with transaction.atomic():
        if thing is not None:
            locked_things([*_thing_of(booking), thing], act.at)
        [row] = locked({booking: version}, act)
        if done(row, act):
            return row
        if row.stands not in {State.ASKED, State.APPROVED}:
            raise rules.changed()
        other = row.thing if thing is None else Thing.objects.get(pk=thing)
        wanted = rules.checked(period or row.span, at=act.at)
        if other.retired_at is not None:
            raise no_thing()
        against = conflicts([other], [wanted], at=act.at, but=[row.pk])
        if against:
            raise Conflicting(against)
        answer_by = row.due_at if row.due_at and row.due_at < row.span.start else None
        _place(row, other, wanted, act.at, answer_by)
        record(row, BookingMoved(*_where(row), due(row)), act)
    return row


def _thing_of(booking: int) -> list[int]:
    return list(Booking.objects.filter(pk=booking).values_list("thing", flat=True))


def _before(wish: Wish, act: Act) -> list[Booking]:
    """Return what this act booked for this cause before; refuse if it was something else."""
    rows = Booking.objects.filter(asked_by=act.by, asked_key=act.key, cause=wish.cause)
    found = list(rows.select_related("thing").order_by("pk"))
    mine = [row for row in found if row.thing_id in wish.things]
    if mine and not {row.span for row in mine if row.stands in rules.OCCUPYING} <= set(
        wish.periods
    ):
        raise Refusal(
            "booking.key", "This key was used for other times. Please load the page again."
        )
    return mine


def _apart(periods: Sequence[Period], turnaround: timedelta) -> None:
    """Refuse a wish that stands in its own way."""
    clash = rules.clashes([Period(one.start, one.end + turnaround) for one in periods])
    if clash is not None:
        raise Refusal(
            "booking.overlaps_itself",
            "{first} and {second} overlap each other. Choose dates further apart.",
            first=str(clash[0]),
            second=str(clash[1]),
        )


def _booked(
    wish: Wish, things: Sequence[Thing], periods: Sequence[Period], act: Act
) -> list[Booking]:
    """Store a booking for each period and thing; those of a series share the number of the first."""
    rows = [_row(wish, thing, period, act) for period in periods for thing in things]
    Booking.objects.bulk_create(rows)
    if len(wish.periods) > 1:
        Booking.objects.filter(pk__in=[row.pk for row in rows]).update(series=rows[0].pk)
    entries = []
    for row in rows:
        row.series = rows[0].pk if len(wish.periods) > 1 else None
        entries += [entry(event, act, home=row.home, stream=row.stream) for event in _told(row)]
    append(entries)
    return rows


def _row(wish: Wish, thing: Thing, period: Period, act: Act) -> Booking:
    row = Booking(
        home=thing.home,
        state=(State.APPROVED if wish.approved else State.ASKED).value,
        organ_id=wish.organ,
        person=wish.person,
        cause=wish.cause,
        purpose=wish.purpose,
        asked_by=act.by,
        asked_at=act.at,
        asked_key=act.key,
        n=2 if wish.approved else 1,
        last_by=act.by,
        last_key=act.key,
    )
    _place(row, thing, period, act.at, wish.answer_by)
    return row


def _place(
    row: Booking, thing: Thing, period: Period, at: datetime, answer_by: datetime | None = None
) -> None:
    """Put a booking on a thing and a period, with what follows from them."""
    row.thing = thing
    row.period = DateTimeTZRange(period.start, period.end)
    row.occupied = DateTimeTZRange(period.start, period.end + thing.turnaround)
    if row.state == State.ASKED:
        row.due_at = rules.lapses_at(period, answer_by, at=at)
    else:
        row.due_at = rules.forfeited_at(period, thing.grace, at=at)


def _told(row: Booking) -> list[BookingEvent]:
    asked_due = due(row) if row.state == State.ASKED else None
    thing, start, end, until = _where(row)
    whom = (row.organ_id, row.person, row.cause, row.series)
    asked = BookingAsked(thing, start, end, until, *whom, due_at=asked_due)
    return [asked] if row.state == State.ASKED else [asked, BookingApproved(due(row))]


def _where(row: Booking) -> tuple[int, str, str, str]:
    """Return thing, start, end and the end of the turnaround as events say them."""
    start, end, until = row.period.lower, row.period.upper, row.occupied.upper
    return row.thing_id, instant(start), instant(end), instant(until)
