"""An applicant's own case in Chromium, wide and narrow, in each state that asks something of him."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from builders.browser import follow
from builders.cases import Place, a_licence
from builders.looks import assert_sound, enter
from tongban.kernel.cases.actions import Point
from tongban.kernel.cases.queries import query_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POINTS = [
    Point("income", "年收入填写有误", "请按上一年度实际收入填写"),
    Point("stamp", "申请书未盖章", "请到窗口补盖公章"),
]


@pytest.fixture
def place() -> Place:
    """A licence with a certificate, to be had at the window or electronically."""
    return a_licence("health", "fire", delivery=("window", "electronic"))


def test_supplying_what_is_missing(page, live_server, place):
    number = place.submit().number
    place.at("request_supplement", number, "accept", points=POINTS)
    enter(page, live_server.url, place.citizen)
    page.goto(live_server.url + "/my/")
    assert_sound(page, "mine-supplement")
    follow(page, "#waiting a")
    page.goto(f"{live_server.url}/my/{number}/")
    assert_sound(page, "own-supplement")
    follow(page, "#supplement .btn-main")
    assert_sound(page, "supplement")
    follow(page, "main .btn-main")
    assert_sound(page, "supplement-incomplete")
    page.fill('[name="applicant.income"]', "41000")
    follow(page, "main .btn-main")
    expect(page).to_have_url(re.compile(f"/my/{number}/$"))
    assert place.case(number).state == "submitted"


def test_a_hearing_and_the_pause_that_it_brings(page, live_server, place):
    number = place.accepted()
    place.on("take_originals", number, taken=[("proof", "场所平面图原件", 2)])
    place.on("offer_handover", number, originals=[1], to="party")
    place.on("offer_hearing", number, words="拟作出不予许可决定：场所面积不符合规定条件。")
    enter(page, live_server.url, place.citizen)
    page.goto(f"{live_server.url}/my/{number}/")
    assert_sound(page, "own-hearing")
    page.click("summary >> nth=-2")
    page.fill("#grounds", "场所面积以房产证为准，要求听证。")
    follow(page, "#hearing .btn-main")
    assert_sound(page, "own-paused")
    assert "到期日变动原因" in page.inner_text("#days")


def test_a_result_with_papers_certificate_and_a_renewal(page, live_server, place):
    number = place.decided()
    proof = {"recipient": "王小二", "relation": "子女", "identity": "居民身份证"}
    place.on("deliver", number, mode="window", proof=proof, happened=place.today(), by=place.people["window"])  # fmt: skip
    enter(page, live_server.url, place.citizen)
    page.goto(f"{live_server.url}/my/{number}/")
    assert_sound(page, "own-result")
    guide = reverse("public:guide", args=[place.version.matter_id])
    certificate = place.case(number).certificate
    page.goto(f"{live_server.url}{guide}?purpose=change&certificate={certificate}")
    assert_sound(page, "guide-change")
    follow(page, "#apply button")
    page.fill('[name="applicant.name"]', "张三丰")
    follow(page, "button.btn-main")
    assert_sound(page, "check-change")
    expect(page.locator('[name="purpose"][value="change"]')).to_be_checked()
    expect(page.locator("#consent")).to_be_hidden()
    page.check('[name="delivery"][value="electronic"]')
    expect(page.locator("#consent")).to_be_visible()
    follow(page, "form.sheet .btn-main")
    assert_sound(page, "check-refused")


def test_tracking_a_case_that_waits(page, live_server, place):
    number = place.accepted()
    until = place.today() + timedelta(days=10)
    place.on("open_special", number, kind="expert_review", announced=until, reasons="专家评审")
    page.goto(live_server.url + "/track/")
    page.fill("#number", number)
    page.fill("#code", query_code(number))
    follow(page, "main .btn-main")
    assert_sound(page, "tracked-paused")
    assert "不计入办理时限" in page.inner_text("main")
