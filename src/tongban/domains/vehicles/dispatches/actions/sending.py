"""派车、改派、取消: who sends cars books a car and a driver for a request, in one transaction with the case's decision."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from tongban.domains.vehicles.dispatches.actions.asking import let_go
from tongban.domains.vehicles.dispatches.actions.recording import (
    done,
    held,
    no_dispatch,
    record,
    unchanged,
)
from tongban.domains.vehicles.dispatches.actions.standing import person_of, sent_by
from tongban.domains.vehicles.dispatches.advising import (
    CAR,
    DRIVER,
    in_words,
    judged,
    own_of_another,
)
from tongban.domains.vehicles.dispatches.events import DispatchAssigned
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.dispatches.queries import cars_for, drivers_for, things_of, used
from tongban.domains.vehicles.dispatches.states import State, followed
from tongban.domains.vehicles.models import Driver, Vehicle
from tongban.domains.vehicles.naming import named
from tongban.domains.vehicles.rules.suitability import reason
from tongban.kernel import Act, Refusal
from tongban.kernel.bookings import actions as bookings
from tongban.kernel.bookings.actions import ThingTerms, Wish
from tongban.kernel.bookings.queries import Booking, bookings_for
from tongban.kernel.cases import actions as cases
from tongban.kernel.cases.queries import case_by_number
from tongban.kernel.cases.queries.keys import version_of_item
from tongban.kernel.cases.queries.standing_in import inbox_of_reader
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.identity.queries import Person
from tongban.kernel.registers.entries import Entry


@dataclass(frozen=True, slots=True)
class Choice:
    """派车选择: a car and, where one is wished, a driver, by their numbers in the registers."""

    car: int
    driver: int | None = None


def assign(dispatch_id: int, act: Act, *, version: int, choice: Choice) -> Dispatch:
    """派车、改派: book the car and the driver and grant the request, all or nothing; conflicts are named.

    Of two who send one car at once, the second reads what stands against it.
    """
    with transaction.atomic():
        _grant(dispatch_id, act)
        row = held(dispatch_id)
        if done(row, act) and row.stands is State.PLANNED:
            return row
        person = sent_by(row, act)
        unchanged_but_for_the_grant(row, act, version)
        refusal = followed(row.stands, State.PLANNED)
        if refusal is not None:
            raise refusal
        car, driver = _chosen(person, row, choice, act)
        _lock(row, car, driver, act)
        _fit(row, car, driver)
        _let_free(row, act)
        _book(row, car, driver, act)
        row.state = State.PLANNED.value
        event = DispatchAssigned(
            car.pk, driver.pk if driver else None, row.car_booking or 0, row.driver_booking
        )
        record(row, event, act)
    return row


def cancel(dispatch_id: int, act: Act, *, version: int) -> Dispatch:
    """取消用车: let go a trip that has not left; who asked for it or sends cars does so."""
    with transaction.atomic():
        row = held(dispatch_id)
        if done(row, act) and row.stands is State.CANCELLED:
            return row
        if row.asked_by != act.by:
            sent_by(row, act)
        unchanged(row, version)
        refusal = followed(row.stands, State.CANCELLED)
        if refusal is not None:
            raise refusal
        if row.stands is not State.PLANNED:
            raise _withdraw_instead()
        let_go(row, "cancelled", act)
    return row


def unchanged_but_for_the_grant(row: Dispatch, act: Act, version: int) -> None:
    """Refuse a stale page; what this very act has changed is no other's change."""
    if not done(row, act):
        unchanged(row, version)


def _grant(dispatch_id: int, act: Act) -> None:
    """Decide the case for the request, where it waits for that at a post of who acts."""
    person = person_of(act)
    number = Dispatch.objects.filter(pk=dispatch_id).values_list("number", flat=True).first()
    if person is None or number is None:
        raise no_dispatch()
    on = day_of(act.at)
    open_ = inbox_of_reader(person, on=on).filter(number=number, act="decide").first()
    case = case_by_number(number, person, on=on) if open_ is not None else None
    if open_ is not None and case is not None:
        cases.decide(
            number,
            act,
            version=version_of_item(case, open_.item),
            item=open_.item,
            outcome="agreed",
            reasons=gettext("A car is sent."),
        )


def _chosen(
    person: Person, row: Dispatch, choice: Choice, act: Act
) -> tuple[Vehicle, Driver | None]:
    on = day_of(act.at)
    car = next((one for one in cars_for(person, row, on=on) if one.pk == choice.car), None)
    people = drivers_for(person, row, on=on)
    driver = next((one for one in people if one.pk == choice.driver), None)
    if car is None or (choice.driver is not None and driver is None):
        raise Refusal(
            "vehicles.not_to_be_sent",
            "This car or driver is not yours to send, or not in use. Choose another from the list.",
        )
    if row.wants_driver and driver is None:
        raise Refusal(
            "vehicles.driver_wanted", "A driver is asked for. Choose one.", field="driver"
        )
    return car, driver


def _fit(row: Dispatch, car: Vehicle, driver: Driver | None) -> None:
    """Refuse a car or driver that may not go on this trip, with the reason of the advice."""
    if own_of_another(row, car):
        raise _unfit(car.plate, in_words(reason("own_of_another")))
    told = used(row.home, row.span.start.astimezone(SHANGHAI).date(), but=row.pk)
    found = judged(row, [car], None if driver is None else [driver], told)
    if not found.suggestions:
        name, why = found.excluded[-1]
        raise _unfit(name, in_words(why))


def _unfit(name: str, why: str) -> Refusal:
    return Refusal(
        "vehicles.unfit",
        "{name} cannot be sent on this trip: {why} Choose another.",
        name=name,
        why=why,
    )


def _lock(row: Dispatch, car: Vehicle, driver: Driver | None, act: Act) -> None:
    """Lock at once what is let go and what is booked, so that two who swap their cars do not wait for each other."""
    old = [one.thing_id for one in _waiting(row)]
    cars = things_of(row.home, CAR, [car.pk])
    drivers = [] if driver is None else things_of(row.home, DRIVER, [driver.pk])
    bookings.locked_things([*old, *(one.pk for one in (*cars, *drivers))], act.at)


def _waiting(row: Dispatch) -> list[Booking]:
    """Return what is booked for this trip and was not taken yet."""
    mine = {row.car_booking, row.driver_booking}
    found = bookings_for(row.home, row.number)
    return [one for one in found if one.pk in mine and one.state == "approved"]


def _let_free(row: Dispatch, act: Act) -> None:
    """改派: let go what was booked for this trip before."""
    bookings.cancel({one.pk: one.n for one in _waiting(row)}, act, cause=row.number)


def _book(row: Dispatch, car: Vehicle, driver: Driver | None, act: Act) -> None:
    """Book both at once, so that either both are had or neither; confidential cars are not named on the common board."""
    names = {CAR: named(car), DRIVER: "" if driver is None else (driver.name or driver.key)}
    kept: list[tuple[str, Entry]] = [(CAR, car)]
    if driver is not None:
        kept.append((DRIVER, driver))
    things = {
        kind: bookings.add_thing(
            kind, str(one.pk), ThingTerms(names[kind], one.organ_id), act, home=row.home
        ).pk
        for kind, one in kept
    }
    wish = Wish(
        tuple(things.values()),
        (row.span,),
        row.organ_id,
        person=row.asked_by,
        cause=row.number,
        purpose="" if car.confidential else row.matter,
        approved=True,
    )
    booked = {one.thing_id: one.pk for one in bookings.ask(wish, act).bookings}
    row.car, row.driver = car, driver
    row.car_booking = booked[things[CAR]]
    row.driver_booking = booked[things[DRIVER]] if driver is not None else None


def _withdraw_instead() -> Refusal:
    return Refusal(
        "vehicles.withdraw_instead",
        "No car is assigned yet. Withdraw the request under “My cases”, or refuse it on the page of its case.",
    )
