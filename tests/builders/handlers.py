"""A domain of the tests: whoever asks for its matter takes a place and a car, and gives both back when it comes to nothing."""

from typing import Any

from builders.allowances import HOME, an_account
from builders.bookings import a_thing, hours
from builders.cases import Place, a_place
from tongban.kernel import Refusal
from tongban.kernel.allowances import actions as allowances
from tongban.kernel.allowances import queries
from tongban.kernel.allowances.actions import Ground
from tongban.kernel.allowances.rules import Unit
from tongban.kernel.bookings import actions as bookings
from tongban.kernel.bookings import queries as booked
from tongban.kernel.bookings.actions import Wish
from tongban.kernel.cases.handlers import Happening, register

LET_GO = ["trial.release"]
HANDLERS = {
    "case.submitted": ["trial.hold"],
    "case.decided": ["trial.commit"],
    **dict.fromkeys(
        ("case.declined", "case.withdrawn", "case.returned", "case.terminated"), LET_GO
    ),
}
KIND, CAR = "trial.places", "trial.car"
seen: list[Happening] = []


def hold(told: Happening) -> None:
    """Hold the place and book the car, or refuse who has too much already."""
    seen.append(told)
    if told.answers()["applicant"]["income"] > 9_000_000:
        raise Refusal("trial.rich", "Whoever earns that much drives an own car.")
    organ, number = told.matter.organ_id, told.case.number
    account = queries.account_of(HOME, KIND, organ)
    assert account is not None
    allowances.hold(account.pk, 1, Ground(number), told.act)
    car = booked.thing_of(HOME, CAR, str(organ))
    if car is not None:
        wish = Wish((car.pk,), (hours(9, 11),), organ, told.act.by, number)
        bookings.ask(wish, told.act)


def settle(told: Happening) -> None:
    """Commit what was held where the decision grants it, and let it go where it refuses."""
    if told.case.outcome != "granted":
        release(told)
        return
    allowances.commit_for(HOME, told.case.number, told.act)
    bookings.approve_for(HOME, told.case.number, told.act)


def release(told: Happening) -> None:
    """Let all of it go."""
    allowances.release_for(HOME, told.case.number, told.act)
    bookings.release_for(HOME, told.case.number, told.act)


register("trial.hold", hold)
register("trial.commit", settle)
register("trial.release", release)


def a_trial(places: str = "1", *, car: bool = False, **more: Any) -> Place:
    """A place whose matter takes one of so many places, and if wished a car."""
    place = a_place("civil", handlers=HANDLERS, **more)
    organ = place.bureau.pk
    an_account(places, unit=Unit.PLACE, kind=KIND, organ=organ, year=None)
    if car:
        a_car(organ)
    return place


def a_car(organ: int) -> None:
    """The car of the organ."""
    thing = a_thing(kind=CAR, keeper=organ)
    type(thing).objects.filter(pk=thing.pk).update(key=str(organ))


def figures(place: Place) -> queries.Figures:
    """The figures of the place's account."""
    account = queries.account_of(HOME, KIND, place.bureau.pk)
    assert account is not None
    return queries.balance(account.pk)
