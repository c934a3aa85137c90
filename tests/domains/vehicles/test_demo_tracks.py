"""The demo has tracks of its trips, one on a holiday that nobody approved, and adds nothing twice; all of it replays."""

from datetime import datetime, timedelta

import pytest

from builders.fleet import SHANGHAI, a_fleet
from tongban.domains.vehicles.demo import outings, tracks
from tongban.domains.vehicles.models import Journey
from tongban.domains.vehicles.replaying.queries import differences
from tongban.domains.vehicles.tracks.judging import compared, judged

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=SHANGHAI)


def test_the_demo_s_tracks_show_what_there_is_to_find():
    a_fleet(NOW - timedelta(days=1))
    outings.load(NOW)
    assert tracks.load(NOW) != ""
    found = judged(list(Journey.objects.all()))
    [stray] = [one for one in found if one.sealed]
    assert stray.outside
    assert stray.row.vehicle.key == tracks.STRAY
    assert sum(one.dispatch is not None for one in found) >= 6
    assert [one.dispatch.car.plate for one in compared(found) if one.figures.differs] == [tracks.STRAY]  # fmt: skip
    assert tracks.load(NOW) == ""
    assert list(differences()) == []
