"""Who may do what in a hall: its duty managers set it up, its staff work in it; and the lock under which a queue moves."""

from tongban.domains.hall.models import Hall
from tongban.domains.hall.queries.places import manages, works_in
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of


def locked_hall(hall_id: int) -> Hall:
    """Return a hall, locked: numbers are given out, called and booked in it one after the other."""
    hall = Hall.objects.select_for_update().filter(pk=hall_id).first()
    if hall is None:
        raise not_found()
    return hall


def managed(hall: Hall, act: Act) -> Hall:
    """Return the hall to its duty manager; refuse anybody else."""
    if act.by != "system" and not manages(act.by, hall, on=day_of(act.at)):
        raise Refusal(
            "hall.not_manager",
            "Only a duty manager of {hall} may do this. Ask one of them.",
            hall=hall.name,
        )
    return hall


def worked(hall: Hall, act: Act) -> Hall:
    """Return the hall to who works in it; refuse anybody else."""
    if not works_in(act.by, hall, on=day_of(act.at)):
        raise Refusal(
            "hall.not_staff",
            "Only who works in {hall} may do this. Ask the duty manager to put you on the rota.",
            hall=hall.name,
        )
    return hall


def not_found() -> Refusal:
    """Return the refusal of what is not there, or not for the asker."""
    return Refusal(
        "hall.not_found", "There is no such thing for you. Go back to the list and choose another."
    )
