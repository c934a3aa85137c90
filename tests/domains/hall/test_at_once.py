"""Several at the same instant, on the real database: one ticket is called once, the last place is given once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from builders.halls import a_hall, by
from tongban.domains.hall.actions import calling
from tongban.domains.hall.models import Appointment, Ticket
from tongban.kernel import Refusal
from tongban.kernel.ledger.queries import faults

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(calls):
    def run(call):
        try:
            return call()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_windows_never_call_the_same_ticket():
    place = a_hall(windows=4)
    for each in range(6):
        place.ticket(f"09:{10 + each}")

    def call(number):
        window, clerk = place.windows[number], place.clerks[number]
        return lambda: calling.call_next(window.pk, by(clerk, "09:30")).number

    assert sorted(at_once([call(each) for each in range(4)])) == ["A001", "A002", "A003", "A004"]
    assert Ticket.objects.filter(state="waiting").count() == 2
    assert list(faults()) == []


def test_of_several_for_the_last_place_of_a_slot_exactly_one_gets_it():
    place = a_hall(windows=1)
    done = at_once([lambda: place.booked("10:00").state for _each in range(5)])
    assert sorted(done) == ["booked", *["hall.slot_full"] * 4]
    assert Appointment.objects.count() == 1


def test_numbers_that_are_taken_at_once_are_all_different():
    place = a_hall()
    done = at_once([lambda: place.ticket().number for _each in range(5)])
    assert sorted(done) == [f"A00{each}" for each in range(1, 6)]
