"""叫号: calling, passing over, serving and sending on. A hall's queue moves under one lock, so that no two windows call one ticket."""

from collections.abc import Callable

from django.db import transaction

from tongban.domains.hall.actions.standing import locked_hall, not_found
from tongban.domains.hall.events import (
    TicketBegun,
    TicketCalled,
    TicketEnded,
    TicketEvent,
    TicketPassed,
    TicketSentOn,
    entry,
)
from tongban.domains.hall.models import Hall, Ticket, Window
from tongban.domains.hall.queries.places import sitting_at, window_by_id
from tongban.domains.hall.queries.tickets import at_window, line_of
from tongban.kernel import Act, Refusal
from tongban.kernel.clock import day_of
from tongban.kernel.ledger.actions import append

State = Ticket.State


def call_next(window_id: int, act: Act) -> Ticket:
    """叫号: call who is next for a window to it; one at a time. A repeated click returns the one it called."""
    with transaction.atomic():
        window = _manned(window_id, act)
        open_one = at_window(window, day_of(act.at))
        if open_one is not None:
            if (open_one.last_by, open_one.last_key) == (act.by, act.key):
                return open_one
            raise Refusal(
                "hall.window_busy",
                "{number} is still at window {window}. Finish it, send it on or pass it over first.",
                number=open_one.number,
                window=window.number,
            )
        line = line_of(window, at=act.at)
        if not line:
            raise Refusal("hall.nobody_waits", "Nobody waits for this window now.")
        row = line[0]
        row.state, row.window, row.called_at = State.CALLED, window, act.at
        row.behind = 0
        _count_down(line[1:])
        _record(row, TicketCalled(window.pk, again=False), act)
    return row


def call_again(ticket_id: int, act: Act) -> Ticket:
    """重呼: call the ticket once more."""

    def again(row: Ticket, window: Window) -> TicketEvent:
        return TicketCalled(window.pk, again=True)

    return _stepped(ticket_id, act, {State.CALLED}, again)


def pass_over(ticket_id: int, act: Act) -> Ticket:
    """过号: its holder did not come: put it behind some others, or let it lapse if it was called often enough."""

    def passed(row: Ticket, window: Window) -> TicketEvent:
        row.passes += 1
        lapsed = row.passes >= row.hall.most_passes
        row.behind = 0 if lapsed else row.hall.back_after
        row.state = State.LAPSED if lapsed else State.WAITING
        row.ended_at = act.at if lapsed else None
        _forget(row, lapsed=lapsed)
        row.window = None
        return TicketPassed(window.pk, row.behind, lapsed=lapsed)

    return _stepped(ticket_id, act, {State.CALLED}, passed)


def begin(ticket_id: int, act: Act) -> Ticket:
    """开始办理: its holder is at the window; the waiting ends and the service begins."""

    def begun(row: Ticket, window: Window) -> TicketEvent:
        row.state, row.began_at = State.SERVING, act.at
        return TicketBegun(window.pk)

    return _stepped(ticket_id, act, {State.CALLED}, begun)


def finish(ticket_id: int, act: Act) -> Ticket:
    """办结: the visit is over; name and telephone of its appointment are forgotten."""

    def ended(row: Ticket, window: Window) -> TicketEvent:
        row.state, row.ended_at = State.DONE, act.at
        _forget(row, lapsed=True)
        return TicketEnded(window.pk, lapsed=False)

    return _stepped(ticket_id, act, {State.SERVING}, ended)


def send_on(ticket_id: int, to: int, act: Act) -> Ticket:
    """转窗: let it wait for another window of the hall, before those who have just come."""

    def sent(row: Ticket, window: Window) -> TicketEvent:
        other = window_by_id(to)
        known = other is not None and other.hall_id == row.hall_id and other.closed_at is None
        if other is None or not known or other.pk == window.pk:
            raise Refusal(
                "hall.no_other_window", "Choose another open window of this hall to send it on to."
            )
        row.state, row.wanted, row.window = State.WAITING, other, None
        row.called_at = row.began_at = None
        return TicketSentOn(window.pk, other.pk)

    return _stepped(ticket_id, act, {State.CALLED, State.SERVING}, sent)


def _stepped(
    ticket_id: int,
    act: Act,
    states: set[Ticket.State],
    event_of: Callable[[Ticket, Window], TicketEvent],
) -> Ticket:
    """Do one step of a ticket that is at the actor's window; the same click does it once."""
    with transaction.atomic():
        seen = Ticket.objects.filter(pk=ticket_id).values_list("hall", flat=True).first()
        if seen is None:
            raise not_found()
        locked_hall(seen)
        row = Ticket.objects.select_related("hall", "appointment").get(pk=ticket_id)
        if (row.last_by, row.last_key) == (act.by, act.key):
            return row
        if row.window_id is None or row.state not in states:
            raise Refusal(
                "hall.ticket_elsewhere",
                "{number} has gone on meanwhile. Load the page again to see who is at your window.",
                number=row.number,
            )
        window = _manned(row.window_id, act)
        _record(row, event_of(row, window), act)
    return row


def _manned(window_id: int, act: Act) -> Window:
    """Return an open window, its hall locked, to who sits there today; for anybody else it cannot be called from."""
    window = window_by_id(window_id)
    if window is None:
        raise not_found()
    hall: Hall = locked_hall(window.hall_id)
    if window.closed_at or sitting_at(hall, on=day_of(act.at)).get(window.pk) != act.by:
        raise Refusal(
            "hall.not_at_window",
            "You do not sit at window {window} today. Ask the duty manager to put you on the rota.",
            window=window.number,
        )
    return window


def _count_down(others: list[Ticket]) -> None:
    """Let those who were passed over come one nearer."""
    for one in others:
        if one.behind:
            one.behind -= 1
            one.save(update_fields=["behind"])


def _forget(row: Ticket, *, lapsed: bool) -> None:
    if lapsed and row.appointment is not None:
        row.appointment.name_sealed = row.appointment.phone_sealed = None
        row.appointment.save(update_fields=["name_sealed", "phone_sealed"])


def _record(row: Ticket, event: TicketEvent, act: Act) -> None:
    row.last_by, row.last_key = act.by, act.key
    row.save()
    append([entry(event, act, home=row.hall.home, stream=f"ticket/{row.pk}")])
