"""用车接口: trips over the API: list and read them, send a car, cancel, hand out and take back. A trip is asked for and approved as a case."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, TypeAlias, cast

from ninja import Header, Path, Query, Schema
from pydantic import Field

from tongban.domains.vehicles.dispatches.actions import driving, sending
from tongban.domains.vehicles.dispatches.actions.driving import LONGEST, Seen
from tongban.domains.vehicles.dispatches.actions.recording import no_dispatch
from tongban.domains.vehicles.dispatches.actions.sending import Choice
from tongban.domains.vehicles.dispatches.queries import (
    Dispatch,
    dispatch_visible_to,
    dispatches_visible_to,
)
from tongban.domains.vehicles.dispatches.states import State
from tongban.domains.vehicles.doors import now, today
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.identity.queries import Person
from tongban.kernel.offers import Asked, Offer

TAG = "Trips 公务用车"
READ, ACT = "trades.read", "trades.act"
STATUSES = {
    "vehicles.no_dispatch": 404,
    "vehicles.dispatch_stale": 412,
    "vehicles.dispatch_changed": 409,
}
_LARGEST = 2**63 - 1
TripId: TypeAlias = Annotated[int, Path(ge=1, le=_LARGEST, description="Number of the trip.")]
Repeat: TypeAlias = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9._~-]{1,80}$",
        description="A key of your own making, one for each wish: the same wish sent again gets the first answer.",
    ),
]
DAY = r"^(\d{4}-\d{2}-\d{2})?$"


class TripQuery(Schema):
    """用车筛选: a state, the days on which trips lie in part, and after which number to go on."""

    state: State | None = None
    first_day: str = Field("", pattern=DAY, description="YYYY-MM-DD, in Shanghai.")
    last_day: str = Field("", pattern=DAY, description="YYYY-MM-DD, in Shanghai.")
    after: int = Field(0, ge=0, le=_LARGEST, description="`next_after` of the page before.")
    limit: int = Field(50, ge=1, le=200)


class TripOut(Schema):
    """用车任务: one trip as it stands; `version` goes back with what is done to it. Odometers and km are text, in km."""

    id: int
    version: int
    number: str = Field(description="Number of the case by which it was asked for.")
    state: str
    fleet: str
    organ: str
    start: datetime
    end: datetime
    purpose: str
    matter: str
    places: str
    people: int
    wants_driver: bool
    sealed: bool = Field(description="Approved for a day on which cars stay in.")
    car: str | None
    driver: str | None
    left_at: datetime | None
    back_at: datetime | None
    km_out: str | None
    km_back: str | None
    km: str | None


class TripPage(Schema):
    """用车列表: trips by number, and after which to ask for more; null at the end."""

    items: list[TripOut]
    next_after: int | None


class SendIn(Schema, extra="forbid"):
    """派车: the numbers of the car and, where one is wished, the driver in their registers."""

    version: int = Field(ge=0, le=_LARGEST)
    car: int = Field(ge=1, le=_LARGEST)
    driver: int | None = Field(None, ge=1, le=_LARGEST)


class CancelIn(Schema, extra="forbid"):
    """取消用车: the trip as it was seen."""

    version: int = Field(ge=0, le=_LARGEST)


class SeenIn(Schema, extra="forbid"):
    """交接记录: what is seen of the car as it leaves or comes back; the odometer in km, one place at most."""

    version: int = Field(ge=0, le=_LARGEST)
    km: str = Field(pattern=r"^\d{1,7}(\.\d)?$", description="Such as 18210 or 18210.5.")
    damage: str = Field("", max_length=LONGEST)
    notes: str = Field("", max_length=LONGEST)


def list_trips(request: Asked, asked: Annotated[TripQuery, Query()]) -> TripPage:
    """用车列表: list the trips that the client may see, by number."""
    rows = dispatches_visible_to(_person(request), on=today()).filter(pk__gt=asked.after)
    if asked.state is not None:
        rows = rows.filter(state=asked.state.value)
    if asked.first_day:
        rows = rows.filter(period__endswith__gt=_midnight(asked.first_day))
    if asked.last_day:
        rows = rows.filter(period__startswith__lt=_midnight(asked.last_day) + timedelta(days=1))
    found = list(rows.order_by("pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    more = shown[-1].pk if len(found) > asked.limit else None
    return TripPage(items=[_out(one) for one in shown], next_after=more)


def get_trip(request: Asked, trip_id: TripId) -> TripOut:
    """查看用车任务: read a trip."""
    return _out(_seen(request, trip_id))


def send_trip(request: Asked, trip_id: TripId, body: SendIn, repeat: Repeat) -> TripOut:
    """派车: send a car and perhaps a driver on a trip that is approved; decides its case where that waits for it."""
    choice = Choice(body.car, body.driver)
    act = _act(request, repeat)
    return _done(
        request,
        trip_id,
        lambda one: sending.assign(one, act, version=body.version, choice=choice),
    )


def cancel_trip(request: Asked, trip_id: TripId, body: CancelIn, repeat: Repeat) -> TripOut:
    """取消用车: let a trip go that has not left."""
    act = _act(request, repeat)
    return _done(request, trip_id, lambda one: sending.cancel(one, act, version=body.version))


def hand_out_trip(request: Asked, trip_id: TripId, body: SeenIn, repeat: Repeat) -> TripOut:
    """出车: let the car leave, with what its odometer shows."""
    act, seen = _act(request, repeat), _noted(body)
    return _done(
        request, trip_id, lambda one: driving.hand_out(one, act, version=body.version, seen=seen)
    )


def bring_back_trip(request: Asked, trip_id: TripId, body: SeenIn, repeat: Repeat) -> TripOut:
    """收车: take the car back, with what its odometer shows."""
    act, seen = _act(request, repeat), _noted(body)
    return _done(
        request, trip_id, lambda one: driving.bring_back(one, act, version=body.version, seen=seen)
    )


def _offer(method: str, path: str, run: Callable[..., object], answers: type, *also: int) -> Offer:
    scope = READ if method == "GET" else ACT
    return Offer(method, path, scope, TAG, run, answers, also, STATUSES)


OFFERS = (
    _offer("GET", "/trips", list_trips, TripPage),
    _offer("GET", "/trips/{trip_id}", get_trip, TripOut, 404),
    _offer("POST", "/trips/{trip_id}/send", send_trip, TripOut, 404, 409, 412, 413),
    _offer("POST", "/trips/{trip_id}/cancel", cancel_trip, TripOut, 404, 409, 412, 413),
    _offer("POST", "/trips/{trip_id}/hand-out", hand_out_trip, TripOut, 404, 409, 412, 413),
    _offer("POST", "/trips/{trip_id}/bring-back", bring_back_trip, TripOut, 404, 409, 412, 413),
)


def _person(request: Asked) -> Person:
    return cast(Person, request.auth.person)


def _act(request: Asked, key: str) -> Act:
    return Act(request.auth.actor_id, "", now(), f"api/{key}")


def _seen(request: Asked, trip_id: int) -> Dispatch:
    row = dispatch_visible_to(_person(request), trip_id, on=today())
    if row is None:
        raise no_dispatch()
    return row


def _done(request: Asked, trip_id: int, verb: Callable[[int], Dispatch]) -> TripOut:
    verb(_seen(request, trip_id).pk)
    return _out(_seen(request, trip_id))


def _noted(body: SeenIn) -> Seen:
    return Seen(Decimal(body.km), damage=body.damage, notes=body.notes)


def _midnight(day: str) -> datetime:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        found = date.min
    if not 1900 <= found.year <= 2999:
        raise Refusal(
            "vehicles.not_a_day", "{text} is no day. Write it as 2026-10-01.", text=day[:30]
        )
    return datetime.combine(found, time(0), SHANGHAI)


def _out(row: Dispatch) -> TripOut:
    return TripOut(
        id=row.pk,
        version=row.n,
        number=row.number,
        state=row.state,
        fleet=row.keeper.name,
        organ=row.organ.name,
        start=row.span.start,
        end=row.span.end,
        purpose=row.purpose,
        matter=row.matter,
        places=row.places,
        people=row.people,
        wants_driver=row.wants_driver,
        sealed=row.sealed,
        car=row.car.plate if row.car else None,
        driver=row.driver.name if row.driver else None,
        left_at=row.out_at,
        back_at=row.back_at,
        km_out=_text(row.km_out),
        km_back=_text(row.km_back),
        km=_text(row.km),
    )


def _text(km: Decimal | None) -> str | None:
    return None if km is None else str(km)
