"""排班、AB岗替岗: who has which duty on which days, and the deputy that takes over while A is absent."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from tongban.domains.hall.actions.standing import locked_hall, managed, not_found
from tongban.domains.hall.events import TurnSet, entry
from tongban.domains.hall.models import Hall, Turn
from tongban.domains.hall.queries.places import staff_of, turns_of, windows_of, works_on
from tongban.domains.hall.rules import rota
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.actions import append

MOST_DAYS = 62


def plan(hall_id: int, days: Sequence[date], new: rota.Turn, act: Act) -> list[Turn]:
    """排班: give a duty to A with the deputy B on the working days among these, all or none; what stood there is replaced."""
    with transaction.atomic():
        hall = managed(locked_hall(hall_id), act)
        working = [day for day in days[:MOST_DAYS] if works_on(hall, day)]
        if not working or min(working) < day_of(act.at):
            raise Refusal(
                "hall.turn_days",
                "Choose working days from today on, at most {most} at once.",
                most=MOST_DAYS,
            )
        _known(hall, new, act)
        return [_planned(hall, day, new, act) for day in working]


def mark(turn_id: int, act: Act, *, absent: bool) -> Turn:
    """替岗: note that A is absent, so that B sits there, or that A is back."""
    with transaction.atomic():
        row = _turn(turn_id, act)
        if absent and not row.deputy:
            raise Refusal(
                "hall.no_deputy",
                "There is no post B to take over. Plan the day again with a deputy, or with somebody else.",
            )
        if row.absent != absent:
            row.absent = absent
            row.save(update_fields=["absent"])
            _record(row, row.plan, act)
    return row


def take_away(turn_id: int, act: Act) -> None:
    """取消值班: take a turn out of the rota."""
    with transaction.atomic():
        row = _turn(turn_id, act)
        gone = rota.Turn(rota.Duty(row.duty), "", "", row.window_id)
        _record(row, gone, act)
        row.delete()


def _planned(hall: Hall, day: date, new: rota.Turn, act: Act) -> Turn:
    there = turns_of(hall, [day])
    old = next((one for one in there if new.window and one.window_id == new.window), None)
    rota.checked(new, [one.plan for one in there if one != old])
    row = old or Turn(hall=hall, day=day)
    row.duty, row.window_id = new.duty, new.window
    row.first, row.deputy, row.absent = new.first, new.deputy, new.absent
    row.save()
    _record(row, new, act)
    return row


def _known(hall: Hall, new: rota.Turn, act: Act) -> None:
    """Refuse people who do not work in the hall, and a window that it does not have."""
    staff = {one.actor_id for one in staff_of(hall, on=day_of(act.at))}
    if not {new.first, new.deputy} - {""} <= staff:
        raise Refusal(
            "hall.not_of_hall",
            "Only who holds a post in {organ} can be put on the rota. Have the post opened first.",
            organ=hall.organ.name,
        )
    if new.window is not None and not windows_of(hall).filter(pk=new.window).exists():
        raise not_found()


def _turn(turn_id: int, act: Act) -> Turn:
    row = Turn.objects.select_related("hall").filter(pk=turn_id).first()
    if row is None:
        raise not_found()
    managed(locked_hall(row.hall_id), act)
    if row.day < day_of(act.at):
        raise Refusal("hall.turn_over", "This day is over. Its rota stays as it was.")
    return row


def _record(row: Turn, plan: rota.Turn, act: Act) -> None:
    event = TurnSet(
        row.day.isoformat(), plan.duty, plan.window, plan.first, plan.deputy, absent=plan.absent
    )
    append([entry(event, act, home=row.hall.home, stream=f"hall/{row.hall_id}")])
