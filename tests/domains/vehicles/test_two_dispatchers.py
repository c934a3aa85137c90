"""Two who send one car at the same instant, on the real database: exactly one has it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from builders.fleet import a_fleet, choice
from tongban.domains.vehicles.dispatches.actions import sending
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


def test_two_who_swap_their_cars_at_once_do_not_wait_for_each_other(monkeypatch):
    fleet = a_fleet()
    early, late = fleet.approved(), fleet.approved(hours=("18:00", "20:00"))
    one, other = choice("川X10001", "J-001"), choice("川X10002", "J-002")
    rows = [fleet.sent(early), fleet.sent(late, "川X10002", "J-002")]
    both, cancelled = Barrier(2), sending.bookings.cancel

    def cancel_and_wait(*args, **more):
        done = cancelled(*args, **more)
        with suppress(BrokenBarrierError):
            both.wait(timeout=2)
        return done

    monkeypatch.setattr(sending.bookings, "cancel", cancel_and_wait)
    chosen = zip(rows, (other, one), strict=True)
    assert at_once([(row, fleet.act("suhang"), each) for row, each in chosen]) == ["sent", "sent"]
    assert {row.car.key for row in Dispatch.objects.all()} == {"川X10001", "川X10002"}
    assert list(faults()) == []
