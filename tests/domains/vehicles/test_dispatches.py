"""From the request to the return: who may what, what is refused and why, and what the log keeps."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from builders.fleet import SHANGHAI, a_fleet, a_stranger, again
from tongban.domains.vehicles.dispatches.actions.asking import follow_approval, note_request
from tongban.domains.vehicles.dispatches.actions.sending import cancel
from tongban.domains.vehicles.dispatches.queries import (
    dispatch_visible_to,
    dispatches_visible_to,
    out_on_sealed_days,
)
from tongban.domains.vehicles.models import Driver, Vehicle
from tongban.kernel import Refusal
from tongban.kernel.bookings.models import Booking
from tongban.kernel.cases import actions as cases
from tongban.kernel.cases.actions import Back
from tongban.kernel.cases.queries import case_by_number, every_case
from tongban.kernel.cases.queries.keys import version_of_item
from tongban.kernel.cases.queries.standing_in import inbox_of_reader
from tongban.kernel.ledger.queries import events_of, faults
from tongban.kernel.parties.queries import party_of

pytestmark = pytest.mark.django_db
LABOUR_DAY = date(2026, 5, 1)


def refused(call, *args, **more):
    with pytest.raises(Refusal) as told:
        call(*args, **more)
    return told.value


def test_a_car_goes_from_the_request_to_the_return_and_the_log_says_so():
    fleet = a_fleet()
    row = fleet.approved()
    assert row.state == "approved"
    row = fleet.sent(row)
    case = every_case().get(number=row.number)
    assert (row.state, row.car.plate, case.outcome) == ("planned", "川X10001", "granted")
    fleet.now += timedelta(hours=5)
    row = fleet.back(fleet.out(row), damage="右后门划痕")
    assert (row.state, row.km, row.phone, row.damage) == ("back", 50, "", "右后门划痕")
    types = [one.type.removeprefix("dispatch.") for one in events_of(row.home, row.stream)]
    assert types == ["asked", "approved", "assigned", "left", "returned"]
    assert {one.state for one in Booking.objects.filter(cause=row.number)} == {"used"}
    assert list(faults()) == []


def test_names_places_and_reasons_stay_out_of_the_log():
    fleet = a_fleet()
    row = fleet.back(fleet.out(fleet.sent(fleet.approved())), notes="换了备胎")
    told = str([one.data for one in events_of(row.home, row.stream)])
    assert not [
        words for words in ("苗雨", "13800009001", "市政府", "开会", "备胎", "川X") if words in told
    ]


def test_before_the_unit_agrees_no_car_is_sent():
    fleet = a_fleet()
    row = fleet.asked()
    assert refused(fleet.sent, row).code == "vehicles.dispatch_changed"
    assert fleet.sent(fleet.agree(row, "xiongwei")).state == "planned"


def test_a_request_that_goes_back_to_the_unit_gets_no_car_until_it_comes_again():
    fleet = a_fleet()
    row = fleet.approved()
    sender, act = fleet.who("suhang"), fleet.act("suhang")
    item = inbox_of_reader(sender, on=fleet.now.date()).get(number=row.number).item
    case = case_by_number(row.number, sender, on=fleet.now.date())
    back = Back("unit", straight=False, reason="请核实人数")
    cases.send_back(row.number, act, version=version_of_item(case, item), item=item, back=back)
    assert again(row).state == "asked"
    assert refused(fleet.sent, again(row)).code == "vehicles.dispatch_changed"
    row = fleet.agree(again(row), "xiongwei")
    assert row.state == "approved"
    row = fleet.sent(row)
    assert every_case().get(number=row.number).outcome == "granted"
    types = [one.type.removeprefix("dispatch.") for one in events_of(row.home, row.stream)]
    assert types == ["asked", "approved", "reopened", "approved", "assigned"]


def told_of(row, fleet, **trip):
    """What a handler is told when the applicant has corrected the form of a request."""
    start, end = (one.astimezone(SHANGHAI) for one in (row.period.lower, row.period.upper))
    said = {
        "purpose": "duty", "matter": "更正后的事由", "from_day": f"{start:%Y-%m-%d}",
        "from_time": f"{start:%H:%M}", "to_day": f"{end:%Y-%m-%d}", "to_time": f"{end:%H:%M}",
        "places": "区政府—市政府", "people": 3, "driver": True, "sealed": False, **trip,
    }  # fmt: skip
    answers = {"applicant": {"name": "苗雨", "phone": "13800009001"}, "trip": said}
    case = every_case().get(number=row.number)
    party = party_of(fleet.who("miaoyu")).pk
    facts = SimpleNamespace(number=row.number, home=row.home, organ=case.organ, party=party)
    return SimpleNamespace(answers=lambda: answers, case=facts, act=fleet.act("miaoyu"))


def test_a_request_that_was_cancelled_and_then_corrected_waits_again_and_one_with_a_car_is_not_changed():
    fleet = a_fleet()
    row = fleet.sent(fleet.approved())
    sent = refused(note_request, told_of(row, fleet, to_time="20:00"))
    assert (sent.code, again(row).period) == ("vehicles.sent_already", row.period)
    cancel(row.pk, fleet.act("suhang"), version=row.n)
    note_request(told_of(row, fleet))
    follow_approval(
        SimpleNamespace(**vars(told_of(row, fleet)), event=SimpleNamespace(act="decide"))
    )
    row = again(row)
    assert (row.state, row.matter, row.phone) == ("approved", "更正后的事由", "13800009001")
    assert fleet.sent(row).state == "planned"


def test_what_the_unit_refuses_or_the_asker_withdraws_lets_the_car_go():
    fleet = a_fleet()
    row = fleet.sent(fleet.approved())
    cancel(row.pk, fleet.act("miaoyu"), version=row.n)
    assert Booking.objects.get(thing__label="川X10001").state == "released"
    asked = fleet.asked(hours=("17:00", "18:00"))
    case = case_by_number(asked.number, fleet.who("xiongwei"), on=fleet.now.date())
    cases.withdraw(asked.number, fleet.act("miaoyu"), version=case.n, reason="")
    assert again(asked).state == "cancelled"


def test_one_car_is_not_sent_twice_at_one_hour_and_the_conflict_is_named():
    fleet = a_fleet()
    fleet.sent(fleet.approved())
    other = fleet.approved(hours=("15:00", "17:00"))
    told = refused(fleet.sent, other, driver="J-002")
    assert told.code == "booking.conflict"
    assert "川X10001" in str(told)
    assert again(other).state == "approved"
    assert fleet.sent(other, "川X10002", "J-002").state == "planned"


def test_another_car_can_be_sent_instead_and_the_first_is_free_again():
    fleet = a_fleet()
    row = fleet.sent(fleet.sent(fleet.approved()), "川X10002", "J-002")
    assert (row.car.plate, row.driver.name) == ("川X10002", "谭勇")
    assert fleet.sent(fleet.approved()).car.plate == "川X10001"


def test_a_click_repeated_sends_leaves_and_returns_once():
    fleet = a_fleet()
    asked = fleet.approved()
    row = fleet.sent(asked, key="once")
    assert fleet.sent(asked, key="once").n == row.n
    left = fleet.out(row, key="leave")
    assert fleet.out(row, key="leave").n == left.n
    back = fleet.back(left, key="return")
    assert fleet.back(left, key="return").n == back.n
    assert len(events_of(row.home, row.stream)) == 5


def test_who_keeps_another_fleet_sees_and_sends_nothing():
    fleet = a_fleet()
    row, stranger = fleet.approved(), a_stranger()
    assert not dispatches_visible_to(stranger, on=fleet.now.date()).exists()
    assert refused(fleet.sent, row, by=stranger).code == "vehicles.no_dispatch"
    assert fleet.sent(row).state == "planned"


def test_only_its_driver_and_who_sends_take_a_car_out():
    fleet = a_fleet()
    row = fleet.sent(fleet.approved())
    assert refused(fleet.out, row, by="tanyong").code == "vehicles.no_dispatch"
    assert refused(fleet.out, row, by="miaoyu").code == "vehicles.no_dispatch"
    assert fleet.back(fleet.out(row, by="hewei"), by="suhang").state == "back"


@pytest.mark.parametrize(
    ("plate", "driver", "trip"),
    [
        ("川X10009", "J-001", {}),  # its inspection lapsed
        ("川X10001", "J-001", {"people": 5}),  # four seats beside the driver's
        ("川X10006", "J-002", {"people": 12}),  # C1 drives no bus
        ("川X10001", "J-001", {"purpose": "enforcement"}),
    ],
)
def test_what_does_not_fit_is_not_sent(plate, driver, trip):
    fleet = a_fleet()
    row = fleet.approved(**trip)
    assert refused(fleet.sent, row, plate, driver).code == "vehicles.unfit"
    if trip.get("people") == 12:
        assert fleet.sent(row, plate, "J-001").state == "planned"


def test_a_car_whose_papers_lapsed_since_does_not_leave():
    fleet = a_fleet()
    row = fleet.sent(fleet.approved())
    Vehicle.objects.filter(pk=row.car_id).update(compulsory_until=fleet.now.date() - timedelta(1))
    assert refused(fleet.out, again(row)).code == "vehicles.papers_lapsed"
    Vehicle.objects.filter(pk=row.car_id).update(compulsory_until=fleet.now.date())
    Driver.objects.update(licence_until=fleet.now.date() - timedelta(1))
    assert refused(fleet.out, again(row)).code == "vehicles.licence_lapsed"
    Driver.objects.update(licence_until=fleet.now.date())
    assert fleet.out(again(row)).state == "out"


def test_the_odometer_neither_runs_back_nor_jumps():
    fleet = a_fleet()
    row = fleet.out(fleet.sent(fleet.approved()), "1000")
    assert refused(fleet.back, row, "999.9").code == "vehicles.odometer_backwards"
    assert refused(fleet.back, row, "9000").code == "vehicles.odometer_jump"
    assert fleet.back(row, "1000.1").km_back is not None


def test_a_sealed_day_needs_a_reason_and_the_fleets_leader():
    fleet = a_fleet()
    assert refused(fleet.asked, day=LABOUR_DAY).code == "vehicles.sealed_day"
    told = {"day": LABOUR_DAY, "sealed": True, "reason": "防汛值守，不能改期"}
    row = fleet.agree(fleet.asked(**told), "xiongwei")
    assert refused(fleet.sent, row).code == "vehicles.dispatch_changed"
    row = fleet.sent(fleet.agree(row, "luoping"))
    fleet.now = fleet.now.replace(month=5, day=1, hour=13)
    assert fleet.out(row).state == "out"


def test_a_trip_that_goes_on_into_a_sealed_day_is_found():
    fleet = a_fleet()
    eve = date(2026, 4, 30)
    row = fleet.sent(fleet.approved(day=eve, hours=("20:00", "22:00")))
    fleet.now = fleet.now.replace(month=4, day=30, hour=20)
    left = fleet.out(row)
    assert out_on_sealed_days([left], at=fleet.now) == {}
    fleet.now += timedelta(hours=5)
    assert out_on_sealed_days([again(left)], at=fleet.now) == {row.pk: [LABOUR_DAY]}
    late = fleet.back(left)
    assert out_on_sealed_days([late], at=fleet.now) == {row.pk: [LABOUR_DAY]}


def test_a_confidential_car_is_for_those_alone_who_may_see_it():
    fleet = a_fleet()
    row = fleet.sent(fleet.approved(purpose="confidential"), "川X10010")
    day = fleet.now.date()
    assert dispatch_visible_to(fleet.who("suhang"), row.pk, on=day) is not None
    assert dispatch_visible_to(fleet.who("hewei"), row.pk, on=day) is not None
    leader = a_stranger("leader")
    assert dispatch_visible_to(leader, row.pk, on=day) is None
    assert not Booking.objects.filter(thing__label__contains="川X10010").exists()
