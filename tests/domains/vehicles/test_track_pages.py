"""The pages of tracks: brought, listed, judged, looked at, at a desk and on a telephone."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from builders.browser import follow
from builders.cars import a_car, a_keeper, by, door, to
from builders.fleet import a_fleet
from builders.identity import a_clerk, an_organ
from builders.looks import assert_sound, enter
from builders.tracks import kept, points, written
from tongban.domains.vehicles.demo import fleet as demo
from tongban.domains.vehicles.models import Fence, Journey, Vehicle
from tongban.domains.vehicles.tracks.actions.fencing import NewFence, set_fence

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


@pytest.fixture
def car(organ):
    return a_car(organ)


def bring(client, organ, path, **more):
    file = SimpleUploadedFile("轨迹.csv", path.read_bytes())
    return client.post(to("track_files"), {"file": file, "organ": organ.pk, **more})


def test_a_trip_on_a_sealed_day_is_found_on_the_page_and_in_excel(tmp_path, organ, keeper, car):
    ways = [(car.key, points("2026-04-05 09:00")), (car.key, points("2026-04-08 09:00"))]
    client = door(keeper)
    assert bring(client, organ, written(tmp_path / "t.csv", ways)).status_code == 302
    page = client.get(to("tracks"), {"year": 2026, "show": "sealed"}).content.decode()
    assert "2026-04-05 09:00" in page
    assert "2026-04-08" not in page
    assert "清明节" in page
    book = load_workbook(io.BytesIO(client.get(to("tracks_sheet"), {"year": 2026}).content))
    rows = list(book.worksheets[0].values)
    assert [row[4] for row in rows[1:]] == ["10.0", "10.0"]
    assert [bool(row[6]) for row in rows[1:]] == [False, True]


def test_a_file_that_cannot_be_kept_is_refused_on_the_page_with_what_was_typed(
    tmp_path, organ, keeper
):
    path = written(tmp_path / "t.csv", [("001", points("2026-04-05 09:00"))])
    answer = bring(door(keeper), organ, path, datum="gcj02")
    assert answer.status_code == 422
    assert "001" in answer.content.decode()
    assert '"gcj02" selected' in answer.content.decode()


def test_where_it_went_is_drawn_after_a_purpose_and_never_in_the_list(tmp_path, organ, keeper, car):
    kept(written(tmp_path / "t.csv", [(car.key, points("2026-04-05 09:00"))]), organ, keeper)
    there, client = to("journey", Journey.objects.get().pk), door(keeper)
    assert "<polyline" not in client.get(there).content.decode()
    assert client.post(there, {"purpose": ""}).status_code == 422
    assert "<polyline" in client.post(there, {"purpose": "audit"}).content.decode()
    assert "审计" in client.get(there).content.decode()
    reader = door(a_clerk(organ, "supervisor")[0])
    assert 'name="purpose"' not in reader.get(there).content.decode()
    assert "<polyline" not in reader.post(there, {"purpose": "audit"}).content.decode()
    assert door(a_keeper(an_organ("别处"))).get(there).status_code == 404


def test_a_fence_is_written_down_corner_by_corner(organ, keeper):
    client = door(keeper)
    told = {
        "name": "城区",
        "organ": organ.pk,
        "corners": "30，106\n30.5 106\n30.5,106.5",
        "key": "k",
    }
    assert client.post(to("fences"), {**told, "corners": "abc"}).status_code == 422
    assert client.post(to("fences"), told).status_code == 302
    fence = Fence.objects.get()
    assert fence.corners[0] == ["30.000000", "106.000000"]
    assert "城区" in client.get(to("fences")).content.decode()
    client.post(to("fences"), {"end": fence.pk, "until": fence.since.isoformat(), "key": "k2"})
    assert Fence.objects.get().until == fence.since


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_sound_to_look_at(page, live_server, tmp_path, clock):
    fleet = a_fleet()
    keeper, centre = fleet.who(demo.DISPATCHER), Vehicle.objects.get(key="川X10001").organ
    fleet.sent(fleet.approved(hours=("10:10", "12:00")))
    set_fence(centre, NewFence("主城区", ((30.05, 106.0),), date(2026, 1, 1), 3_000), by(keeper))
    ways = [("川X10001", points("2026-03-09 10:30", 8)), ("川X10002", points("2026-01-01 09:00"))]
    kept(written(tmp_path / "t.csv", ways), centre, keeper)
    enter(page, live_server.url, keeper)
    for name in ("tracks", "track_files", "fences"):
        page.goto(live_server.url + to(name))
        assert_sound(page, name)
    page.goto(live_server.url + to("tracks"))
    follow(page, "main table a >> nth=-1")
    page.select_option("#purpose", "sealed_day")
    follow(page, "main .btn-main")
    assert_sound(page, "journey")
