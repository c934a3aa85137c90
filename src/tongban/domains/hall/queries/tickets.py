"""Reading the queue of a hall: who waits in which order, who is called where, and the figures of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tongban.domains.hall.models import Hall, Ticket, Window
from tongban.domains.hall.rules.figures import Visit
from tongban.domains.hall.rules.order import Waiting, ahead_of, in_order
from tongban.kernel.clock import day_of

AT_WINDOW = (Ticket.State.CALLED, Ticket.State.SERVING)


@dataclass(frozen=True, slots=True)
class Board:
    """大屏: what the big screen shows: who is called where, the last calls, and how many wait."""

    called: Sequence[Ticket]
    serving: Sequence[Ticket]
    waiting: int
    next: Sequence[str]


def tickets_of(hall: Hall, day: date) -> list[Ticket]:
    """Return the tickets of a day, the first one first."""
    rows = Ticket.objects.filter(hall=hall, day=day).select_related("window", "wanted")
    return list(rows.order_by("taken_at", "pk"))


def waiting_of(hall: Hall, day: date) -> list[Ticket]:
    """Return the tickets that wait."""
    rows = Ticket.objects.filter(hall=hall, day=day, state=Ticket.State.WAITING)
    return list(rows.select_related("wanted"))


def ticket_by_id(ticket_id: int) -> Ticket | None:
    """Return a ticket with its hall and window."""
    rows = Ticket.objects.select_related("hall", "window", "appointment")
    return rows.filter(pk=ticket_id).first()


def waits(ticket: Ticket) -> Waiting:
    """Return a ticket as the rules of calling know it."""
    return Waiting(
        ticket.pk,
        ticket.taken_at,
        slot_at=ticket.slot_at,
        priority=bool(ticket.priority),
        moved=ticket.wanted_id is not None,
        behind=ticket.behind,
    )


def line_of(window: Window, *, at: datetime) -> list[Ticket]:
    """Return those who may be called to a window, in the order in which it calls them."""
    tickets = waiting_of(window.hall, day_of(at))
    mine = {one.pk: one for one in tickets if window.takes.take(one.matter, one.wanted_id)}
    return [mine[one.ticket] for one in in_order(map(waits, mine.values()), at)]


def line_of_hall(hall: Hall, *, at: datetime) -> list[Ticket]:
    """Return all who wait in a hall, in order."""
    tickets = {one.pk: one for one in waiting_of(hall, day_of(at))}
    return [tickets[one.ticket] for one in in_order(map(waits, tickets.values()), at)]


def before(ticket: Ticket, *, at: datetime) -> int:
    """Return how many who wait in the hall stand before a ticket."""
    return ahead_of(ticket.pk, in_order(map(waits, waiting_of(ticket.hall, day_of(at))), at))


def at_window(window: Window, day: date) -> Ticket | None:
    """Return the ticket that is called to a window or served there now."""
    rows = Ticket.objects.filter(window=window, day=day, state__in=AT_WINDOW)
    return rows.select_related("window", "appointment").first()


def board(hall: Hall, *, at: datetime, most: int = 8) -> Board:
    """Return what the big screen shows: numbers and windows, no names."""
    rows = Ticket.objects.filter(hall=hall, day=day_of(at), state__in=AT_WINDOW)
    found = list(rows.select_related("window").order_by("-called_at", "pk"))
    line = line_of_hall(hall, at=at)
    return Board(
        called=[one for one in found if one.state == Ticket.State.CALLED],
        serving=[one for one in found if one.state == Ticket.State.SERVING],
        waiting=len(line),
        next=[one.number for one in line[:most]],
    )


def visits_of(hall: Hall, day: date) -> list[Visit]:
    """Return the visits of a day, as the rules of figures know them."""
    return [
        Visit(one.window_id, one.taken_at, one.called_at, one.began_at, one.ended_at)
        for one in tickets_of(hall, day)
    ]
