"""派车单 and 维修单 as PDF: set with the platform's own type, in Chinese, for who may see them."""

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from builders.cars import a_car, a_keeper, by, door, to
from builders.fleet import a_fleet, a_stranger
from builders.identity import an_organ
from tongban.domains.vehicles.demo import fleet as demo
from tongban.domains.vehicles.repairs import actions as repairs
from tongban.domains.vehicles.repairs.actions import Bill, Quote

pytestmark = pytest.mark.django_db


def words_of(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def test_a_dispatch_sheet_says_what_the_page_says_and_grows_with_the_trip(clock):
    fleet = a_fleet()
    row = fleet.sent(fleet.approved())
    there = to("sheet_pdf", row.pk)
    driver = door(fleet.who("hewei"))
    before = words_of(driver.get(there))
    for words in (row.number, "川X10001", "赴市里开会", "区教科体局", "何伟"):
        assert words in before
    assert "18210" not in before
    fleet.out(row, km="18210")
    assert "18210" in words_of(driver.get(there))
    assert door(a_stranger()).get(there).status_code == 404


def test_a_trip_without_a_car_has_no_sheet(clock):
    fleet = a_fleet()
    row = fleet.approved()
    assert door(fleet.who(demo.DISPATCHER)).get(to("sheet_pdf", row.pk)).status_code == 404


def test_a_repair_order_says_quote_approval_and_bill():
    organ = an_organ("区机关事务服务中心")
    keeper, leader = a_keeper(organ), a_keeper(organ, "leader")
    car = a_car(organ)
    order = repairs.ask(car.pk, Quote("区定点维修厂", "更换刹车片", Decimal("1860.00")), by(keeper))
    there = to("repair_pdf", order.pk)
    assert "1,860.00" in words_of(door(keeper).get(there))
    repairs.answer(order.pk, by(leader), approved=True, opinion="同意维修")
    repairs.accept(order.pk, by(keeper), Bill(Decimal("1800.00"), "发票88"))
    told = words_of(door(keeper).get(there))
    for words in (car.key, "同意维修", "1,800.00", "发票88", leader.name):
        assert words in told
    assert door(a_keeper(an_organ("别处"))).get(there).status_code == 404
