"""取号: numbers at the machine of the entrance, by appointment or by matter, one series after the other from 1 each day."""

from dataclasses import replace
from datetime import UTC, datetime, time

from django.db import transaction
from django.db.models import Max

from tongban.domains.hall.actions.booking import end, miss_overdue
from tongban.domains.hall.actions.standing import locked_hall
from tongban.domains.hall.events import TicketEnded, TicketTaken, entry
from tongban.domains.hall.models import Appointment, Hall, Ticket
from tongban.domains.hall.queries.appointments import arrived
from tongban.domains.hall.queries.places import open_now, takers
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import SHANGHAI, day_of
from tongban.kernel.ledger.actions import append

APPOINTED, GENERAL, OWN = "Y", "A", "B"
"""号段: appointments, general windows, windows of their own matters."""


def take(hall_id: int, act: Act, *, matter: int | None = None, priority: str = "") -> Ticket:
    """取号: give out the next number for a matter (none: 综合); a repeated key returns the first."""
    with transaction.atomic():
        hall = _opened(hall_id, act)
        done = Ticket.objects.filter(hall=hall, key=act.key).first()
        if done is not None:
            return done
        windows = takers(hall, matter)
        if not windows:
            raise Refusal(
                "hall.no_window", "No window takes this today. Ask at the reception of the hall."
            )
        series = GENERAL if windows[0].general else OWN
        row = Ticket(hall=hall, series=series, matter=matter, priority=_favoured(priority))
        return _given(row, act)


def check_in(hall_id: int, number: str, act: Act, *, priority: str = "") -> Ticket:
    """预约取号: give the number for an appointment of today; who comes after the slot waits as if without appointment."""
    with transaction.atomic():
        hall = _opened(hall_id, act)
        found = arrived(hall, number, on=day_of(act.at))
        if found is None:
            raise Refusal(
                "hall.no_appointment",
                "There is no appointment {number} here today. Check the number, or take one without appointment.",
                number=number.strip()[:30],
            )
        done = Ticket.objects.filter(appointment=found).first()
        if done is not None:
            return done
        if found.state != Appointment.State.BOOKED:
            raise Refusal(
                "hall.appointment_over",
                "{number} was cancelled. Take a number without appointment.",
                number=found.number,
            )
        in_time = act.at < found.ends_at
        row = Ticket(
            hall=hall,
            series=APPOINTED,
            matter=found.matter,
            priority=_favoured(priority),
            appointment=found,
            slot_at=found.starts_at if in_time else None,
        )
        given = _given(row, act)
        end(found, Appointment.State.CAME, act, ticket=given.pk)
        return given


def _opened(hall_id: int, act: Act) -> Hall:
    """Return a hall that is open, locked, with what was left of the days before put away."""
    hall = locked_hall(hall_id)
    if not open_now(hall, at=act.at):
        raise Refusal(
            "hall.closed",
            "{hall} is closed now. It is open on working days, {hours}.",
            hall=hall.name,
            hours=hall.hours,
        )
    close_before(hall, act)
    return hall


def close_before(hall: Hall, act: Act) -> int:
    """日清: let lapse what still waits of the days before, and note who did not come; return how many."""
    midnight = datetime.combine(day_of(act.at), time.min, SHANGHAI).astimezone(UTC)
    stale = Ticket.objects.filter(hall=hall, day__lt=day_of(act.at))
    rows = list(stale.exclude(state__in=[Ticket.State.DONE, Ticket.State.LAPSED]).order_by("pk"))
    system = replace(act, by="system", organ="")
    for row in rows:
        row.state, row.ended_at = Ticket.State.LAPSED, act.at
        row.save()
        event = TicketEnded(row.window_id, lapsed=True)
        append([entry(event, system, home=hall.home, stream=f"ticket/{row.pk}")])
    return len(rows) + miss_overdue(hall, midnight, act)


def _given(row: Ticket, act: Act) -> Ticket:
    row.day, row.taken_at, row.key = day_of(act.at), act.at, act.key
    row.last_by, row.last_key = act.by, act.key
    last = Ticket.objects.filter(hall=row.hall, day=row.day, series=row.series)
    row.sequence = (last.aggregate(most=Max("sequence"))["most"] or 0) + 1
    row.save()
    event = TicketTaken(row.hall_id, row.number, row.matter, row.priority, row.appointment_id)
    append([entry(event, act, home=row.hall.home, stream=f"ticket/{row.pk}")])
    return row


def _favoured(priority: str) -> str:
    return priority if priority in Ticket.Priority.values else ""
