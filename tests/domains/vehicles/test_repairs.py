"""A repair order: quoted, approved by somebody else, accepted within the quote, and then in the book."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from builders.cars import a_car, a_keeper, by
from builders.identity import an_organ
from builders.registers import refusal_of
from tongban.domains.vehicles.models import Outlay, RepairOrder
from tongban.domains.vehicles.repairs import actions
from tongban.domains.vehicles.repairs.actions import Bill, Quote

pytestmark = pytest.mark.django_db
QUOTE = Quote("区定点维修厂", "更换刹车片", Decimal("860.00"))


@pytest.fixture
def organ():
    return an_organ("区机关事务服务中心")


@pytest.fixture
def keeper(organ):
    return a_keeper(organ)


def door(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_only_somebody_else_who_may_decide_approves_and_only_then_is_it_accepted(organ, keeper):
    order = actions.ask(a_car(organ).pk, QUOTE, by(keeper))
    early = refusal_of(actions.accept, order.pk, by(keeper), Bill(QUOTE.amount))
    assert early.code == "vehicles.repair_elsewhere"
    for person in (keeper, a_keeper(an_organ(), "leader"), a_keeper(organ)):
        refused = refusal_of(actions.answer, order.pk, by(person), approved=True, opinion="")
        assert refused.code == "vehicles.may_not_answer_repair"
    actions.answer(order.pk, by(a_keeper(organ, "leader")), approved=True, opinion="同意")
    beyond = refusal_of(actions.accept, order.pk, by(keeper), Bill(Decimal("860.01")))
    assert (beyond.code, Outlay.objects.count()) == ("vehicles.bill_beyond_quote", 0)
    actions.accept(order.pk, by(keeper), Bill(Decimal("850.00"), "发票1号"))
    row = Outlay.objects.get()
    assert (row.kind, row.amount, row.supplier) == ("repair", Decimal("850.00"), "区定点维修厂")


def test_a_repair_goes_through_the_pages_and_a_foreign_organ_sees_none_of_it(organ, keeper):
    car = a_car(organ)
    quote = {"garage": "维修厂", "work": "保险杠", "quote": "500"}
    where = door(keeper).post(reverse("vehicles:repair_ask", args=[car.pk]), quote)["Location"]
    outside = door(a_keeper())
    assert outside.get(where).status_code == outside.post(where).status_code == 404
    assert car.key not in outside.get(reverse("vehicles:repairs")).content.decode()
    door(a_keeper(organ, "leader")).post(where, {"do": "approve"})
    door(keeper).post(where, {"do": "accept", "amount": "500", "invoice": "F1"})
    assert RepairOrder.objects.get().state == "accepted"
    assert "500.00" in door(keeper).get(where).content.decode()
