"""出车、收车: the car leaves and comes back, each time with its odometer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from tongban.domains.vehicles.dispatches.actions.recording import done, held, record, unchanged
from tongban.domains.vehicles.dispatches.actions.standing import driven_by
from tongban.domains.vehicles.dispatches.events import (
    DispatchLeft,
    DispatchReturned,
    Happening,
)
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.dispatches.odometers.queries import fault, readings_of
from tongban.domains.vehicles.dispatches.queries import unsealed
from tongban.domains.vehicles.dispatches.states import State, followed
from tongban.domains.vehicles.rules.limits import USUAL
from tongban.domains.vehicles.rules.odometer import Reading, far
from tongban.kernel import Act, Refusal
from tongban.kernel.bookings import actions as bookings
from tongban.kernel.bookings.queries import bookings_for
from tongban.kernel.clock import day_of
from tongban.kernel.documents.actions import use

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """交接记录: what is seen of the car: the odometer in km, photographs (numbers of files), fuel gauge, damage, notes.

    `sure` says that somebody looked twice at an odometer that went far.
    """

    km: Decimal
    photos: tuple[int, ...] = ()
    fuel: str = ""
    damage: str = ""
    notes: str = ""
    sure: bool = False


def hand_out(dispatch_id: int, act: Act, *, version: int, seen: Seen) -> Dispatch:
    """出车: let the car leave, with its papers and the driver's licence good, and not on a sealed day without approval."""
    with transaction.atomic():
        row = held(dispatch_id)
        if done(row, act) and row.stands is State.OUT:
            return row
        _may(row, act, version, State.OUT)
        _papers_hold(row, day_of(act.at))
        days = unsealed(row.home, row, act.at, max(act.at, row.span.end))
        if days:
            raise Refusal(
                "vehicles.sealed_out",
                "Cars stay in on {day}, a holiday, and this trip was not approved for it (党政机关公务用车管理办法, 节假日封存停驶). Ask anew, as a trip on a sealed day.",
                day=days[0],
            )
        _reads_on(row, act, seen)
        _booked(row, act, out=True)
        row.state, row.out_at, row.km_out = State.OUT.value, act.at, seen.km
        _noted(row, act, seen, DispatchLeft(str(seen.km)))
    return row


def bring_back(dispatch_id: int, act: Act, *, version: int, seen: Seen) -> Dispatch:
    """收车: take the car back, which is free at once; contact and telephone are forgotten."""
    with transaction.atomic():
        row = held(dispatch_id)
        if done(row, act) and row.stands is State.BACK:
            return row
        _may(row, act, version, State.BACK)
        _reads_on(row, act, seen)
        _booked(row, act, out=False)
        row.state, row.back_at, row.km_back = State.BACK.value, act.at, seen.km
        row.contact, row.phone = "", ""
        _noted(row, act, seen, DispatchReturned(str(seen.km), damaged=bool(seen.damage.strip())))
    return row


def _may(row: Dispatch, act: Act, version: int, to: State) -> None:
    driven_by(row, act)
    unchanged(row, version)
    refusal = followed(row.stands, to)
    if refusal is not None:
        raise refusal


def _papers_hold(row: Dispatch, on: date) -> None:
    """Refuse a car that may not be on the road, and a driver whose licence is over. A paper holds through its last day."""
    car, driver = row.car, row.driver
    if car is None or car.standing != "in_use":
        raise Refusal(
            "vehicles.not_in_use", "This car is not in use. Have another one sent.", field="car"
        )
    for last in (car.inspected_until, car.compulsory_until):
        if last is not None and last < on:
            raise Refusal(
                "vehicles.papers_lapsed",
                "The inspection or the compulsory insurance of {plate} lapsed on {day}. Have it renewed and entered in the register, or another car sent.",
                plate=car.plate,
                day=last,
            )
    if driver is not None and (driver.licence_until is None or driver.licence_until < on):
        raise Refusal(
            "vehicles.licence_lapsed",
            "The driving licence of {name} is not valid on this day by the register. Have it renewed and entered, or another driver sent.",
            name=driver.name or driver.key,
        )


def _reads_on(row: Dispatch, act: Act, seen: Seen) -> None:
    """Refuse an odometer that runs backwards or jumps, and one that went far unless somebody looked twice."""
    if row.car_id is None:
        return
    refusal = fault(row.car_id, act.at, seen.km)
    if refusal is not None:
        raise refusal
    before = far(Reading(act.at, seen.km), readings_of(row.car_id), USUAL)
    if before is not None and not seen.sure:
        raise Refusal(
            "vehicles.odometer_far",
            "From {earlier} km on {earlier_at} to {later} km are {km} km. Read the odometer again; if it does show that, tick that you looked twice.",
            earlier=str(before.km),
            earlier_at=before.at,
            later=str(seen.km),
            km=str(seen.km - before.km),
            field="km",
        )


def _booked(row: Dispatch, act: Act, *, out: bool) -> None:
    """Hand out what is booked for the trip, or take it back."""
    mine = {one for one in (row.car_booking, row.driver_booking) if one is not None}
    seen = {one.pk: one.n for one in bookings_for(row.home, row.number) if one.pk in mine}
    (bookings.hand_out if out else bookings.bring_back)(seen, act)


def _noted(row: Dispatch, act: Act, seen: Seen, event: Happening) -> None:
    row.fuel = seen.fuel or row.fuel
    row.damage = _longer(row.damage, seen.damage)
    row.notes = _longer(row.notes, seen.notes)
    _keep(row, act, seen.photos)
    record(row, event, act)


def _longer(before: str, more: str) -> str:
    return "；".join(each for each in (before, more.strip()) if each)[:LONGEST]


def _keep(row: Dispatch, act: Act, photos: Collection[int]) -> None:
    if photos:
        use(photos, act, subject=row.stream)
