"""Use of cars and the yearly return: days out over days available, cost a kilometre, new energy; each figure is that of its rows."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from builders.cars import a_car, a_fill, a_keeper, door, to
from builders.fleet import MONDAY, a_fleet
from builders.identity import an_organ
from builders.looks import assert_sound, enter
from tongban.domains.vehicles.accounts.period import percent, uses_of
from tongban.domains.vehicles.accounts.yearly import yearly
from tongban.domains.vehicles.demo import fleet as demo
from tongban.domains.vehicles.models import Vehicle
from tongban.domains.vehicles.rules.kinds import Carrier

pytestmark = pytest.mark.django_db
MONDAY_ON, SUNDAY = date(2026, 3, 9), date(2026, 3, 15)
YEAR = (date(2026, 1, 1), date(2026, 6, 30))


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


def use_of(reader, plate, first, last):
    return next(one for one in uses_of(reader, first, last, on=YEAR[1]) if one.vehicle.key == plate)


def a_trip(fleet, day, km):
    """A trip on that day, out and back."""
    fleet.now = MONDAY + timedelta(days=(day - MONDAY_ON).days)
    row = fleet.out(fleet.sent(fleet.approved(day=day, hours=("10:00", "12:00"))), km=str(km))
    return fleet.back(row, km=str(km + 30))


def test_a_day_out_counts_once_over_the_working_days_of_the_period():
    fleet = a_fleet()
    a_trip(fleet, date(2026, 3, 10), 1_000)
    a_trip(fleet, date(2026, 3, 12), 1_100)
    used = use_of(fleet.who(demo.DISPATCHER), "川X10001", MONDAY_ON, SUNDAY)
    assert used.out == {date(2026, 3, 10), date(2026, 3, 12)}
    assert (len(used.available), used.rate, len(used.trips)) == (5, Decimal("40.0"), 2)
    other = use_of(fleet.who(demo.DISPATCHER), "川X10002", MONDAY_ON, SUNDAY)
    assert (other.rate, other.last_out) == (0, None)


def test_a_car_is_available_from_the_day_it_was_taken_on(organ, keeper):
    a_car(organ, on=date(2026, 3, 12))
    [used] = uses_of(keeper, MONDAY_ON, SUNDAY, on=YEAR[1])
    assert used.available == {date(2026, 3, 12), date(2026, 3, 13)}
    assert uses_of(keeper, MONDAY_ON, date(2026, 3, 11), on=YEAR[1]) == []


def test_cost_a_km_and_idleness_are_those_of_the_period(organ, keeper):
    car = a_car(organ)
    a_fill(car, "2026-01-05 09:00", 10_000, "40", keeper)
    a_fill(car, "2026-02-05 09:00", 10_600, "45", keeper)
    a_fill(car, "2026-05-05 09:00", 11_000, "30", keeper)
    [used] = uses_of(keeper, date(2026, 2, 1), date(2026, 2, 28), on=YEAR[1])
    assert (used.account.total, used.account.km, used.account.per_km) == (360, 600, Decimal("0.60"))
    assert [one.amount for one in used.records] == [360]
    assert (used.last_out, used.idle) == (date(2026, 2, 5), False)
    [used] = uses_of(keeper, date(2026, 4, 1), date(2026, 4, 30), on=YEAR[1])
    assert (used.last_out, used.idle) == (date(2026, 2, 5), True)


def test_a_car_beyond_the_standard_is_named_with_its_ground(organ, keeper):
    car = a_car(organ, price=Decimal(400_000))
    page = door(keeper).get(to("car_use", car.pk)).content.decode()
    assert "180" in page
    assert "第二章" in page


def test_a_share_is_rounded_half_up_and_of_nothing_there_is_none():
    assert (percent(1, 3), percent(1, 16), percent(0, 0)) == (Decimal("33.3"), Decimal("6.3"), None)


def test_the_return_sums_to_its_rows_and_its_rows_to_their_cars(organ, keeper):
    below = an_organ("区车队", parent=organ)
    first = a_car(organ, energy="electric", displacement=None, on=date(2025, 1, 2))
    second = a_car(below)
    a_car(below, source="rented")
    for car, kilometres in ((first, 1_000), (second, 5_000)):
        a_fill(car, "2026-01-05 09:00", kilometres, "40", keeper)
        a_fill(car, "2026-02-05 09:00", kilometres + 500, "45.5", keeper)
    rows, total = yearly(keeper, 2026, on=YEAR[1])
    assert [one.organ.name for one in rows] == [organ.name, below.name]
    assert [one.share for one in rows] == [Decimal("100.0"), Decimal("0.0")]
    assert (total.share, total.added_share) == (Decimal("50.0"), Decimal("0.0"))
    assert total.total == sum(one.total for one in rows) == 2 * 85 * 8 + 2 * 4
    assert total.km == sum(one.km for one in rows) == 1_000
    assert total.put_in(Carrier.LITRES) == Decimal(171)
    assert [one.places.actual for one in rows] == [1, 1]
    assert rows[1].places.free == -1


def test_the_return_goes_to_excel_with_the_cars_behind_it(organ, keeper):
    car = a_car(organ)
    a_fill(car, "2026-01-05 09:00", 10_000, "40", keeper)
    book = load_workbook(io.BytesIO(door(keeper).get(to("yearly_sheet"), {"year": 2026}).content))
    returned, costs, cars = (list(one.values) for one in book.worksheets)
    assert returned[1][0] == organ.name
    assert returned[-1][17] == returned[1][17] == costs[1][-1] == cars[1][-1] == "320.00"
    assert cars[1][0] == car.key


def test_what_others_keep_is_in_no_figure(organ, keeper):
    a_car(an_organ("别处"))
    assert uses_of(keeper, *YEAR, on=YEAR[1]) == []
    assert yearly(keeper, 2026, on=YEAR[1])[0] == []
    assert door(keeper).get(to("car_use", Vehicle.objects.get().pk)).status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_sound_to_look_at(page, live_server, clock):
    fleet = a_fleet()
    a_trip(fleet, date(2026, 3, 9), 1_000)
    clock.now = fleet.now + timedelta(hours=1)
    keeper = fleet.who(demo.DISPATCHER)
    car = Vehicle.objects.get(key="川X10001")
    for when, km in (("2026-02-05 09:00", 500), ("2026-03-01 09:00", 900)):
        a_fill(car, when, km, "40", keeper)
    enter(page, live_server.url, keeper)
    for name, path in (("use", to("use")), ("car_use", to("car_use", car.pk)), ("yearly", to("yearly"))):  # fmt: skip
        page.goto(live_server.url + path)
        assert_sound(page, name)
