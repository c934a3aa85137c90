"""预约占用: what can be booked and is free, and what is taken when."""

from datetime import datetime, time, timedelta
from typing import Annotated

from ninja import Query, Router, Schema
from pydantic import Field

from tongban.api.cursors import LARGEST, SMALLEST, USUAL, link_to, place_in
from tongban.api.keys import Asking
from tongban.api.moments import now, today
from tongban.api.operations import operation
from tongban.api.rules import Scope
from tongban.api.shapes.kinds import Day, Id, Instant, OrganOut
from tongban.api.shapes.resources import BookingOut, BookingPage, ThingList, ThingOut
from tongban.kernel import Refusal
from tongban.kernel.bookings.queries import (
    Booking,
    Period,
    Thing,
    bookings_of,
    bookings_visible_to,
    free_things,
    things_visible_to,
)
from tongban.kernel.bookings.rules import checked
from tongban.kernel.clock import SHANGHAI

TAG = "Bookings 预约占用"
MOST_THINGS = 200
MOST_DAYS = 62
YEARS = range(1900, 3000)
router = Router()


class ThingQuery(Schema):
    """空闲查询: a kind of things, and the period in which they are needed."""

    kind: str = Field("", max_length=60)
    start: Instant
    end: Instant


class BookingQuery(Schema):
    """预约筛选: a kind or one thing, and at most 62 days, today's alone if left out."""

    kind: str = Field("", max_length=60)
    thing_id: Id | None = None
    first_day: Day | None = None
    last_day: Day | None = None
    limit: int = Field(USUAL, ge=SMALLEST, le=LARGEST)
    cursor: str = Field("", max_length=400)


@router.get("/things", **operation(Scope.BOOKINGS_READ, {200: ThingList}, tag=TAG))
def list_things(request: Asking, asked: Annotated[ThingQuery, Query()]) -> ThingList:
    """可预约物列表: list what can be booked in the counties of the client's posts, and whether it is free in a period."""
    if asked.start.year not in YEARS or asked.end.year not in YEARS:
        raise _no_days()
    period = checked(Period(asked.start, asked.end), at=min(now(), asked.start))
    things = things_visible_to(request.auth.person, on=today())
    if asked.kind:
        things = things.filter(kind=asked.kind)
    free = set(free_things(things, period, at=now()).values_list("pk", flat=True))
    return ThingList(items=[_thing(one, one.pk in free) for one in things[:MOST_THINGS]])


@router.get("", **operation(Scope.BOOKINGS_READ, {200: BookingPage}, tag=TAG))
def list_bookings(request: Asking, asked: Annotated[BookingQuery, Query()]) -> BookingPage:
    """预约列表: list what is taken when, in the counties of the client's posts, by number."""
    reader, filters = (
        request.auth.person,
        asked.model_dump(mode="json", exclude={"limit", "cursor"}),
    )
    things = things_visible_to(reader, on=today())
    wanted = {"kind": asked.kind or None, "pk": asked.thing_id}
    things = things.filter(**{name: value for name, value in wanted.items() if value is not None})
    rows = bookings_of(things.values_list("pk", flat=True), _days(asked)).order_by("pk")
    if asked.cursor:
        rows = rows.filter(pk__gt=place_in(asked.cursor, name="bookings", filters=filters)[0])
    found = list(rows[: asked.limit + 1])
    shown = found[: asked.limit]
    after = [shown[-1].pk] if len(found) > asked.limit else None
    open_ = bookings_visible_to(reader, on=today()).filter(pk__in=[row.pk for row in shown])
    seen = set(open_.values_list("pk", flat=True))
    return BookingPage(
        next=link_to(request, after, name="bookings", filters=filters, limit=asked.limit),
        items=[_booking(row, row.pk in seen) for row in shown],
    )


def _days(asked: BookingQuery) -> Period:
    first = asked.first_day or today()
    last = asked.last_day or first
    if first.year not in YEARS or not timedelta(0) <= last - first < timedelta(days=MOST_DAYS):
        raise _no_days()
    start = datetime.combine(first, time(0), SHANGHAI)
    return Period(start, datetime.combine(last, time(0), SHANGHAI) + timedelta(days=1))


def _no_days() -> Refusal:
    return Refusal(
        "api.days",
        "Ask for at most {most} days, the first before the last, in the years 1900 to 2999.",
        most=MOST_DAYS,
    )


def _thing(one: Thing, free: bool) -> ThingOut:  # noqa: FBT001 - one fact of a row
    keeper = OrganOut(id=one.keeper_id, name=one.keeper.name)
    return ThingOut(
        id=one.pk, kind=one.kind, key=one.key, label=one.label, keeper=keeper, free=free
    )


def _booking(row: Booking, seen: bool) -> BookingOut:  # noqa: FBT001 - one fact of a row
    return BookingOut(
        id=row.pk,
        thing=row.thing_id,
        label=row.thing.label,
        start=row.span.start,
        end=row.span.end,
        state=row.state,
        organ=OrganOut(id=row.organ_id, name=row.organ.name),
        series=row.series,
        person=row.person if seen else None,
        purpose=row.purpose if seen else None,
        cause=row.cause if seen else None,
    )
