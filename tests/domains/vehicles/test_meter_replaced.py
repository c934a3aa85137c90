"""A replaced odometer: the new one begins anew, the distance goes on; with reason and photograph, and never against other readings."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as some

from builders.cars import TODAY, a_car, a_fill, a_keeper, by, door, to
from builders.files import a_jpeg
from builders.identity import a_clerk, an_organ
from builders.looks import assert_sound, enter
from builders.registers import refusal_of
from builders.vehicles import at
from tongban.domains.vehicles.accounts.period import of_cars
from tongban.domains.vehicles.accounts.reckoning import car_year
from tongban.domains.vehicles.accounts.servicing import service_lines
from tongban.domains.vehicles.dispatches.odometers.queries import Meter, readings_of, trips_read
from tongban.domains.vehicles.meters.actions import NewMeter, replace_meter
from tongban.domains.vehicles.meters.events import stream_of
from tongban.domains.vehicles.models import MeterChange
from tongban.domains.vehicles.outlays.queries import outlays_of
from tongban.domains.vehicles.replaying.queries import differences
from tongban.domains.vehicles.rules.odometer import Replacement
from tongban.kernel.documents.actions import keep
from tongban.kernel.documents.queries import documents_used_by
from tongban.kernel.ledger.queries import events_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


@pytest.fixture
def car(organ, keeper):
    """It went from 10,000 to 10,600 km on the old odometer."""
    car = a_car(organ)
    a_fill(car, "2026-01-05 09:00", 10_000, "40", keeper)
    a_fill(car, "2026-02-05 09:00", 10_600, "45", keeper)
    return car


def a_photo(keeper):
    file = SimpleUploadedFile("旧表.jpg", a_jpeg(40, 30))
    act = by(keeper)
    return keep(file, name=file.name, act=act, allowed=("jpg",), max_bytes=10**6).pk


def new(keeper, when="2026-02-10 09:00", before="10640", after="0", **more):
    told = {"reason": "旧表损坏", "photos": [a_photo(keeper)], **more}
    return NewMeter(at(when), Decimal(before), Decimal(after), **told)


def test_the_distance_goes_on_over_the_new_odometer(car, keeper):
    replace_meter(car.pk, new(keeper), by(keeper))
    a_fill(car, "2026-03-05 09:00", 460, "38", keeper)
    [used] = of_cars([car], at("2026-01-01 00:00").date(), TODAY)
    assert used.account.km == 640 + 460
    year = car_year(list(outlays_of([car.pk])), 2026, meter=trips_read([car.pk])[car.pk])
    assert [one.km for one in year.used[0].stretches] == [600, 500]
    [line] = service_lines(keeper, on=TODAY)
    assert line.km == 11_100
    assert [one.km for one in readings_of(car.pk)][-2:] == [0, 460]


def test_the_log_has_the_readings_the_row_the_reason_and_the_photo_is_kept(car, keeper):
    change = replace_meter(car.pk, new(keeper), by(keeper))
    [event] = events_of(car.home, stream_of(car.pk))
    assert (event.type, event.data["before"], event.data["after"]) == ("odometer.replaced", "10640", "0")  # fmt: skip
    assert "旧表损坏" not in str(event.data)
    assert change.reason == "旧表损坏"
    assert len(documents_used_by(stream_of(car.pk))) == 1
    assert list(differences()) == []
    MeterChange.objects.update(before=Decimal(9))
    assert [stream for stream, _reason in differences()] == [stream_of(car.pk)]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"before": "10500"}, "odometer_backwards"),
        ({"before": "99000"}, "odometer_jump"),
        ({"before": "0"}, "km_out_of_range"),
        ({"after": "-1"}, "km_out_of_range"),
        ({"reason": " "}, "no_reason"),
        ({"photos": []}, "no_photo"),
        ({"when": "2027-01-01 09:00"}, "meter_ahead"),
        ({"when": "2026-02-04 09:00", "before": "10590"}, "odometer_jump"),
    ],
)
def test_what_contradicts_the_other_readings_or_lacks_its_ground_is_refused(car, keeper, changed, code):  # fmt: skip
    refused = refusal_of(replace_meter, car.pk, new(keeper, **changed), by(keeper))
    assert refused.code == f"vehicles.{code}"
    assert not MeterChange.objects.exists()


def test_a_new_reading_is_judged_by_the_new_odometer(car, keeper):
    replace_meter(car.pk, new(keeper, after="5"), by(keeper))
    low = refusal_of(a_fill, car, "2026-02-11 09:00", 3, "10", keeper)
    assert low.code == "vehicles.odometer_backwards"
    assert a_fill(car, "2026-02-11 09:00", 60, "10", keeper).flags == []


def test_only_who_keeps_the_book_replaces_and_a_repeated_click_does_it_once(car, keeper):
    assert refusal_of(replace_meter, car.pk, new(keeper), by(a_keeper(an_organ("别处")))).code == "vehicles.no_such_car"  # fmt: skip
    act, told = by(keeper), new(keeper)
    assert replace_meter(car.pk, told, act) == replace_meter(car.pk, told, act)
    assert MeterChange.objects.count() == 1


def test_the_page_records_it_and_shows_it_to_who_reads_the_register(organ, car, keeper):
    posted = {"at": "2026-02-10T09:00", "before": "10640", "after": "0", "reason": "旧表损坏", "key": "k1"}  # fmt: skip
    client = door(keeper)
    assert client.post(to("meter", car.pk), posted).status_code == 422
    photo = SimpleUploadedFile("旧表.jpg", a_jpeg(40, 30))
    assert client.post(to("meter", car.pk), {**posted, "photo": photo}).status_code == 302
    reader = door(a_clerk(organ, "supervisor")[0])
    page = reader.get(to("meter", car.pk)).content.decode()
    assert "10,640.0" in page
    assert 'name="before"' not in page
    [kept] = documents_used_by(stream_of(car.pk))
    shown = reader.get(to("meter_photo", car.pk, kept.pk))
    assert b"".join(shown.streaming_content)[:2] == b"\xff\xd8"
    stranger = door(a_keeper(an_organ("别处")))
    assert stranger.get(to("meter", car.pk)).status_code == 404
    assert stranger.get(to("meter_photo", car.pk, kept.pk)).status_code == 404


@given(some.integers(0, 10**6), some.integers(0, 10**6), some.integers(0, 10**6))
def test_what_the_odometer_shows_and_how_far_the_car_went_are_each_other_s_inverse(old, begin, km):
    meter = Meter((), (Replacement(at("2026-02-01 09:00"), Decimal(old), Decimal(begin)),))
    for when in ("2026-01-31 09:00", "2026-02-01 09:00", "2026-03-01 09:00"):
        assert meter.shown(at(when), meter.whole(at(when), Decimal(km))) == km


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_is_sound_to_look_at(page, live_server):
    organ = an_organ("区机关事务服务中心")
    keeper, car = a_keeper(organ), a_car(organ)
    a_fill(car, "2026-01-05 09:00", 10_000, "40", keeper)
    replace_meter(car.pk, new(keeper, before="10340"), by(keeper))
    enter(page, live_server.url, keeper)
    page.goto(live_server.url + to("meter", car.pk))
    assert_sound(page, "meter")
