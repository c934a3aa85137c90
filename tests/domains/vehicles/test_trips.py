"""行程: a track is cut where the car stands or falls silent; impossible jumps are dropped and counted."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.vehicles import at, drive
from tongban.domains.vehicles.rules.datum import to_gcj02, to_wgs84
from tongban.domains.vehicles.rules.geodesy import Circle, Polygon, metres, near
from tongban.domains.vehicles.rules.trips import Cutter, Cutting, Dropped, Point
from tongban.kernel import Refusal

START = at("2026-03-02 08:00")
OUT = range(0, 5_001, 125)


def cut(points) -> list:
    return list(Cutter().trips(points))


def test_a_drive_is_one_trip_of_its_length():
    (trip,) = cut(drive(START, OUT))
    assert trip.metres == pytest.approx(5000, rel=1e-3)
    assert (trip.start, trip.end) == (START, START + timedelta(seconds=400))


def test_a_long_silence_cuts_and_a_short_one_does_not():
    first = drive(START, OUT)
    there = [5000 - far for far in OUT]
    assert len(cut([*first, *drive(first[-1].at + timedelta(seconds=601), there)])) == 2
    assert len(cut([*first, *drive(first[-1].at + timedelta(seconds=600), there)])) == 1


def test_a_stop_cuts_and_standing_adds_no_distance():
    trembling = [5000 + (number % 2) * 30 for number in range(90)]
    track = [*OUT, *trembling, *(5000 + far for far in OUT)]
    first, second = cut(drive(START, track))
    assert first.end <= START + timedelta(seconds=420)
    assert second.start >= START + timedelta(seconds=10 * (len(OUT) + 80))
    assert first.metres + second.metres == pytest.approx(10_000, rel=0.02)


def test_the_trembling_of_the_receiver_on_the_way_adds_no_distance():
    way = [number * 10 + number % 2 * 15 for number in range(501)]
    (trip,) = cut(drive(START, way))
    assert trip.metres == pytest.approx(5000, rel=0.03)


def test_a_short_walk_about_the_yard_is_no_trip():
    assert cut(drive(START, range(0, 400, 20))) == []


def test_an_impossible_jump_is_dropped_and_counted():
    points = drive(START, OUT)
    points[20] = Point(points[20].at, (points[20].place[0] + 0.5, 106.0))
    cutter = Cutter()
    (trip,) = cutter.trips(points)
    assert cutter.dropped == {Dropped.TOO_FAST: 1}
    assert cutter.read == len(points)
    assert trip.metres == pytest.approx(5000, rel=1e-3)


def test_points_out_of_order_or_without_a_fix_are_dropped_and_counted():
    points = drive(START, OUT)
    points[5:5] = [Point(START, points[5].place), Point(points[5].at, (0.0, 0.0))]
    points.append(Point(points[-1].at, (200.0, 106.0)))
    cutter = Cutter()
    assert len(list(cutter.trips(points))) == 1
    assert cutter.dropped == {Dropped.OUT_OF_ORDER: 1, Dropped.NO_PLACE: 2}


def test_a_fast_car_is_believed_up_to_the_limit_that_was_set():
    points = drive(START, range(0, 20_000, 500))
    assert len(cut(points)) == 1
    cutter = Cutter(Cutting(fastest=100))
    assert list(cutter.trips(points)) == []
    assert cutter.dropped[Dropped.TOO_FAST] > 30


@given(st.lists(st.integers(-200, 300), max_size=120))
def test_trips_never_overlap_and_never_make_more_way_than_the_track(steps):
    far, track = 0, [0]
    for step in steps:
        far = max(0, far + step)
        track.append(far)
    points = drive(START, track, every=30)
    trips = cut(points)
    whole = sum(near(one.place, other.place) for one, other in pairwise(points))
    assert sum(trip.metres for trip in trips) <= whole + 1
    assert all(one.end <= other.start for one, other in pairwise(trips))


def test_the_distance_of_two_cities_is_that_of_the_map():
    beijing, shanghai = (39.9042, 116.4074), (31.2304, 121.4737)
    assert metres(beijing, shanghai) == pytest.approx(1_067_300, rel=1e-3)
    assert metres(beijing, beijing) == 0


@given(st.floats(18, 53), st.floats(74, 134), st.floats(-0.1, 0.1), st.floats(-0.1, 0.1))
def test_the_quick_distance_is_the_exact_one_where_it_is_used(latitude, longitude, north, east):
    here, there = (latitude, longitude), (latitude + north, longitude + east)
    assert near(here, there) == pytest.approx(metres(here, there), rel=1e-5, abs=0.01)


@given(st.floats(19, 53), st.floats(75, 134))
def test_a_place_comes_back_from_the_map_s_datum(latitude, longitude):
    place = (latitude, longitude)
    assert metres(to_wgs84(to_gcj02(place)), place) < 0.01
    assert 30 < metres(to_gcj02(place), place) < 1500


def test_the_shift_of_a_known_place_and_none_abroad():
    shown = to_gcj02((39.908722, 116.397499))
    assert shown == pytest.approx((39.910126, 116.403741), abs=2e-5)
    assert to_gcj02((48.8566, 2.3522)) == (48.8566, 2.3522)


def test_a_fence_holds_what_is_inside():
    square = Polygon("区", ((30.0, 106.0), (30.0, 107.0), (31.0, 107.0), (31.0, 106.0)))
    assert square.holds((30.5, 106.5))
    assert not square.holds((31.5, 106.5))
    assert not square.holds((30.5, 105.9))
    ring = Circle("院", (30.0, 106.0), 1000)
    assert ring.holds((30.0089, 106.0))
    assert not ring.holds((30.0091, 106.0))


def test_a_fence_that_goes_in_again_leaves_the_bay_outside():
    bay = ((0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (1.0, 2.0), (4.0, 0.0))
    assert Polygon("湾", bay).holds((0.5, 2.0))
    assert not Polygon("湾", bay).holds((3.0, 2.0))


def test_a_fence_without_area_is_refused():
    with pytest.raises(Refusal, match="at least 3"):
        Polygon("线", ((30.0, 106.0), (30.0, 107.0), (30.0, 106.0)))
