"""轨迹核查: a trip on a sealed day, outside the fences or the hours is found, and not one that was approved."""

import gzip
import json
from datetime import UTC, date, time, timedelta
from decimal import Decimal

import pytest

from builders.shared import DATA, with_shared_data
from builders.vehicles import SHANGHAI, at, drive
from tongban.domains.vehicles.rules.geodesy import Circle
from tongban.domains.vehicles.rules.patrol import Alarm, Watch, check_trip, compare
from tongban.domains.vehicles.rules.sealing import Approval, SealedDays, unapproved_days
from tongban.domains.vehicles.rules.trips import Cutter
from tongban.domains.vehicles.tracks.checking import checked
from tongban.domains.vehicles.tracks.reading import Datum, Track
from tongban.kernel import Refusal
from tongban.project.command import main
from tongban.standards.calendars import national

SEALED = SealedDays(national())
TRACE = DATA / "gps-traces" / "geolife_user_001.csv.gz"


def trip(start: str, seconds: int = 500):
    points = drive(at(start), range(0, 10 * seconds + 1, 100))
    (found,) = Cutter().trips(points)
    return found


def alarms(one, **watch) -> list[Alarm]:
    return [each.alarm for each in check_trip(one, Watch(sealed=SEALED, **watch))]


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        ("2026-10-01", "国庆节"),
        ("2026-10-04", "国庆节"),
        ("2026-10-10", ""),
        ("2026-10-17", ""),
        ("2026-10-08", ""),
    ],
)
def test_days_off_of_a_holiday_are_sealed_and_weekends_and_make_up_days_are_not(day, holiday):
    assert SEALED.name(date.fromisoformat(day)) == holiday


def test_an_organ_seals_more_days_and_releases_some():
    sealed = SealedDays(national(), {date(2026, 3, 7): "演练"}, frozenset({date(2026, 10, 1)}))
    assert sealed.name(date(2026, 3, 7)) == "演练"
    assert sealed.name(date(2026, 10, 1)) == ""


def test_a_trip_on_a_sealed_day_without_approval_is_found_from_the_track():
    (finding,) = check_trip(trip("2026-10-01 09:00"), Watch(sealed=SEALED))
    assert (finding.alarm, finding.note) == (Alarm.SEALED_DAY, "国庆节")
    assert alarms(trip("2026-10-08 09:00")) == []


def test_an_approval_that_covers_the_whole_trip_lets_it_go_and_one_that_ends_early_does_not():
    one = trip("2026-10-01 09:00")
    assert alarms(one, approvals=[Approval(one.start, one.end)]) == []
    early = Approval(one.start, one.end - timedelta(seconds=1))
    assert alarms(one, approvals=[early]) == [Alarm.SEALED_DAY]
    rest = Approval(one.end - timedelta(minutes=1), one.end)
    assert alarms(one, approvals=[rest, early]) == []


def test_a_trip_over_midnight_is_found_on_the_day_that_is_sealed():
    start, end = at("2026-09-30 23:50"), at("2026-10-01 00:10")
    assert unapproved_days(start, end, SEALED) == [date(2026, 10, 1)]
    until = Approval(start, at("2026-10-01 00:00"))
    assert unapproved_days(start, end, SEALED, [until]) == [date(2026, 10, 1)]
    assert unapproved_days(start, end, SEALED, [Approval(start, end)]) == []


def test_leaving_the_fences_is_found_where_it_happens():
    near, far = Circle("县", (30.0, 106.0), 20_000), Circle("院", (30.0, 106.0), 2_050)
    one = trip("2026-03-02 09:00")
    assert alarms(one, fences=[near]) == []
    (finding,) = check_trip(one, Watch(sealed=SEALED, fences=[far]))
    assert finding.alarm is Alarm.OUTSIDE_FENCE
    assert finding.at == at("2026-03-02 09:03:30")
    assert alarms(one, fences=[far, near]) == []
    assert alarms(one, fences=[far], approvals=[Approval(one.start, one.end)]) == []


def test_hours_of_duty_are_those_of_working_days():
    hours = (time(8), time(18))
    assert alarms(trip("2026-03-02 09:00"), hours=hours) == []
    assert alarms(trip("2026-03-02 17:55"), hours=hours) == [Alarm.OFF_HOURS]
    assert alarms(trip("2026-03-07 09:00"), hours=hours) == [Alarm.OFF_HOURS]
    assert alarms(trip("2026-02-28 09:00"), hours=hours) == []


def test_a_trip_without_any_dispatch_is_found_where_one_is_asked_for():
    one = trip("2026-03-02 09:00")
    assert alarms(one, dispatched=True) == [Alarm.NO_DISPATCH]
    assert alarms(one, dispatched=True, approvals=[Approval(one.start, one.end)]) == []


def test_track_and_odometer_may_differ_by_a_twentieth_or_five_km():
    assert not compare(Decimal(95), Decimal(100)).differs
    assert compare(Decimal("94.9"), Decimal(100)).differs
    assert not compare(Decimal(190), Decimal(200)).differs
    assert compare(Decimal(189), Decimal(200)).differs
    assert compare(Decimal(106), Decimal(100)).differs
    assert not compare(Decimal(3), Decimal(8)).differs
    assert compare(Decimal(3), Decimal("8.1")).differs


def written(tmp_path, text: str):
    path = tmp_path / "track.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_time_without_zone_is_in_the_zone_that_was_said(tmp_path):
    path = written(tmp_path, "lat,lng,datetime,uid\n30,106,2026-09-30 16:30:00,甲\n30,x,,\n")
    track = Track(path, UTC, SHANGHAI)
    ((car, point),) = track.points()
    assert (car, point.at) == ("甲", at("2026-10-01 00:30"))
    assert track.unreadable == [3]
    ((_car, moved),) = Track(path, UTC, SHANGHAI, Datum.GCJ02).points()
    assert moved.place != point.place


def test_a_track_in_gzip_with_several_cars_is_parted_by_car(tmp_path):
    lines = ["定位时间,纬度,经度,车牌号"]
    for point in drive(at("2026-10-01 09:00"), range(0, 5001, 100)):
        told = f"{point.at.isoformat()},{point.place[0]},{point.place[1]}"
        lines += [f"{told},甲", f"{told},乙"]
    path = tmp_path / "track.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    cars = checked(Track(path, SHANGHAI, SHANGHAI).points(), Watch(sealed=SEALED))
    assert [(one.car, len(one.trips)) for one in cars] == [("甲", 1), ("乙", 1)]
    assert cars[0].trips[0][1][0].alarm is Alarm.SEALED_DAY


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"lat,lng\n1,2\n", b"\x1f\x8bnot gzip", b"x" * 20_000]
)
def test_a_file_that_is_no_track_is_refused(tmp_path, content):
    path = tmp_path / "track.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal):
        list(Track(path, UTC, SHANGHAI).points())


@with_shared_data
def test_the_trace_of_beijing_is_cut_into_trips_and_its_sealed_day_is_found(capsys):
    order = ["vehicles", "check-track", str(TRACE), "--zone", "UTC", "--seal", "2008-11-15"]
    assert main([*order, "--json"]) == 0
    (car,) = json.loads(capsys.readouterr().out)["cars"]
    assert car["points"] == 108_607
    assert 700_000 < car["metres"] < 1_017_815
    odd = [one for one in car["trips"] if one["findings"]]
    assert odd
    assert {one["start"][:10] for one in odd} == {"2008-11-15"}
    approved = "2008-11-15T00:00:00+08:00/2008-11-16T00:00:00+08:00"
    assert main([*order, "--approved", approved]) == 0
    assert "sealed_day" not in capsys.readouterr().out
