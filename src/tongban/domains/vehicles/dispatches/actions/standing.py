"""派车资格: who sends cars, and who takes one out and brings it back."""

from tongban.domains.vehicles.dispatches.actions.recording import no_dispatch
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.dispatches.queries import sends
from tongban.kernel import Act
from tongban.kernel.clock import day_of
from tongban.kernel.identity.queries import Person, person_by_id
from tongban.kernel.identity.queries.reach import paths_of
from tongban.kernel.identity.rules import Power


def person_of(act: Act) -> Person | None:
    """Return who acts; `None` for the platform."""
    kind, _slash, number = act.by.partition("/")
    return person_by_id(int(number)) if kind == "person" and number.isdecimal() else None


def sent_by(row: Dispatch, act: Act) -> Person:
    """Return who acts, if he sends the cars of this fleet and may see the one that is sent; to others there is no such trip."""
    person, on = person_of(act), day_of(act.at)
    if person is None or not sends(person, row, on=on):
        raise no_dispatch()
    if row.car is not None and row.car.confidential:
        paths = paths_of(person, Power.SEE_CONFIDENTIAL, on=on)
        if not paths or not row.car.organ.path.startswith(paths):
            raise no_dispatch()
    return person


def drives(person: Person, row: Dispatch) -> bool:
    """Tell whether somebody drives on this trip: its driver, or who asked for it where it has none."""
    if row.driver is None:
        return row.asked_by == person.actor_id
    return bool(row.driver.username) and row.driver.username == person.username


def driven_by(row: Dispatch, act: Act) -> Person:
    """Return who acts, if he drives on this trip or sends its cars; to others there is no such trip."""
    person = person_of(act)
    if person is not None and drives(person, row):
        return person
    return sent_by(row, act)
