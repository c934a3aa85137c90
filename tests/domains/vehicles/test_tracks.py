"""Tracks: kept by car and trip, judged beside dispatches and fences, and seen only by who may and says why."""

import json
from datetime import date, timedelta

import pytest

from builders.cars import TODAY, a_car, a_keeper, by
from builders.fleet import a_fleet, again
from builders.identity import a_clerk, an_organ
from builders.tracks import kept, points, written
from builders.vehicles import SHANGHAI, codes
from tongban.domains.vehicles.commands import vehicles as commands
from tongban.domains.vehicles.demo import fleet as demo
from tongban.domains.vehicles.models import Fence, Journey, TrackFile, Vehicle
from tongban.domains.vehicles.tracks.actions.bringing import Manner, bring, take_back
from tongban.domains.vehicles.tracks.actions.fencing import NewFence, end_fence, set_fence
from tongban.domains.vehicles.tracks.actions.looking import look
from tongban.domains.vehicles.tracks.events import stream_of
from tongban.domains.vehicles.tracks.judging import compared, judged
from tongban.domains.vehicles.tracks.queries import journeys_visible_to, looks_at
from tongban.kernel import Refusal
from tongban.kernel.ledger.queries import events_of
from tongban.project.command import parser_of

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)
NEAR, FAR = ((30.0, 106.0),), ((31.0, 107.0),)


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


@pytest.fixture
def car(organ):
    return a_car(organ)


def brought(tmp_path, organ, keeper, *ways, name="轨迹.csv", **manner):
    return kept(written(tmp_path / name, ways), organ, keeper, Manner(**manner))


def refused(act, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        act(*args, **kwargs)
    return codes([caught.value])[0]


def test_a_file_is_cut_into_the_trips_of_its_cars_and_unknown_cars_are_named(
    tmp_path, organ, keeper, car
):
    ways = [
        (car.key, points("2026-03-02 09:00")),
        ("川X99999", points("2026-03-02 09:00")),
        (car.key, points("2026-03-02 14:00", 4)),
    ]
    file = brought(tmp_path, organ, keeper, *ways)
    assert sorted(Journey.objects.values_list("metres", flat=True)) == [4000, 10000]
    assert (file.counts["journeys"], file.counts["unknown"]) == (2, ["川X99999"])
    [event] = events_of(car.home, stream_of(car.pk))
    assert (event.type, event.data["journeys"], event.data["metres"]) == ("track.kept", 2, 14000)
    assert "106.0" not in str(event.data)


def test_where_a_car_went_cannot_be_read_from_the_table(tmp_path, organ, keeper, car):
    brought(tmp_path, organ, keeper, (car.key, points("2026-03-02 09:00")))
    assert b"106" not in bytes(Journey.objects.get().path)


def test_a_file_is_kept_once_and_a_trip_that_is_kept_is_left_out_of_the_next(
    tmp_path, organ, keeper, car
):
    first, second = points("2026-03-02 09:00"), points("2026-03-03 09:00")
    brought(tmp_path, organ, keeper, (car.key, first))
    path = written(tmp_path / "again.csv", [(car.key, first)])
    assert refused(kept, path, organ, keeper) == "track_kept"
    both = brought(tmp_path, organ, keeper, (car.key, first), (car.key, second), name="both.csv")
    assert (both.counts["journeys"], both.counts["known"]) == (1, 1)
    assert Journey.objects.count() == 2


def test_a_file_of_nobody_s_car_is_refused_and_one_of_a_terminal_is_taken_for_the_car_named(
    tmp_path, organ, keeper, car
):
    path = written(tmp_path / "t.csv", [("001", points("2026-03-02 09:00"))])
    assert refused(kept, path, organ, keeper) == "track_of_nobody"
    assert not TrackFile.objects.exists()
    kept(path, organ, keeper, Manner(plate=car.key))
    assert Journey.objects.get().vehicle_id == car.pk


def test_only_who_keeps_the_register_brings_and_takes_back(tmp_path, organ, keeper, car):
    path = written(tmp_path / "t.csv", [(car.key, points("2026-03-02 09:00"))])
    stranger = a_keeper(an_organ("别处"))
    assert refused(kept, path, organ, stranger) == "may_not_book"
    file = kept(path, organ, keeper)
    assert refused(take_back, file.pk, by(stranger)) == "no_such_track"
    take_back(file.pk, by(keeper))
    assert not Journey.objects.exists()
    assert [one.type for one in events_of(car.home, stream_of(car.pk))] == ["track.kept", "track.erased"]  # fmt: skip
    assert kept(path, organ, keeper).counts["journeys"] == 1


def test_a_trip_on_a_sealed_day_is_found_unless_a_dispatch_was_approved_for_the_day(tmp_path):
    fleet = a_fleet()
    keeper, centre = fleet.who(demo.DISPATCHER), Vehicle.objects.get(key="川X10001").organ
    way = points("2026-04-05 09:10")
    brought(tmp_path, centre, keeper, ("川X10001", way), ("川X10002", way))
    row = fleet.approved(
        day=date(2026, 4, 5), hours=("09:00", "10:00"), sealed=True, reason="防汛值班用车"
    )
    fleet.sent(row)
    found = {one.row.vehicle.key: one for one in judged(list(Journey.objects.all()))}
    assert found["川X10001"].sealed == ()
    assert found["川X10001"].dispatch == row.pk
    assert found["川X10002"].sealed == ((date(2026, 4, 5), "清明节"),)
    assert found["川X10002"].dispatch is None


@pytest.mark.parametrize(("odometer", "differs"), [("1010", False), ("1016", True)])
def test_the_odometer_of_a_dispatch_is_compared_with_its_track(tmp_path, odometer, differs):
    fleet = a_fleet()
    keeper, centre = fleet.who(demo.DISPATCHER), Vehicle.objects.get(key="川X10001").organ
    row = fleet.out(fleet.sent(fleet.approved()))
    fleet.now += timedelta(hours=2)
    fleet.back(row, odometer)
    start = again(row).out_at.astimezone(SHANGHAI) + timedelta(minutes=5)
    brought(tmp_path, centre, keeper, ("川X10001", points(f"{start:%Y-%m-%d %H:%M}")))
    [one] = compared(judged(list(Journey.objects.all())))
    assert (one.figures.track, one.dispatch.pk, one.figures.differs) == (10, row.pk, differs)


def test_a_trip_that_leaves_the_fences_of_its_day_is_named_also_when_the_fence_comes_later(
    tmp_path, organ, keeper, car
):
    brought(tmp_path, organ, keeper, (car.key, points("2026-03-02 09:00")))
    assert Journey.objects.get().left_at is None
    fence = set_fence(organ, NewFence("院内", NEAR, MARCH, 3_050), by(keeper))
    left = Journey.objects.get().left_at
    assert left == points("2026-03-02 09:00")[31].at
    set_fence(organ, NewFence("后设", FAR, date(2026, 3, 3), 500), by(keeper))
    assert Journey.objects.get().left_at == left
    end_fence(fence.pk, date(2026, 3, 2), by(keeper))
    assert Journey.objects.get().left_at is None
    assert [one.type for one in events_of(organ.home, fence.stream)] == ["fence.set", "fence.ended"]


@pytest.mark.parametrize(
    ("corners", "radius", "code"),
    [
        (((30.0, 106.0), (30.1, 106.0)), None, "fence_without_area"),
        (((95.0, 106.0),), 100, "fence_nowhere"),
        (NEAR, 0, "fence_no_circle"),
        ((), None, "fence_nowhere"),
    ],
)
def test_a_fence_that_encloses_nothing_is_refused(organ, keeper, corners, radius, code):
    new = NewFence("围栏", corners, MARCH, radius)
    assert refused(set_fence, organ, new, by(keeper)) == code
    assert not Fence.objects.exists()


def test_a_fence_is_set_by_who_keeps_the_register_alone(organ, keeper):
    new = NewFence("围栏", NEAR, MARCH, 100)
    assert refused(set_fence, organ, new, by(a_keeper(an_organ("别处")))) == "may_not_book"
    fence = set_fence(organ, new, by(keeper))
    assert refused(end_fence, fence.pk, MARCH, by(a_keeper(an_organ("他处")))) == "may_not_book"
    assert refused(end_fence, fence.pk, date(2026, 2, 1), by(keeper)) == "fence_ends_before"


def test_who_may_sees_where_a_car_went_says_why_and_the_log_keeps_the_look(
    tmp_path, organ, keeper, car
):
    way = points("2026-03-02 09:00")
    brought(tmp_path, organ, keeper, (car.key, way))
    row = Journey.objects.get()
    assert refused(look, row.pk, "", by(keeper)) == "look_without_purpose"
    assert looks_at(row) == []
    seen = look(row.pk, "audit", by(keeper))
    assert seen[-1].at == way[-1].at
    assert seen[-1].place == pytest.approx(way[-1].place, abs=1e-6)
    [one] = looks_at(row)
    assert (one.by, one.purpose) == (keeper.name, "audit")


def test_who_only_reads_the_register_sees_the_trip_and_not_where_it_went(
    tmp_path, organ, keeper, car
):
    brought(tmp_path, organ, keeper, (car.key, points("2026-03-02 09:00")))
    supervisor = a_clerk(organ, "supervisor")[0]
    [row] = journeys_visible_to(supervisor, on=TODAY)
    assert refused(look, row.pk, "audit", by(supervisor)) == "no_such_journey"
    assert list(journeys_visible_to(a_keeper(an_organ("别处")), on=TODAY)) == []


def test_a_path_that_is_no_file_of_positions_is_refused(tmp_path, organ, keeper):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    assert refused(bring, path, "x", by(keeper), organ=organ, manner=Manner()) == "track_columns_missing"  # fmt: skip


def test_the_command_keeps_the_trips_as_who_keeps_the_register(
    tmp_path, organ, keeper, car, capsys
):
    path = written(tmp_path / "t.csv", [("001", points("2026-03-02 09:00"))])
    words = ["import-track", str(path), "--as", keeper.username, "--car", car.key, "--json"]
    args = parser_of(commands).parse_args(["vehicles", *words])
    assert args.run(args) == 0
    assert json.loads(capsys.readouterr().out)["journeys"] == 1
    assert Journey.objects.get().vehicle_id == car.pk


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (["--as", "nobody"], "nobody_of_that_name"),
        (["--organ", "别处"], "organ_not_kept"),
        (["--zone", "Nowhere"], "zone_unknown"),
    ],
)
def test_the_command_refuses_who_keeps_nothing_there(tmp_path, organ, keeper, told, code):
    path = written(tmp_path / "t.csv", [("001", points("2026-03-02 09:00"))])
    words = ["import-track", str(path), "--as", keeper.username, *told]
    args = parser_of(commands).parse_args(["vehicles", *words])
    assert refused(args.run, args) == code
