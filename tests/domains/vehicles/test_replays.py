"""Every row of the trade is the fold of its stream; whatever column is altered, verify names the stream."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from builders.cars import TODAY, a_car, a_fill, a_keeper, by
from builders.fleet import a_fleet, again
from builders.identity import an_organ
from builders.tracks import kept, points, written
from tongban.domains.vehicles.commands import vehicles as commands
from tongban.domains.vehicles.dispatches.models import Dispatch
from tongban.domains.vehicles.disposals import actions as disposals
from tongban.domains.vehicles.disposals.actions import Proceeds
from tongban.domains.vehicles.models import (
    Disposal,
    Fence,
    Journey,
    Outlay,
    Plan,
    PlanLine,
    RepairOrder,
)
from tongban.domains.vehicles.outlays.actions import booking
from tongban.domains.vehicles.places import actions as places
from tongban.domains.vehicles.places.actions import Paper
from tongban.domains.vehicles.plans import actions as plans
from tongban.domains.vehicles.plans.actions import NewLine
from tongban.domains.vehicles.repairs import actions as repairs
from tongban.domains.vehicles.repairs.actions import Bill, Quote
from tongban.domains.vehicles.replaying.queries import differences
from tongban.domains.vehicles.rules.kinds import Body, Energy, Kind
from tongban.domains.vehicles.tracks.actions.fencing import NewFence, end_fence, set_fence
from tongban.project.command import parser_of

pytestmark = pytest.mark.django_db
THEN = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


@pytest.fixture
def leader(organ):
    return a_keeper(organ, "leader")


def tampered(row, stream, **changed):
    """Alter one column, and see that the stream and the column are named; then put it back."""
    before = {name: getattr(row, name) for name in changed}
    type(row).objects.filter(pk=row.pk).update(**changed)
    found = list(differences())
    type(row).objects.filter(pk=row.pk).update(**before)
    assert [one for one, _reason in found] == [stream] * len(found), changed
    assert found, changed
    assert list(differences()) == []


def test_a_dispatch_is_the_fold_of_its_stream_column_by_column():
    fleet = a_fleet()
    row = fleet.out(fleet.sent(fleet.approved()))
    fleet.now += timedelta(hours=1)
    row = again(fleet.back(row))
    assert list(differences()) == []
    altered = {
        "number": "X", "people": 9, "sealed": True, "state": "out", "car_id": row.car_id + 1,
        "driver_id": None, "car_booking": 0, "out_at": THEN, "back_at": THEN,
        "km_out": Decimal(1), "km_back": Decimal(9_000), "n": 99, "last_by": "person/0",
    }  # fmt: skip
    for name, value in altered.items():
        tampered(row, row.stream, **{name: value})


def test_a_book_is_the_fold_of_its_stream_record_by_record(organ, keeper):
    car = a_car(organ)
    first = a_fill(car, "2026-01-05 09:00", 10_000, "40", keeper)
    second = a_fill(car, "2026-02-05 09:00", 10_600, "45.5", keeper)
    booking.reverse(second.pk, by(keeper), reason="录错")
    assert list(differences()) == []
    altered = {
        "kind": "toll", "at": THEN, "amount": Decimal(1), "quantity": Decimal(1), "carrier": "kWh",
        "full": False, "odometer": Decimal(9), "by": "person/0", "confirmed_by": "person/0",
        "flags": [{"code": "too_soon", "facts": {}}], "line": 7,
    }  # fmt: skip
    for name, value in altered.items():
        tampered(first, f"car/{car.pk}", **{name: value})


def test_a_record_that_is_gone_or_was_never_logged_is_found(organ, keeper):
    car = a_car(organ)
    first = a_fill(car, "2026-01-05 09:00", 10_000, "40", keeper)
    number = first.n
    first.delete()
    assert list(differences()) == [(f"car/{car.pk}", "the row is gone")]
    first.pk, first.vehicle_id = None, a_car(organ).pk
    first.save()
    assert (f"car/{first.vehicle_id}", "there is no log of it") in list(differences())
    assert number == 1


def test_a_plan_is_the_fold_of_its_stream_also_what_its_lines_ask_for(organ, keeper, leader):
    places.approve(organ, Kind.OTHER, 3, Paper("批复1号"), by(keeper))
    plan = plans.draft(organ, 2026, "2026年计划", by(keeper))
    new = NewLine(name="秦", kind=Kind.OTHER, body=Body.SEDAN, energy=Energy.ELECTRIC, price=Decimal(150_000))  # fmt: skip
    lines = [plans.add_line(plan.pk, new, by(keeper)) for _ in range(2)]
    plans.submit(plan.pk, by(keeper))
    plans.answer(plan.pk, by(leader), approved=False, opinion="少一辆")
    assert list(differences()) == []
    plans.submit(plan.pk, by(keeper))
    plans.answer(plan.pk, by(leader), approved=True, opinion="")
    plans.withdraw(lines[0].pk, by(keeper), reason="不买了")
    assert list(differences()) == []
    row, line = Plan.objects.get(), PlanLine.objects.get(pk=lines[1].pk)
    for name, value in {"year": 2027, "state": "draft", "approved_by": "person/0", "approved_at": THEN}.items():  # fmt: skip
        tampered(row, row.stream, **{name: value})
    for name, value in {"price": Decimal(1), "name": "X", "kind": "emergency", "state": "withdrawn"}.items():  # fmt: skip
        tampered(line, row.stream, **{name: value})


def test_a_repair_is_the_fold_of_its_stream(organ, keeper, leader):
    car = a_car(organ)
    order = repairs.ask(car.pk, Quote("维修厂", "刹车片", Decimal("860.00")), by(keeper))
    repairs.answer(order.pk, by(leader), approved=True, opinion="")
    repairs.accept(order.pk, by(keeper), Bill(Decimal("800.00"), "1"))
    row = RepairOrder.objects.get()
    altered = {"quote": Decimal(1), "state": "quoted", "answered_by": "person/0", "accepted_at": THEN, "asked_by": "person/0", "outlay_id": None}  # fmt: skip
    assert list(differences()) == []
    for name, value in altered.items():
        tampered(row, f"repair/{row.pk}", **{name: value})


def test_a_disposal_is_the_fold_of_its_stream(organ, keeper):
    car = a_car(organ)
    disposals.ask(car.pk, "auction", "批复8号", by(keeper))
    assert list(differences()) == []
    disposals.finish(car.pk, TODAY, Proceeds(Decimal(21_500), "非税1"), by(keeper))
    row = Disposal.objects.get()
    altered = {"manner": "scrap", "asked_on": TODAY - timedelta(days=9), "done_on": None, "proceeds": Decimal(1), "done_by": ""}  # fmt: skip
    for name, value in altered.items():
        tampered(row, f"disposal/{car.pk}", **{name: value})


def test_tracks_and_fences_are_the_fold_of_their_streams(tmp_path, organ, keeper):
    car = a_car(organ)
    path = written(tmp_path / "t.csv", [(car.key, points("2026-03-02 09:00"))])
    kept(path, organ, keeper)
    fence = set_fence(organ, NewFence("城区", ((30.0, 106.0),), date(2026, 1, 1), 500), by(keeper))
    end_fence(fence.pk, TODAY, by(keeper))
    assert list(differences()) == []
    tampered(Journey.objects.get(), f"track/{car.pk}", metres=1)
    for name, value in {"radius": 9, "corners": [["1", "2"]], "until": None, "since": TODAY}.items():  # fmt: skip
        tampered(Fence.objects.get(), fence.stream, **{name: value})
    Journey.objects.all().delete()
    assert list(differences()) != []


def test_the_command_names_what_differs_and_ends_with_one(organ, keeper, capsys):
    car = a_car(organ)
    a_fill(car, "2026-01-05 09:00", 10_000, "40", keeper)
    args = parser_of(commands).parse_args(["vehicles", "verify", "--json"])
    assert args.run(args) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    Outlay.objects.update(amount=Decimal(1))
    assert args.run(args) == 1
    assert json.loads(capsys.readouterr().out)["differences"][0]["stream"] == f"car/{car.pk}"
    assert not Dispatch.objects.exists()
