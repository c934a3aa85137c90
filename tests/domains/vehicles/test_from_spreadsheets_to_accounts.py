"""From spreadsheets on Monday to printed accounts on Friday, in a real browser, at a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from builders.browser import follow
from builders.cars import a_keeper
from builders.identity import an_organ
from builders.looks import assert_sound, enter
from tongban.domains.vehicles.models import Outlay, Vehicle
from tongban.kernel.sheets.writing import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADER = (
    "车牌号码",
    "厂牌型号",
    "编制类别",
    "车身类型",
    "燃料种类",
    "排量",
    "购置价",
    "车辆来源",
    "登记日期",
    "车辆状态",
    "年检到期",
)
CARS = (
    ("川X10003", "长安逸动", "其他公务用车", "轿车", "汽油", "1498", "98000", "自有", "2018-03-15", "在用", "2026-12-20"),
    ("川X10009", "东风风神奕炫", "其他公务用车", "轿车", "汽油", "1498", "105000", "自有", "2019-06-01", "在用", "2026-11-01"),
    ("川X10005", "大通G10", "应急保障用车", "其他小型客车", "柴油", "2800", "310000", "自有", "2021-05-01", "在用", ""),
)  # fmt: skip
FILLS = "\n".join(
    [
        "区机关事务服务中心加油卡对账单",
        "交易流水号,车牌号,加油时间,油品,升数,金额,里程,是否加满",
        *(
            f"A{week:02},川X10003,2026-0{1 + week // 4}-{1 + week % 4 * 7:02} 09:00,92号汽油,"
            f"{38 if week != 18 else 91}.00,{38 * 8}.00,{10_000 + week * 500},是"
            for week in range(24)
        ),
        "B01,川X10009,2026-03-02 10:00,92号汽油,40.00,320.00,5000,是",
        "B02,川X10009,2026-03-20 10:00,92号汽油,39.00,312.00,5480,是",
        "B03,川X10009,2026-03-21 10:00,洗车,1,30.00,5490,",
        "B04,川X10009,三月,92号汽油,39.00,312.00,5980,是",
        "B05,川X77777,2026-03-25 10:00,92号汽油,39.00,312.00,5980,是",
    ]
)


def go(page: Page, live_server, name: str, *parts: object, query: str = "") -> None:
    page.goto(live_server.url + reverse(name, args=parts) + query)


def bring_cars(page: Page, live_server) -> None:
    go(page, live_server, "registers:bring", "vehicles.vehicle")
    file = {"name": "车辆.xlsx", "mimeType": "", "buffer": workbook([("车辆", HEADER, CARS)])}
    page.set_input_files("#file", file)
    follow(page, "main form button.btn-main")
    follow(page, "main form button.btn-main")
    page.fill("#reason", "首次建账")
    follow(page, 'button[value="apply"]')


def bring_fills(page: Page, live_server) -> None:
    go(page, live_server, "vehicles:statements")
    assert_sound(page, "cars-statements")
    page.set_input_files(
        "#file", {"name": "油卡.csv", "mimeType": "text/csv", "buffer": FILLS.encode("gb18030")}
    )
    follow(page, "main form button.btn-main")
    assert_sound(page, "cars-statement")
    follow(page, 'button[value="book"]')


def test_a_bureau_starts_from_spreadsheets_and_prints_the_account(page, live_server):
    organ = an_organ("区机关事务服务中心")
    enter(page, live_server.url, a_keeper(organ))
    bring_cars(page, live_server)
    assert Vehicle.objects.count() == 3
    bring_fills(page, live_server)
    assert Outlay.objects.count() == 27
    assert_sound(page, "cars-statement-booked")
    go(page, live_server, "vehicles:fleet", query="?year=2026")
    assert_sound(page, "cars-fleet")
    follow(page, "table.list a >> nth=0")
    expect(page.locator("main")).to_contain_text("离群值")
    expect(page.locator("main")).to_contain_text("7.60")
    doubtful = Outlay.objects.exclude(flags=[]).filter(vehicle__key="川X10003").first()
    assert doubtful is not None
    follow(page, f'form[action="/vehicles/outlays/{doubtful.pk}/"] button[value="confirm"]')
    doubtful.refresh_from_db()
    assert doubtful.confirmed_by
    assert_sound(page, "cars-account")
    page.emulate_media(media="print")
    assert_sound(page, "cars-account-print")
    page.emulate_media(media="screen")
    with page.expect_download() as kept:
        page.click('a[href*="account.xlsx"]')
    assert kept.value.suggested_filename.endswith(".xlsx")


def test_places_plans_and_papers_are_sound(page, live_server):
    organ = an_organ("区机关事务服务中心")
    enter(page, live_server.url, a_keeper(organ))
    bring_cars(page, live_server)
    go(page, live_server, "vehicles:places")
    page.click("summary")
    page.select_option("#kind", "other")
    page.fill("#count", "1")
    page.fill("#document", "广区车改〔2026〕1号")
    follow(page, 'button[value="approve"]')
    expect(page.locator("main")).to_contain_text("超编")
    assert_sound(page, "cars-places")
    go(page, live_server, "vehicles:papers")
    assert_sound(page, "cars-papers")
    go(page, live_server, "vehicles:plans")
    page.fill("#title", "2027年度配备更新计划")
    follow(page, "main form button.btn-main")
    page.fill("#name", "奥迪A6L")
    page.fill("#price", "428000")
    page.fill("#displacement", "1984")
    page.select_option("#kind", "other")
    page.select_option("#energy", "petrol")
    follow(page, 'button[value="add"]')
    follow(page, 'button[value="submit"]')
    expect(page.locator(".messages")).to_contain_text("超过标准上限")
    assert_sound(page, "cars-plan")


def test_a_repair_order_is_sound_on_screen_and_on_paper(page, live_server):
    organ = an_organ("区机关事务服务中心")
    enter(page, live_server.url, a_keeper(organ))
    bring_cars(page, live_server)
    go(page, live_server, "vehicles:account", Vehicle.objects.get(key="川X10003").pk)
    page.get_by_text("报修", exact=True).click()
    page.fill("#garage", "区定点维修厂")
    page.fill("#work", "更换前刹车片")
    page.fill("#quote", "860")
    follow(page, page.get_by_text("提交报价", exact=True))
    assert_sound(page, "cars-repair")
    page.emulate_media(media="print")
    assert_sound(page, "cars-repair-print")
    go(page, live_server, "vehicles:repairs")
    page.emulate_media(media="screen")
    assert_sound(page, "cars-repairs")
