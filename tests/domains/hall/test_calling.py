"""Tickets and their calling: numbered by day and series, called in order, passed over, sent on, and finished."""

import pytest

from builders.halls import MONDAY, a_hall, a_window, by, planned, tomorrow
from builders.identity import a_clerk
from builders.registers import refusal_of
from tongban.domains.hall.actions import calling, rota, taking
from tongban.domains.hall.models import Ticket
from tongban.domains.hall.queries.tickets import before, board, visits_of
from tongban.domains.hall.rules.figures import figures
from tongban.kernel.ledger.queries import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_hall()


def called(place, when="09:30", window=0, key=""):
    return calling.call_next(place.windows[window].pk, by(place.clerks[window], when, key))


def step(what, place, row, when="09:31", window=0, *more):
    return what(row.pk, *more, by(place.clerks[window], when))


def test_numbers_run_from_one_in_each_series_and_each_day(place):
    a_window(place, 3, name="专窗", general=False, matters=(77,))
    appointment = place.booked("10:00")
    found = [place.ticket(), place.ticket(), place.ticket(matter=77), place.ticket(matter=8)]
    found.append(taking.check_in(place.hall.pk, appointment.number, by("public", "09:50")))
    assert [one.number for one in found] == ["A001", "A002", "B001", "A003", "Y001"]
    assert taking.take(place.hall.pk, by("public", tomorrow())).number == "A001"


def test_the_same_click_at_the_machine_gives_one_number(place):
    act = by("public")
    assert taking.take(place.hall.pk, act) == taking.take(place.hall.pk, act)
    appointment = place.booked("10:00")
    one = taking.check_in(place.hall.pk, appointment.number, by("public", "09:50"))
    assert taking.check_in(place.hall.pk, appointment.number, by("public", "09:51")) == one


@pytest.mark.parametrize("when", ["08:59", "12:30", "17:00"])
def test_no_number_is_given_while_the_hall_is_closed(place, when):
    assert refusal_of(place.ticket, when).code == "hall.closed"


def test_no_number_is_given_on_a_day_off(place):
    sunday = MONDAY.replace(day=15)
    assert refusal_of(taking.take, place.hall.pk, by("public", sunday)).code == "hall.closed"


def test_a_number_that_is_no_appointment_of_today_is_refused(place):
    other = a_hall(organ="北辰街道便民服务中心").booked("10:00")
    for number in ("", "Y1", "x", other.number):
        refused = refusal_of(taking.check_in, place.hall.pk, number, by("public", "09:50"))
        assert refused.code == "hall.no_appointment"


def test_who_comes_after_the_slot_waits_as_without_appointment(place):
    appointment = place.booked("10:00")
    row = taking.check_in(place.hall.pk, appointment.number, by("public", "10:31"))
    assert (row.number, row.slot_at) == ("Y001", None)


def test_windows_call_in_order_and_one_at_a_time(place):
    first, second = place.ticket("09:10"), place.ticket("09:11")
    favoured = place.ticket("09:12", priority="elder")
    assert called(place) == favoured
    assert called(place, window=1) == first
    assert refusal_of(called, place, "09:40").code == "hall.window_busy"
    step(calling.begin, place, favoured)
    assert refusal_of(called, place, "09:40").code == "hall.window_busy"
    step(calling.finish, place, favoured, "09:45")
    assert called(place, "09:46") == second
    step(calling.begin, place, second)
    step(calling.finish, place, second)
    assert refusal_of(called, place, "09:50").code == "hall.nobody_waits"


def test_a_repeated_click_calls_nobody_else(place):
    place.ticket("09:10")
    place.ticket("09:11")
    assert called(place, key="once") == called(place, key="once")
    assert Ticket.objects.filter(state="waiting").count() == 1


def test_who_does_not_come_is_called_again_after_so_many_others_and_then_loses_the_number(place):
    rows = [place.ticket(f"09:{10 + each}") for each in range(6)]
    order = []
    for _each in range(5):
        row = called(place)
        order.append(row)
        if row == rows[0]:
            row = step(calling.pass_over, place, row)
        else:
            step(calling.begin, place, row)
            step(calling.finish, place, row)
    assert order == [rows[0], *rows[1:4], rows[0]]
    rows[0].refresh_from_db()
    assert (rows[0].state, rows[0].passes) == ("lapsed", 2)


def test_sent_on_it_waits_for_that_window_alone_and_goes_first_there(place):
    first, other = place.ticket("09:10"), place.ticket("09:11")
    row = called(place)
    step(calling.begin, place, row)
    to = place.windows[1].pk
    assert refusal_of(calling.send_on, row.pk, place.windows[0].pk, by(place.clerks[0])).code == (
        "hall.no_other_window"
    )
    calling.send_on(row.pk, to, by(place.clerks[0], "09:40"))
    assert called(place, "09:41") == other
    place.ticket("09:42")
    assert called(place, "09:43", window=1) == first


def test_only_who_sits_at_the_window_today_calls_from_it(place):
    row = place.ticket()
    stranger = a_clerk(place.organ, "window")[0]
    for person in (place.clerks[1], stranger, place.manager, a_clerk()[0]):
        refused = refusal_of(calling.call_next, place.windows[0].pk, by(person, "09:30"))
        assert refused.code == "hall.not_at_window"
    called(place)
    for verb in (calling.begin, calling.pass_over, calling.call_again):
        assert refusal_of(verb, row.pk, by(place.clerks[1])).code == "hall.not_at_window"


def test_the_deputy_calls_while_a_is_absent_and_a_does_not(place):
    place.ticket()
    deputy = a_clerk(place.organ, "window")[0]
    turn = planned(place, place.clerks[0], window=place.windows[0], deputy=deputy)
    refused = refusal_of(calling.call_next, place.windows[0].pk, by(deputy, "09:30"))
    assert refused.code == "hall.not_at_window"
    rota.mark(turn.pk, by(place.manager), absent=True)
    assert refusal_of(called, place).code == "hall.not_at_window"
    assert calling.call_next(place.windows[0].pk, by(deputy, "09:30")).number == "A001"


def test_a_step_that_does_not_fit_is_refused_and_the_log_holds(place):
    row = place.ticket()
    assert refusal_of(step, calling.begin, place, row).code == "hall.ticket_elsewhere"
    called(place)
    assert refusal_of(step, calling.finish, place, row).code == "hall.ticket_elsewhere"
    step(calling.call_again, place, row)
    step(calling.begin, place, row)
    assert refusal_of(step, calling.pass_over, place, row).code == "hall.ticket_elsewhere"
    assert list(faults()) == []


def test_name_and_telephone_are_forgotten_when_the_visit_is_over(place):
    appointment = place.booked("10:00")
    row = taking.check_in(place.hall.pk, appointment.number, by("public", "09:50"))
    called(place, "10:00")
    appointment.refresh_from_db()
    assert appointment.name_sealed is not None
    step(calling.begin, place, row, "10:01")
    step(calling.finish, place, row, "10:20")
    appointment.refresh_from_db()
    assert (appointment.name_sealed, appointment.phone_sealed) == (None, None)


def test_what_still_waits_lapses_when_the_next_day_begins(place):
    row = place.ticket()
    taking.take(place.hall.pk, by("public", tomorrow()))
    row.refresh_from_db()
    assert row.state == "lapsed"


def test_the_screen_shows_numbers_and_windows_and_figures_count_the_day(place):
    rows = [place.ticket(f"09:{10 + each}") for each in range(3)]
    called(place, "09:30")
    step(calling.begin, place, rows[0], "09:31")
    called(place, "09:35", window=1)
    shown = board(place.hall, at=by("public", "09:36").at)
    assert [one.number for one in shown.serving] == ["A001"]
    assert [(one.number, one.window.number) for one in shown.called] == [("A002", 2)]
    assert (shown.waiting, shown.next) == (1, ["A003"])
    assert before(rows[2], at=by("public", "09:36").at) == 0
    step(calling.finish, place, rows[0], "09:51")
    found = figures(visits_of(place.hall, MONDAY.date()))
    assert (found.called, found.served, found.wait, found.service) == (2, 1, 22, 20)
