"""One car in many hands at once, on the real database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from builders.bookings import a_thing, a_wish, act_at, hours
from tongban.kernel import Refusal
from tongban.kernel.bookings import actions
from tongban.kernel.bookings.models import Booking
from tongban.kernel.ledger.queries import faults

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(wishes):
    """Ask for all wishes in ten threads; return the codes of refusals and `booked` for the others."""

    def run(asked):
        try:
            actions.ask(*asked)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "booked"

    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(run, [(wish, act_at(8)) for wish in wishes]))


def test_of_thirty_who_want_one_car_at_one_hour_exactly_one_gets_it():
    car = a_thing()
    results = at_once([a_wish([car], hours(9, 11)) for _each in range(30)])
    assert (results.count("booked"), results.count("booking.conflict")) == (1, 29)
    assert list(faults()) == []


def test_who_needs_car_and_driver_never_waits_in_a_ring_nor_gets_only_one():
    car, driver = a_thing(), a_thing(kind="test.driver")
    pairs = [[car, driver], [driver, car]] * 8
    results = at_once(
        [a_wish(pair, hours(9 + n // 4, 10 + n // 4)) for n, pair in enumerate(pairs)]
    )
    assert results.count("booked") == 4
    assert Booking.objects.filter(thing=car).count() == 4
    assert Booking.objects.filter(thing=driver).count() == 4
