"""The list of services due: counted from the book, by km or months, as the car's file or the place says; and who is told."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from builders.cars import a_car, a_fill, a_keeper, by, door, to
from builders.fleet import a_fleet
from builders.identity import a_clerk, an_organ
from builders.looks import assert_sound, enter
from builders.vehicles import at
from tongban.domains.vehicles.accounts.servicing import lines_to_keep, service_lines
from tongban.domains.vehicles.demo import fleet as demo
from tongban.domains.vehicles.outlays.actions.booking import NewOutlay, book, reverse
from tongban.domains.vehicles.rules.accounts import CostKind

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


def serviced(car, when, keeper, km=None):
    new = NewOutlay(
        kind=CostKind.SERVICE,
        at=at(when),
        amount=Decimal(500),
        odometer=None if km is None else Decimal(km),
    )
    return book(car.pk, new, by(keeper))


def driven(car, keeper, first, last):
    """The car is filled up every 900 km, the last time at `last`, so that no reading is doubted."""
    readings = [*range(first + 900, last, 900), last]
    for place, km in enumerate(readings):
        a_fill(car, f"2026-02-{place + 1:02} 09:00", km, "40", keeper)


def the_line(keeper, on=TODAY):
    [one] = service_lines(keeper, on=on)
    return one


@pytest.mark.parametrize(("km", "state"), [(28_999, "later"), (29_000, "soon"), (30_000, "due")])
def test_a_car_is_due_by_its_km_counted_from_the_last_service(organ, keeper, km, state):
    car = a_car(organ)
    serviced(car, "2026-01-05 09:00", keeper, 20_000)
    driven(car, keeper, 20_000, km)
    one = the_line(keeper)
    assert (one.state, one.due.at_km, one.due.km_left) == (state, 30_000, 30_000 - km)


@pytest.mark.parametrize(("on", "state"), [(date(2026, 12, 5), "later"), (date(2026, 12, 7), "soon"), (date(2027, 1, 5), "due")])  # fmt: skip
def test_a_car_is_due_by_its_months_also_if_nobody_read_the_odometer(organ, keeper, on, state):
    car = a_car(organ)
    serviced(car, "2026-01-05 09:00", keeper)
    one = the_line(keeper, on)
    assert (one.state, one.due.km_left, one.due.on) == (state, None, date(2027, 1, 5))


def test_the_file_of_the_car_goes_before_what_the_place_has_set(organ, keeper):
    car = a_car(organ, service_km=5_000, service_months=6)
    serviced(car, "2026-01-05 09:00", keeper, 20_000)
    driven(car, keeper, 20_000, 25_000)
    one = the_line(keeper, date(2026, 3, 1))
    assert (one.state, one.due.at_km, one.due.on) == ("due", 25_000, date(2026, 7, 5))


def test_a_service_that_was_taken_back_does_not_count(organ, keeper):
    car = a_car(organ)
    serviced(car, "2026-01-05 09:00", keeper, 20_000)
    wrong = serviced(car, "2026-05-05 09:00", keeper, 26_000)
    assert the_line(keeper).last == wrong
    reverse(wrong.pk, by(keeper), reason="录错")
    assert the_line(keeper).due.at_km == 30_000


def test_a_car_without_service_counts_from_its_registration_and_without_that_from_nothing(
    organ, keeper
):
    a_car(organ, registered_on=date(2026, 1, 10))
    assert the_line(keeper).due.on == date(2027, 1, 10)
    a_car(organ, registered_on=None)
    assert [one.state for one in service_lines(keeper, on=TODAY)] == ["unknown", "later"]


def test_a_trip_s_odometer_counts_as_well():
    fleet = a_fleet()
    fleet.back(fleet.out(fleet.sent(fleet.approved()), km="12000"), km="12100")
    found = {one.vehicle.key: one for one in service_lines(fleet.who(demo.DISPATCHER), on=TODAY)}
    assert found["川X10001"].km == 12_100
    assert found["川X10002"].km is None


def test_who_keeps_the_car_is_told_and_who_only_reads_is_not(organ, keeper):
    car = a_car(organ, registered_on=date(2020, 1, 1))
    assert [one.vehicle.pk for one in lines_to_keep(keeper, on=TODAY)] == [car.pk]
    supervisor = a_clerk(organ, "supervisor")[0]
    assert [one.vehicle.pk for one in service_lines(supervisor, on=TODAY)] == [car.pk]
    assert lines_to_keep(supervisor, on=TODAY) == []
    assert service_lines(a_keeper(an_organ("别处")), on=TODAY) == []
    for client, told in ((door(keeper), True), (door(supervisor), False)):
        page = client.get(to("fleet")).content.decode()
        assert ("1 辆车保养已到期" in page) is told


def test_the_list_opens_to_the_record_and_goes_to_excel(organ, keeper):
    car = a_car(organ)
    last = serviced(car, "2026-01-05 09:00", keeper, 20_000)
    page = door(keeper).get(to("service")).content.decode()
    assert f"{to('account', car.pk)}?year=2026#r{last.n}" in page
    book_ = load_workbook(io.BytesIO(door(keeper).get(to("service_sheet")).content))
    rows = list(book_.worksheets[0].values)
    assert (rows[1][0], rows[1][6]) == (car.key, "30000.0")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_list_is_sound_to_look_at(page, live_server, clock):
    fleet = a_fleet()
    enter(page, live_server.url, fleet.who(demo.DISPATCHER))
    page.goto(live_server.url + to("service"))
    assert_sound(page, "service")
    page.goto(live_server.url + to("schedule"))
    assert_sound(page, "board-service")
