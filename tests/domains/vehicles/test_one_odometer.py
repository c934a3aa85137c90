"""A car has one odometer: trips and book read the same, and what was mistyped is put right, with the old reading kept."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from builders.cars import TODAY, a_car, a_fill, a_keeper, by
from builders.fleet import a_fleet, a_stranger, again
from builders.identity import an_organ
from builders.registers import refusal_of
from tongban.domains.vehicles.accounts.fleet import fleet_of
from tongban.domains.vehicles.dispatches.actions.correcting import Shown, correct
from tongban.domains.vehicles.dispatches.odometers.queries import readings_of
from tongban.domains.vehicles.models import Outlay
from tongban.domains.vehicles.outlays.actions import booking
from tongban.domains.vehicles.outlays.actions.statements import book_file, bring, preview
from tongban.domains.vehicles.repairs import actions as repairs
from tongban.domains.vehicles.repairs.actions import Bill, Quote
from tongban.kernel.ledger.queries import events_of, faults

pytestmark = pytest.mark.django_db
WHERE = ("vehicles.odometer_backwards", "vehicles.odometer_jump")


@pytest.fixture
def fleet():
    return a_fleet()


def put_right(fleet, row, out, back=None, by="suhang", reason="多打一个0"):
    shown = Shown(Decimal(out), None if back is None else Decimal(back))
    return correct(row.pk, fleet.act(by), version=row.n, shown=shown, reason=reason)


def kms(car):
    return [one.km for one in readings_of(car.pk)]


def test_a_trip_and_a_fill_may_not_contradict_each_other(fleet):
    row = fleet.sent(fleet.approved())
    keeper = fleet.who("suhang")
    a_fill(row.car, "2026-03-08 09:00", 5000, "40", keeper)
    assert refusal_of(fleet.out, row, "4999").code == WHERE[0]
    row = fleet.back(fleet.out(row, "5001"), "5060")
    assert refusal_of(a_fill, row.car, "2026-03-10 09:00", 5059, "40", keeper).code == WHERE[0]
    a_fill(row.car, "2026-03-10 09:00", 5061, "40", keeper)
    assert kms(row.car) == [5000, 5001, 5060, 5061]
    [line] = [one for one in fleet_of(keeper, 2026, on=TODAY) if one.vehicle == row.car]
    assert line.figures.account.km == 61


def test_a_statement_that_contradicts_the_trips_is_doubtful(fleet):
    row = fleet.back(fleet.out(fleet.sent(fleet.approved()), "5000"), "5060")
    keeper, organ = fleet.who("suhang"), row.keeper
    text = "车牌号,加油时间,升数,金额,里程\n{0},2026-03-09 20:00,30,240,5100\n{0},2026-03-12 09:00,30,240,50\n"
    file = bring("三月.csv", text.format(row.car.key).encode(), by(keeper), organ=organ, full=False)
    seen = preview(file, on=TODAY)
    assert [[one.code for one in each.remarks] for each in seen.ready] == [
        [],
        ["odometer_backwards"],
    ]
    book_file(file.pk, by(keeper))
    assert kms(row.car) == [5000, 5060, 5100]


def test_an_odometer_that_went_far_is_read_twice(fleet):
    row = fleet.out(fleet.sent(fleet.approved()), "1000")
    assert refusal_of(fleet.back, row, "1450").code == "vehicles.odometer_far"
    assert fleet.back(row, "1450", sure=True).km == 450


def test_a_record_whose_odometer_went_far_is_doubtful_and_blocks_nothing():
    organ = an_organ("区机关事务服务中心")
    keeper, car = a_keeper(organ), a_car(organ)
    a_fill(car, "2026-03-01 09:00", 10_000, "40", keeper)
    row = a_fill(car, "2026-03-11 09:00", 15_000, "40", keeper)
    assert ([one["code"] for one in row.flags], row.doubtful) == (["odometer_far"], True)
    assert not a_fill(car, "2026-03-12 09:00", 10_500, "40", keeper).doubtful
    assert kms(car) == [10_000, 10_500]


def test_what_was_mistyped_at_leaving_is_put_right_and_the_car_comes_back(fleet):
    row = fleet.out(fleet.sent(fleet.approved()), "100000")
    assert refusal_of(fleet.back, row, "10050").code == WHERE[0]
    for person in ("hewei", "miaoyu", a_stranger()):
        refused = refusal_of(put_right, fleet, row, "10000", by=person)
        assert refused.code == "vehicles.no_dispatch"
    assert refusal_of(put_right, fleet, row, "10000", reason=" ").code == "vehicles.no_reason"
    assert refusal_of(put_right, fleet, row, "100000").code == "vehicles.nothing_corrected"
    row = fleet.back(put_right(fleet, row, "10000"), "10050")
    assert (row.km, kms(row.car)) == (50, [10_000, 10_050])
    event = events_of(row.home, row.stream)[-2]
    assert (event.type, event.data["was"], event.data["km"]) == (
        "dispatch.corrected", "100000.0", "10000",
    )  # fmt: skip
    assert list(faults()) == []


def test_a_run_of_mistyped_trips_is_put_right_from_the_first_on(fleet):
    first = fleet.back(fleet.out(fleet.sent(fleet.approved()), "20000"), "20050")
    fleet.now += timedelta(days=1)
    second = fleet.back(fleet.out(fleet.sent(fleet.approved()), "20050"), "20100")
    first = put_right(fleet, first, "10000", "10050")
    assert refusal_of(put_right, fleet, again(second), "10000", "10100").code == WHERE[0]
    put_right(fleet, again(second), "10050", "10100")
    assert kms(first.car) == [10_000, 10_050, 10_050, 10_100]


def test_the_old_reading_stays_on_the_page_of_the_trip_and_only_who_sends_is_offered_the_form(
    fleet, clock
):
    row = fleet.back(fleet.out(fleet.sent(fleet.approved()), "10000"), "10050")
    there, client = reverse("vehicles:correct", args=[row.pk]), Client()

    def enter(name):
        who = fleet.who(name)
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        return client.get(reverse("vehicles:trip", args=[row.pk])).content.decode()

    assert there not in enter("hewei")
    told = {
        "version": row.n,
        "key": "k",
        "km_out": "10000",
        "km_back": "10,030.5",
        "reason": "看错",
    }
    assert client.post(there, told).status_code == 422
    assert there in enter("suhang")
    assert client.post(there, told).status_code == 302
    page = enter("miaoyu")
    assert ("10050" in page, "10030.5" in page, "看错" in page) == (True, True, True)


def test_the_odometer_of_a_record_is_put_right_by_taking_it_back():
    organ = an_organ("区机关事务服务中心")
    keeper, car = a_keeper(organ), a_car(organ)
    row = a_fill(car, "2026-03-01 09:00", 100_000, "40", keeper)
    assert refusal_of(a_fill, car, "2026-03-08 09:00", 10_400, "40", keeper).code == WHERE[0]
    act = by(keeper)
    new = booking.correct(row.pk, act, km=Decimal(10_000), reason="多打一个0")
    assert booking.correct(row.pk, act, km=Decimal(10_000), reason="多打一个0") == new
    a_fill(car, "2026-03-08 09:00", 10_400, "40", keeper)
    stranger = refusal_of(booking.correct, new.pk, by(a_keeper()), km=Decimal(1), reason="x")
    assert (stranger.code, kms(car)) == ("vehicles.no_such_car", [10_000, 10_400])
    rows = Outlay.objects.filter(at=row.at)
    assert {one.odometer for one in rows} == {None, Decimal(100_000), Decimal(10_000)}
    assert sum(one.amount for one in rows) == row.amount


@pytest.mark.parametrize("km", ["-1", "0", "2000000.1", "12.34", "1E+9"])
def test_what_is_no_reading_is_refused_wherever_it_is_typed(fleet, km):
    row, keeper = fleet.sent(fleet.approved()), fleet.who("suhang")
    assert refusal_of(fleet.out, row, km).code == "vehicles.km_out_of_range"
    refused = refusal_of(a_fill, row.car, "2026-03-08 09:00", km, "40", keeper)
    assert (refused.code, refused.facts["field"]) == ("vehicles.km_out_of_range", "odometer")
    quote = Quote("维修厂", "保险杠", Decimal(500), Decimal(km))
    assert refusal_of(repairs.ask, row.car_id, quote, by(keeper)).code == refused.code
    assert fleet.out(row, "2000000").km_out == 2_000_000


@pytest.mark.parametrize("quantity", ["-1", "0", "2000.001", "1.2345"])
def test_what_cannot_be_put_into_a_car_is_refused(quantity):
    organ = an_organ("区机关事务服务中心")
    keeper, car = a_keeper(organ), a_car(organ)
    amount = {"quantity": Decimal(quantity)}
    refused = refusal_of(a_fill, car, "2026-03-08 09:00", 100, "40", keeper, **amount)
    assert (refused.code, refused.facts["field"]) == ("vehicles.quantity_out_of_range", "quantity")
    assert a_fill(car, "2026-03-08 09:00", 100, "2000", keeper).quantity == 2000


def test_a_row_that_cannot_be_is_left_out_of_a_statement_and_a_refund_is_not():
    organ = an_organ("区机关事务服务中心")
    keeper, car = a_keeper(organ), a_car(organ)
    rows = ["4000,320,10000", "0,288,10450", "-20,160,10700", "20.5,164,9999999", "-5,-40,"]
    lines = [f"{car.key},2026-03-{day:02} 09:00,{one}" for day, one in enumerate(rows, 1)]
    text = "\n".join(["车牌号,加油时间,升数,金额,里程", *lines])
    file = bring("三月.csv", text.encode(), by(keeper), organ=organ, full=False)
    seen = preview(file, on=TODAY)
    assert [one.line for one in seen.ready] == [6]
    assert [(one.line, one.fact) for one in seen.rejected] == [
        (2, "quantity"), (3, "quantity"), (4, "quantity"), (5, "odometer"),
    ]  # fmt: skip


def test_a_repair_is_accepted_only_with_an_odometer_that_can_be():
    organ = an_organ("区机关事务服务中心")
    keeper, car, day = a_keeper(organ), a_car(organ), date(2026, 6, 1)
    a_fill(car, "2026-05-30 09:00", 10_000, "40", keeper)
    quote = Quote("维修厂", "保险杠", Decimal(500), Decimal(10_100))
    order = repairs.ask(car.pk, quote, by(keeper, day))
    repairs.answer(order.pk, by(a_keeper(organ, "leader"), day), approved=True, opinion="")
    for km, code in ((9_000, WHERE[0]), (10_050, WHERE[0]), (90_000, WHERE[1])):
        bill = Bill(Decimal(500), odometer=Decimal(km))
        assert refusal_of(repairs.accept, order.pk, by(keeper), bill).code == code
    a_fill(car, "2026-06-20 09:00", 10_900, "40", keeper)
    done = repairs.accept(order.pk, by(keeper), replace(bill, odometer=Decimal(10_950)))
    assert done.outlay.odometer == 10_950
