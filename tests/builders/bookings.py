"""Things, periods and bookings in one readable line."""

from datetime import UTC, datetime, timedelta
from itertools import count

from builders.identity import DISTRICT, an_act, an_organ
from tongban.kernel import Act
from tongban.kernel.bookings import actions
from tongban.kernel.bookings.actions import ThingTerms, Wish
from tongban.kernel.bookings.models import Booking, Thing
from tongban.kernel.bookings.rules import Period

HOME = int(DISTRICT)
NONE = timedelta(0)
_numbers = count(1)


def act_at(hour: int, *, day: int = 1, by: str = "person/1") -> Act:
    """An act in March 2026 at that hour of Shanghai."""
    return Act(by, "", hours(hour, hour + 1, day=day).start, f"booking-{next(_numbers)}")


def hours(start: int, end: int, *, day: int = 2) -> Period:
    """From hour to hour in Shanghai on that day of March 2026."""
    midnight = datetime(2026, 3, day, tzinfo=UTC) - timedelta(hours=8)
    return Period(midnight + timedelta(hours=start), midnight + timedelta(hours=end))


def a_thing(
    label: str = "",
    *,
    kind: str = "test.car",
    keeper: int | None = None,
    turnaround: timedelta = NONE,
    grace: timedelta | None = None,
) -> Thing:
    """Something that can be booked."""
    key = str(next(_numbers))
    terms = ThingTerms(label or f"川X-0000{key}", keeper or an_organ().pk, turnaround, grace)
    return actions.add_thing(kind, key, terms, an_act(), home=HOME)


def a_wish(things: list[Thing], *periods: Period, **more: object) -> Wish:
    """What somebody of the things' own organ wishes."""
    organ = things[0].keeper_id
    return Wish(tuple(one.pk for one in things), periods, organ, **more)  # type: ignore[arg-type]


def booked(thing: Thing, period: Period, **more: object) -> Booking:
    """One booking that was asked for on the first of March."""
    by = more.pop("by", "person/1")
    [row] = actions.ask(a_wish([thing], period, **more), act_at(8, by=str(by))).bookings
    return row


def again(row: Booking) -> Booking:
    """The same booking as it stands now."""
    return Booking.objects.select_related("thing").get(pk=row.pk)
