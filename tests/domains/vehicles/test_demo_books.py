"""The demo's books: a year of each car, once, and an organ beyond its places."""

import pytest

from builders.cars import TODAY, a_car, a_keeper
from builders.fleet import MONDAY, a_fleet
from builders.identity import an_act, an_organ
from tongban.domains.vehicles.accounts.fleet import fleet_of
from tongban.domains.vehicles.demo import outings
from tongban.domains.vehicles.demo.books import load
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.dispatches.odometers.queries import readings_of
from tongban.domains.vehicles.models import Outlay
from tongban.domains.vehicles.places.queries import ledger

pytestmark = pytest.mark.django_db


def test_a_year_is_booked_once_and_the_accounts_show_it():
    organ = an_organ("区机关事务服务中心")
    keeper = a_keeper(organ)
    for energy in ("petrol", "electric"):
        a_car(organ, energy=energy, displacement=None)
    assert load(an_act(on=TODAY).at)
    booked = Outlay.objects.count()
    assert load(an_act(on=TODAY).at) == ""
    assert Outlay.objects.count() == booked == 62
    lines = fleet_of(keeper, 2026, on=TODAY)
    assert all(one.figures.account.per_km for one in lines)
    assert {one.figures.used[0].carrier for one in lines} == {"l", "kWh"}
    [row] = ledger(keeper, on=TODAY, as_of=TODAY)
    assert (row.balance.approved, row.balance.beyond) == (1, 1)


def test_where_nobody_keeps_cars_nothing_is_booked():
    a_car()
    assert load(an_act(on=TODAY).at) == ""


def test_the_trips_of_the_demo_go_on_from_what_its_books_show():
    a_fleet()
    assert load(MONDAY)
    assert outings.load(MONDAY)
    rows = Dispatch.objects.exclude(km_back=None)
    assert rows.count() == 4
    for row in rows:
        shown = [one.km for one in readings_of(row.car_id)]
        assert row.km_out in shown
        assert shown == sorted(shown)
        assert Outlay.objects.filter(vehicle=row.car_id, odometer__lt=row.km_out).exists()
