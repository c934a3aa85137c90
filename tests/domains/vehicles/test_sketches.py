"""The picture of a trip: true to scale, within its frame, thinned without leaving the way."""

from datetime import timedelta
from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as some

from builders.vehicles import at
from tongban.domains.vehicles.rules.geodesy import Circle, Polygon, metres
from tongban.domains.vehicles.rules.matching import Outing, matched
from tongban.domains.vehicles.rules.sketching import HEIGHT, MARGIN, WIDTH, sketch, thinned

NEAR = some.tuples(some.floats(30.0, 30.3), some.floats(106.0, 106.3))
SPOTS = some.lists(some.tuples(some.floats(0, 700), some.floats(0, 400)), min_size=2, max_size=40)


def beside(spot, first, last):
    """How far a spot lies from a stretch, by walking it."""
    steps = [(first[0] + (last[0] - first[0]) * n / 400, first[1] + (last[1] - first[1]) * n / 400) for n in range(401)]  # fmt: skip
    return min(hypot(spot[0] - one[0], spot[1] - one[1]) for one in steps)


@given(some.lists(NEAR, min_size=1, max_size=60))
def test_every_point_lies_within_the_frame(path):
    for x, y in sketch(path).line:
        assert MARGIN - 0.1 <= x <= WIDTH - MARGIN + 0.1
        assert MARGIN - 0.1 <= y <= HEIGHT - MARGIN + 0.1


@given(NEAR, NEAR)
def test_a_distance_on_the_picture_is_the_distance_on_the_earth(here, there):
    drawn = sketch([here, there])
    length = hypot(drawn.end[0] - drawn.start[0], drawn.end[1] - drawn.start[1]) * drawn.unit
    assert length == pytest.approx(metres(here, there), rel=0.005, abs=drawn.unit)


@given(SPOTS)
def test_a_thinned_line_begins_ends_and_goes_as_the_whole_one(line):
    kept = thinned(line, 5.0)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(line)
    for spot in line:
        ways = [beside(spot, one, other) for one, other in pairwise(kept)]
        assert min(ways) <= 5.0 + 2.5


def test_the_bar_stands_for_a_round_number_of_metres_and_takes_a_fifth_at_most():
    drawn = sketch([(30.0, 106.0), (30.1, 106.0)])
    assert drawn.metres == 2_000
    assert drawn.bar == pytest.approx(2_000 / drawn.unit)
    assert WIDTH / 13 < drawn.bar <= WIDTH / 5


def test_north_is_above_and_east_to_the_right():
    drawn = sketch([(30.0, 106.0), (30.1, 106.1)])
    assert drawn.end[0] > drawn.start[0]
    assert drawn.end[1] < drawn.start[1]


def test_a_fence_is_drawn_to_the_same_scale():
    fences = [
        Circle("城区", (30.0, 106.0), 1_000),
        Polygon("区", ((30, 106), (30, 107), (31, 107))),
    ]
    drawn = sketch([(30.0, 106.0), (30.1, 106.0)], fences)
    assert drawn.outlines[0].radius * drawn.unit == pytest.approx(1_000, abs=drawn.unit)
    assert drawn.outlines[0].centre == drawn.start
    assert len(drawn.outlines[1].corners) == 3


def test_a_trip_belongs_to_the_dispatch_it_shares_most_time_with():
    outings = [
        Outing(1, at("2026-03-02 08:00"), at("2026-03-02 10:00")),
        Outing(2, at("2026-03-02 10:00"), at("2026-03-02 18:00")),
    ]
    assert matched(at("2026-03-02 09:50"), at("2026-03-02 10:40"), outings) == 2
    assert matched(at("2026-03-02 09:10"), at("2026-03-02 10:20"), outings) == 1


def test_a_trip_that_only_touches_a_dispatch_belongs_to_none():
    outing = Outing(1, at("2026-03-02 08:00"), at("2026-03-02 10:00"))
    assert matched(outing.end, outing.end + timedelta(hours=1), [outing]) is None
    assert matched(outing.start, outing.end, []) is None
