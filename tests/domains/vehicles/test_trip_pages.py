"""The pages of trips: what each reader is shown, the same by every door, and what is not there for others."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from builders.cars import a_keeper
from builders.files import a_jpeg
from builders.fleet import a_fleet, a_stranger, again, choice
from tongban.domains.vehicles.models import Driver
from tongban.kernel.bookings.models import Booking

pytestmark = pytest.mark.django_db
PAGES = ("board/", "trips/", "trips.xlsx", "own/")


@pytest.fixture
def fleet(clock):
    return a_fleet()


@pytest.fixture
def come_in(client):
    def entered(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return entered


def test_who_sends_cars_sees_the_request_and_why_a_car_is_advised(fleet, come_in):
    row = fleet.approved()
    client = come_in(fleet.who("suhang"))
    assert row.matter in client.get("/vehicles/board/").content.decode()
    page = client.get(f"/vehicles/trips/{row.pk}/").content.decode()
    assert "川X10007" in page  # the organ's own
    assert "川X10009" in page.split("<details")[2]  # its papers lapsed


def test_another_fleet_and_organ_see_nothing_by_any_door(fleet, come_in):
    row = fleet.sent(fleet.approved())
    client = come_in(a_stranger())
    for path in PAGES:
        assert row.matter.encode() not in client.get(f"/vehicles/{path}").content
    here = f"/vehicles/trips/{row.pk}/"
    assert {client.get(here + path).status_code for path in ("", "sheet/", "drive/")} == {404}
    assert client.post(here + "assign/", {}).status_code == 404
    assert client.post(here + "cancel/", {}).status_code == 404
    assert again(row).state == "planned"


def test_who_asks_sees_his_own_and_cannot_send(fleet, come_in):
    row = fleet.approved()
    client = come_in(fleet.who("miaoyu"))
    assert client.get("/vehicles/board/").status_code == 404
    assert row.matter in client.get("/vehicles/own/").content.decode()
    chosen = choice("川X10001", "J-001")
    given = {"version": row.n, "key": "k", "car": chosen.car, "driver": chosen.driver}
    assert client.post(f"/vehicles/trips/{row.pk}/assign/", given).status_code == 422
    assert again(row).state == "approved"
    answer = come_in(fleet.who("suhang")).post(f"/vehicles/trips/{row.pk}/assign/", given)
    assert (answer.status_code, again(row).state) == (302, "planned")


def test_a_page_that_is_stale_says_so_and_sends_nothing(fleet, come_in):
    row = fleet.sent(fleet.approved())
    given = {"version": row.n - 1, "key": "k", "car": choice("川X10002", None).car}
    answer = come_in(fleet.who("suhang")).post(f"/vehicles/trips/{row.pk}/assign/", given)
    assert answer.status_code == 422
    assert again(row).car.plate == "川X10001"


def test_a_photograph_is_seen_by_who_sees_the_trip_alone(fleet, come_in):
    row = fleet.sent(fleet.approved())
    photo = io.BytesIO(a_jpeg(40, 30))
    photo.name = "表.jpg"
    given = {"wish": "out", "version": row.n, "key": "k", "km": "500", "photo": photo}
    client = come_in(fleet.who("hewei"))
    assert client.post(f"/vehicles/trips/{row.pk}/drive/", given).status_code == 302
    address = client.get(f"/vehicles/trips/{row.pk}/").content.decode().split("/photo/")[1]
    number = address.split('"')[0]
    shown = client.get(f"/vehicles/trips/{row.pk}/photo/{number}")
    assert (shown.status_code, b"".join(shown)[:2]) == (200, b"\xff\xd8")
    for closed in shown._resource_closers:
        closed()
    other = come_in(a_stranger())
    assert other.get(f"/vehicles/trips/{row.pk}/photo/{number}").status_code == 404


@pytest.mark.parametrize("km", ["", "abc", "-1", "1.25", "1e9", "NaN", "99999999"])
def test_an_odometer_that_is_no_number_is_asked_for_again(fleet, come_in, km):
    row = fleet.sent(fleet.approved())
    given = {"wish": "out", "version": row.n, "key": "k", "km": km}
    answer = come_in(fleet.who("hewei")).post(f"/vehicles/trips/{row.pk}/drive/", given)
    assert (answer.status_code, again(row).state) == (422, "planned")


def test_the_workbook_has_what_the_list_has_by_the_same_filter(fleet, come_in):
    row = fleet.back(fleet.out(fleet.sent(fleet.approved())))
    fleet.approved(matter="另一件事情")
    client = come_in(fleet.who("suhang"))
    book = load_workbook(io.BytesIO(client.get("/vehicles/trips.xlsx?state=back").content))
    cells = [[cell.value for cell in line] for line in book.active.iter_rows(min_row=2)]
    assert [line[0] for line in cells] == [row.number]
    assert "50" in str(cells[0])


def test_a_trip_on_a_sealed_day_without_approval_is_marked_in_the_list(fleet, come_in, clock):
    eve = fleet.now.date().replace(month=4, day=30)
    row = fleet.sent(fleet.approved(day=eve, hours=("20:00", "22:00")))
    fleet.now = fleet.now.replace(month=4, day=30, hour=20)
    fleet.out(row)
    clock.now = fleet.now + timedelta(hours=6)
    page = come_in(fleet.who("suhang")).get("/vehicles/trips/").content.decode()
    assert "封存日未经审批" in page


def test_on_the_page_of_bookings_the_car_of_a_trip_is_shown_and_not_cancelled(fleet, come_in):
    row = fleet.sent(fleet.approved())
    client = come_in(fleet.who("miaoyu"))
    own = reverse("staff:own_bookings")
    page = client.get(own).content.decode()
    assert ("川X10001" in page, "/cancel/" in page) == (True, False)
    booking = Booking.objects.get(pk=row.car_booking)
    client.post(reverse("staff:booking_cancel", args=[booking.pk]), {"version": booking.n})
    booking.refresh_from_db()
    assert (booking.state, again(row).state) == ("approved", "planned")
    assert f"该预约由申请{row.number}占用" in client.get(own).content.decode()
    client.post(f"/vehicles/trips/{row.pk}/cancel/", {"version": row.n, "key": "k"})
    booking.refresh_from_db()
    assert (booking.state, again(row).state) == ("released", "cancelled")


def test_the_drivers_number_is_read_by_who_rides_while_it_matters_and_by_who_may_see_it(
    fleet, come_in
):
    Driver.objects.filter(key="J-001").update(mobile="13912345678")
    row = fleet.sent(fleet.approved())
    leader = a_keeper(row.keeper, "leader")

    def read(person):
        page = come_in(person).get(f"/vehicles/trips/{row.pk}/").content.decode()
        numbers = ("13912345678", "139****5678", "13800009001", "138****9001")
        return tuple(number in page for number in numbers)

    assert read(fleet.who("miaoyu")) == (True, False, True, False)
    assert read(fleet.who("suhang")) == (True, False, True, False)
    assert read(leader) == (False, True, False, True)
    fleet.back(fleet.out(row))
    assert read(fleet.who("miaoyu"))[:2] == (False, True)
    assert read(fleet.who("suhang"))[:2] == (True, False)
