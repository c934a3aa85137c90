"""Places, plans and disposals: the last place is given once, a purchase beyond the standard is refused with its article."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from builders.cars import TODAY, a_car, a_keeper, by
from builders.identity import an_organ
from builders.registers import refusal_of
from tongban.domains.vehicles.disposals import actions as disposals
from tongban.domains.vehicles.disposals.actions import Proceeds
from tongban.domains.vehicles.models import PlanLine
from tongban.domains.vehicles.places import actions as places
from tongban.domains.vehicles.places.actions import Paper
from tongban.domains.vehicles.places.queries import balance_of, ledger, seat_of
from tongban.domains.vehicles.plans import actions as plans
from tongban.domains.vehicles.plans.actions import NewLine
from tongban.domains.vehicles.rules.kinds import Body, Energy, Kind
from tongban.kernel.allowances.queries import movements_of
from tongban.kernel.registers import actions as registers
from tongban.kernel.registers.actions import Written

pytestmark = pytest.mark.django_db
PAPER = Paper("广区车改〔2026〕1号", on=date(2026, 1, 5))


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


@pytest.fixture
def leader(organ):
    return a_keeper(organ, "leader")


def approved(organ, keeper, count):
    places.approve(organ, Kind.OTHER, count, PAPER, by(keeper))


def standing(organ):
    found = balance_of(organ, Kind.OTHER, on=TODAY)
    return (found.approved, found.actual, found.frozen, found.free)


def a_line(**changes):
    facts = {
        "name": "比亚迪秦PLUS",
        "kind": Kind.OTHER,
        "body": Body.SEDAN,
        "price": Decimal(120_000),
    }
    return NewLine(**{**facts, "energy": Energy.ELECTRIC, "reason": "用车需求", **changes})


def a_plan(organ, keeper, *lines):
    plan = plans.draft(organ, 2026, "2026年度配备更新计划", by(keeper))
    for one in lines:
        plans.add_line(plan.pk, one, by(keeper))
    return plan


def test_free_is_approved_less_actual_less_frozen(organ, keeper, leader):
    approved(organ, keeper, 4)
    a_car(organ)
    a_car(organ, standing="awaiting_disposal")
    a_car(organ, source="rented")
    plan = a_plan(organ, keeper, a_line())
    plans.submit(plan.pk, by(keeper))
    plans.answer(plan.pk, by(leader), approved=True, opinion="同意")
    assert standing(organ) == (4, 2, 1, 1)


def test_an_organ_beyond_its_places_is_shown_as_it_is(organ, keeper):
    approved(organ, keeper, 1)
    cars = [a_car(organ), a_car(organ)]
    seated, beyond = places.seat_all(organ, by(keeper))
    assert (seated, beyond) == (1, [cars[1]])
    [row] = ledger(keeper, on=TODAY, as_of=TODAY)
    assert (row.balance.free, row.balance.beyond, set(row.cars)) == (-1, 1, set(cars))


def test_the_ledger_is_that_of_the_day_asked_for(organ, keeper):
    approved(organ, keeper, 2)
    places.adjust(organ, Kind.OTHER, -1, Paper("2号", on=date(2026, 5, 1)), by(keeper))
    a_car(organ, on=date(2026, 4, 1))
    [before] = ledger(keeper, on=TODAY, as_of=date(2026, 3, 1))
    [after] = ledger(keeper, on=TODAY, as_of=TODAY)
    assert (before.balance.approved, before.balance.actual) == (2, 0)
    assert (after.balance.approved, after.balance.actual) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"price": Decimal(180_001)}, "price_beyond_standard"),
        ({"energy": Energy.PETROL, "displacement": 2400}, "displacement_beyond_standard"),
        ({"luxury": True}, "luxury"),
        ({"domestic": False}, "not_domestic"),
    ],
)
def test_a_purchase_beyond_the_standard_is_not_submitted_and_the_article_is_named(
    organ, keeper, changes, code
):
    approved(organ, keeper, 3)
    plan = a_plan(organ, keeper, a_line(**changes))
    refusal = refusal_of(plans.submit, plan.pk, by(keeper))
    assert refusal.code == f"vehicles.{code}"
    assert "第" in str(refusal.facts["article"])
    assert refusal.facts["law"] in str(refusal)


def test_who_drafted_a_plan_does_not_approve_it_nor_does_a_stranger(organ, keeper, leader):
    approved(organ, keeper, 1)
    plan = a_plan(organ, keeper, a_line())
    plans.submit(plan.pk, by(keeper))
    for person in (keeper, a_keeper(an_organ(), "leader")):
        refused = refusal_of(plans.answer, plan.pk, by(person), approved=True, opinion="")
        assert refused.code == "vehicles.no_such_plan"
    assert (
        plans.answer(plan.pk, by(leader), approved=True, opinion="").approved_by == leader.actor_id
    )


def test_two_plans_for_the_last_place_are_not_both_approved(organ, keeper, leader):
    approved(organ, keeper, 2)
    a_car(organ)
    rivals = [a_plan(organ, keeper, a_line()) for _ in range(2)]
    for one in rivals:
        plans.submit(one.pk, by(keeper))
    plans.answer(rivals[0].pk, by(leader), approved=True, opinion="")
    refused = refusal_of(plans.answer, rivals[1].pk, by(leader), approved=True, opinion="")
    assert (refused.code, standing(organ)) == ("vehicles.no_free_place", (2, 1, 1, 0))


def test_a_withdrawn_purchase_frees_its_place_and_a_registered_car_takes_it(organ, keeper, leader):
    approved(organ, keeper, 2)
    plan = a_plan(organ, keeper, a_line(), a_line())
    plans.submit(plan.pk, by(keeper))
    plans.answer(plan.pk, by(leader), approved=True, opinion="")
    first, second = PlanLine.objects.filter(plan=plan)
    plans.withdraw(first.pk, by(keeper), reason="预算压减")
    assert standing(organ) == (2, 0, 1, 1)
    car = a_car(organ, energy="electric", displacement=None)
    plans.register(second.pk, car.pk, by(keeper))
    assert (standing(organ), seat_of(car) is not None) == ((2, 1, 0, 1), True)
    assert (
        refusal_of(plans.withdraw, second.pk, by(keeper), reason="").code == "vehicles.line_settled"
    )


def test_a_renewal_takes_the_place_of_the_car_that_goes_once_it_is_struck_off(
    organ, keeper, leader
):
    approved(organ, keeper, 1)
    old = a_car(organ)
    places.seat_all(organ, by(keeper))
    plan = a_plan(organ, keeper, a_line(replaces=old.pk, unfit=True))
    plans.submit(plan.pk, by(keeper))
    plans.answer(plan.pk, by(leader), approved=True, opinion="")
    line = PlanLine.objects.get()
    new = a_car(organ, energy="electric", displacement=None)
    assert (
        refusal_of(plans.register, line.pk, new.pk, by(keeper)).code
        == "vehicles.old_car_still_there"
    )
    disposals.ask(old.pk, "auction", "广区财资〔2026〕8号", by(keeper))
    disposals.finish(old.pk, TODAY, Proceeds(Decimal(21_500), "非税0012345"), by(keeper))
    plans.register(line.pk, new.pk, by(keeper))
    assert (seat_of(old), standing(organ)) == (None, (1, 1, 0, 0))


def test_a_car_that_awaits_disposal_keeps_its_place_until_it_is_struck_off(organ, keeper):
    approved(organ, keeper, 1)
    car = a_car(organ)
    places.seat_all(organ, by(keeper))
    disposals.ask(car.pk, "scrap", "批复1号", by(keeper))
    assert standing(organ) == (1, 1, 0, 0)
    unpaid = refusal_of(disposals.finish, car.pk, TODAY, Proceeds(Decimal(500)), by(keeper))
    assert unpaid.code == "vehicles.proceeds_unaccounted"
    disposals.finish(car.pk, TODAY, Proceeds(Decimal(0)), by(keeper))
    car.refresh_from_db()
    assert (standing(organ), car.closed_on, car.standing) == ((1, 0, 0, 1), TODAY, "struck_off")


def test_a_car_that_came_back_into_use_is_not_put_up_for_disposal_beside_the_open_one(
    organ, keeper
):
    car = a_car(organ)
    disposals.ask(car.pk, "auction", "批复1号", by(keeper))
    car.refresh_from_db()
    back = Written(TODAY, "更正", {"standing": "in_use"})
    registers.amend("vehicles.vehicle", car.pk, by(keeper), version=car.version, written=back)
    again = refusal_of(disposals.ask, car.pk, "scrap", "批复2号", by(keeper))
    assert (again.code, again.facts["approval"]) == ("vehicles.disposal_open", "批复1号")
    done = disposals.finish(car.pk, TODAY, Proceeds(Decimal(0)), by(keeper))
    assert (done.manner, done.approval) == ("auction", "批复1号")


def test_a_confidential_car_is_called_by_its_number_where_others_read(organ, keeper, leader):
    places.approve(organ, Kind.CONFIDENTIAL, 2, PAPER, by(keeper))
    hidden = a_car(organ, confidential=True, kind="confidential")
    shown = a_car(organ)
    approved(organ, keeper, 1)
    places.seat_all(organ, by(keeper))
    account = places.account_for(organ, Kind.CONFIDENTIAL)
    told = str([(one.cause, one.reason) for one in movements_of(account)])
    assert (hidden.key in told, f"涉密车辆 {hidden.pk}" in told) == (False, True)
    old = a_line(replaces=hidden.pk, kind=Kind.CONFIDENTIAL)
    plan = a_plan(organ, keeper, old, a_line(replaces=shown.pk))
    client = Client()
    for person in (keeper, leader):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(reverse("vehicles:plan", args=[plan.pk])).content.decode()
        words = page.split("<select")[0]
        assert (hidden.key in words, shown.key in words) == (False, True)
        assert f"涉密车辆 {hidden.pk}" in words
    refused = refusal_of(plans.submit, plan.pk, by(keeper))
    assert hidden.key not in str(refused)
