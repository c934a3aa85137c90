"""Reading bookings: what is free in a period, what is booked when, and one's own bookings."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import DateTimeField, Exists, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from tongban.kernel.bookings.models import HOLDS_PLACE, Booking, Feed, Thing
from tongban.kernel.bookings.rules import Conflict, Period, State, digest_of
from tongban.kernel.identity.queries import Person, person_by_id, posts_of

__all__ = [
    "Booking",
    "Conflict",
    "Feed",
    "Period",
    "State",
    "Thing",
    "booking_visible_to",
    "bookings_for",
    "bookings_of",
    "bookings_visible_to",
    "conflicts",
    "every_booking",
    "fed_person",
    "free_things",
    "own_bookings",
    "own_feed",
    "thing_of",
    "things_visible_to",
]


def thing_of(home: int, kind: str, key: str) -> Thing | None:
    """Return the thing that a domain calls `key`."""
    return Thing.objects.filter(home=home, kind=kind, key=key).first()


def things_visible_to(reader: Person, *, on: date) -> QuerySet[Thing]:
    """Return the things of the counties in which the reader holds a post: colleagues see what is free; retired ones are left out."""
    homes = {post.home for post in posts_of(reader, on=on)}
    found = Thing.objects.filter(home__in=homes, retired_at__isnull=True)
    return found.select_related("keeper").order_by("kind", "label", "pk")


def bookings_visible_to(reader: Person, *, on: date) -> QuerySet[Booking]:
    """Return the bookings whose purpose and person the reader may see: one's own, and those of things that one's organs keep."""
    organs = {post.organ_id for post in posts_of(reader, on=on)}
    me = reader.actor_id
    seen = Q(person=me) | Q(asked_by=me) | Q(thing__keeper__in=organs)
    return Booking.objects.filter(seen).select_related("thing", "organ").order_by("period", "pk")


def booking_visible_to(reader: Person, booking: int, *, on: date) -> Booking | None:
    """Return one of them; not found and not allowed look the same."""
    return bookings_visible_to(reader, on=on).filter(pk=booking).first()


def every_booking() -> Iterator[Booking]:
    """Yield all bookings by number, to be compared with the log."""
    yield from Booking.objects.order_by("pk").iterator()


def own_bookings(person: Person) -> QuerySet[Booking]:
    """Return the bookings that are for somebody or that he asked for, by their period."""
    mine = Booking.objects.filter(Q(person=person.actor_id) | Q(asked_by=person.actor_id))
    return mine.select_related("thing", "organ").order_by("period", "pk")


def bookings_for(home: int, cause: str) -> list[Booking]:
    """Return the bookings of a cause (a case number), by their ids."""
    found = Booking.objects.filter(home=home, cause=cause).select_related("thing")
    return list(found.order_by("pk"))


def bookings_of(things: Iterable[int], within: Period) -> QuerySet[Booking]:
    """Return what occupies things within a period, or was used in it: what a board shows. Who may see details, the page asks."""
    touched = Booking.objects.filter(
        HOLDS_PLACE | Q(state=State.USED),
        thing__in=list(things),
        occupied__overlap=(within.start, within.end),
    )
    return touched.select_related("thing", "organ").order_by("thing", "period", "pk")


def free_things(things: QuerySet[Thing], period: Period, *, at: datetime) -> QuerySet[Thing]:
    """Return which of these things are free in a period and for their turnaround after it, in one statement.

    What was asked for and not answered in time is free, whether it was swept or not; what is still out is not free now.
    """
    wished = Func(
        Value(period.start, DateTimeField()),
        Cast(Value(period.end, DateTimeField()) + OuterRef("turnaround"), DateTimeField()),
        function="tstzrange",
        output_field=DateTimeRangeField(),
    )
    taken = _occupying(at).filter(thing=OuterRef("pk"), occupied__overlap=wished)
    out = Booking.objects.filter(thing=OuterRef("pk"), state=State.TAKEN)
    barred = Exists(taken) | Exists(out) if period.start <= at else Exists(taken)
    return things.filter(~barred, retired_at__isnull=True)


def conflicts(
    things: Sequence[Thing], periods: Sequence[Period], *, at: datetime, but: Collection[int] = ()
) -> list[Conflict]:
    """Return what stands against these periods of these things, by time and thing; `but` are bookings that make room."""
    if not things or not periods:
        return []
    first, last = min(one.start for one in periods), max(one.end for one in periods)
    most = max(one.turnaround for one in things)
    rows = _occupying(at).filter(thing__in=things, occupied__overlap=(first, last + most))
    found = []
    for row in rows.exclude(pk__in=but).order_by("period", "thing"):
        thing = next(one for one in things if one.pk == row.thing_id)
        occupied = Period(row.occupied.lower, row.occupied.upper)
        found += [
            Conflict(thing.pk, thing.label, wished, occupied)
            for wished in periods
            if occupied.overlaps(Period(wished.start, wished.end + thing.turnaround))
        ]
    return found


def own_feed(person: Person) -> Feed | None:
    """Return the calendar feed that somebody has now."""
    return Feed.objects.filter(person=person.pk, revoked_at__isnull=True).first()


def fed_person(token: str) -> Person | None:
    """Return whose calendar a secret token reads; `None` for one that is over, and for somebody who may not sign in any more."""
    digest = digest_of(token)
    feed = Feed.objects.filter(digest=digest, revoked_at__isnull=True).first()
    person = None if feed is None else person_by_id(feed.person)
    return person if person is not None and person.is_active else None


def _occupying(at: datetime) -> QuerySet[Booking]:
    """Return the bookings that hold their place at an instant; one that was not answered in time holds none."""
    return Booking.objects.filter(HOLDS_PLACE).exclude(state=State.ASKED, due_at__lte=at)
