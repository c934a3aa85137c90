"""Two who send one car at the same instant, on the real database: exactly one has it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from builders.fleet import a_fleet, choice
from tongban.domains.vehicles.dispatches.actions.sending import assign
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.kernel import Refusal
from tongban.kernel.ledger.queries import faults

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(calls):
    def run(asked):
        row, act, chosen = asked
        try:
            assign(row.pk, act, version=row.n, choice=chosen)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "sent"

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_several_requests_for_one_car_at_one_hour_exactly_one_gets_it():
    fleet = a_fleet()
    rows = [fleet.approved() for _each in range(4)]
    calls = [(row, fleet.act("suhang"), choice("川X10001", "J-001")) for row in rows]
    assert sorted(at_once(calls)) == ["booking.conflict"] * 3 + ["sent"]
    assert Dispatch.objects.filter(state="planned").count() == 1
    assert list(faults()) == []


def test_one_request_is_not_given_two_cars_by_two_who_send_at_once():
    fleet = a_fleet()
    row = fleet.approved()
    cars = [choice("川X10001", "J-001"), choice("川X10002", "J-002")]
    done = at_once([(row, fleet.act("suhang"), one) for one in cars])
    assert done.count("sent") == 1
    assert Dispatch.objects.get(pk=row.pk).state == "planned"
