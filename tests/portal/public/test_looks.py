"""Every public page in Chromium, wide and narrow: accessible, never sideways, and quiet under the content policy."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from builders.browser import follow
from builders.identity import a_clerk, an_act
from builders.known import ask_of_elements
from builders.looks import assert_sound, enter
from builders.notices import a_notice
from tongban.kernel.cases.queries import query_code
from tongban.kernel.notices.actions import tell
from tongban.kernel.parties.actions import learn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_for_everybody(page, live_server, place):
    guide = reverse("public:guide", args=[place.version.matter_id])
    for address in ("/", "/matters/", "/matters/?q=zzzz", guide, "/track/", "/enter/"):
        page.goto(live_server.url + address)
        assert_sound(page)


def test_a_promise_opens_from_the_home_page(page, live_server, place, settings):
    settings.TONGBAN_HALL_ADDRESS, settings.TONGBAN_HALL_TELEPHONE = "新城路1号", "0826-123"
    place.decided()
    page.goto(live_server.url + "/")
    assert_sound(page)
    follow(page, "#promises .fig >> nth=0")
    expect(page).to_have_url(re.compile("/promises/#promise$"))
    assert_sound(page)


def test_a_concern_from_telling_it_to_its_answer(page, live_server, place):
    manager, _post = a_clerk(place.hall, "duty_manager")
    page.goto(live_server.url + reverse("public:concerns"))
    follow(page, "main .btn-main")
    assert_sound(page)
    page.fill("#words", "跑了三次没办成。")
    page.fill("#contact", "13800138000")
    follow(page, "main .btn-main")
    assert_sound(page)
    number, code, _day = page.locator("main dd").all_inner_texts()
    enter(page, live_server.url, manager)
    page.goto(live_server.url + reverse("staff:concerns"))
    assert_sound(page)
    follow(page, f"text={number}")
    assert_sound(page)
    page.fill("#words", "已协调窗口。")
    follow(page, "main .btn-main")
    assert_sound(page)
    page.goto(live_server.url + reverse("public:concern_answer"))
    assert_sound(page)
    page.fill("#number", number)
    page.fill("#code", code)
    follow(page, "main .btn-main")
    assert_sound(page)
    assert "已协调窗口。" in page.inner_text("main")


def test_the_filters_of_the_search_are_out_of_the_way_and_open_by_keyboard(
    page, live_server, place
):
    page.goto(live_server.url + "/matters/?q=公租房")
    assert page.locator("section.sheet").first.bounding_box()["y"] < 600
    page.focus(".folded summary")
    page.keyboard.press("Enter")
    expect(page.locator("#filter-department")).to_be_visible()
    assert_sound(page)
    page.select_option("#filter-department", str(place.bureau.pk))
    follow(page, ".folded .btn-side")
    expect(page.locator("#filter-department")).to_be_visible()
    assert_sound(page)


def test_an_application_from_the_guide_to_its_decision(page, live_server, place):
    enter(page, live_server.url, place.citizen)
    page.goto(live_server.url + reverse("public:guide", args=[place.version.matter_id]))
    follow(page, "#apply button")
    follow(page, "button.btn-main")
    assert_sound(page)
    page.fill('[name="applicant.name"]', "张三丰")
    follow(page, "button.btn-main")
    assert_sound(page)
    follow(page, "form.sheet .btn-main")
    assert_sound(page)
    number = page.url.rstrip("/").rpartition("/")[2]
    assert query_code(number) in page.inner_text("main")
    place.now += timedelta(days=1)
    place.accept(number)
    for address in ("/my/", f"/my/{number}/"):
        page.goto(live_server.url + address)
        assert_sound(page)
    assert "承诺" in page.inner_text("main")


def test_messages_and_the_choice_how_to_be_told(page, live_server, place):
    tell([a_notice(place.party, n=n) for n in range(1, 23)])
    enter(page, live_server.url, place.citizen)
    page.goto(live_server.url + reverse("public:messages"))
    assert_sound(page)
    follow(page, ".plain-list a >> nth=0")
    assert_sound(page)
    page.goto(live_server.url + reverse("public:contact"))
    assert_sound(page)
    page.fill("#email", "nothing")
    follow(page, "main .btn-main")
    assert_sound(page)
    expect(page.locator("#email")).to_have_value("nothing")


def test_a_flow_is_drawn_with_its_tokens_and_keeps_the_logo(page, live_server, place, demo_flow):
    page.goto(live_server.url + reverse("public:guide", args=[place.version.matter_id]))
    page.wait_for_selector("[data-drawn]")
    expect(page.locator(".bjs-powered-by").first).to_be_visible()
    assert not page.evaluate("document.querySelector('[data-flow-list]').open")
    assert_sound(page)


def test_a_flow_without_a_picture_stays_a_list(page, live_server, place):
    page.goto(live_server.url + reverse("public:guide", args=[place.version.matter_id]))
    page.wait_for_selector("[data-failed]")
    expect(page.locator(".flow-list")).to_be_visible()


def test_large_type_is_larger_at_once_and_on_the_next_page(page, live_server, place):
    page.goto(live_server.url + "/track/")
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    plain = page.evaluate(size)
    page.click("[data-elder-form] button")
    page.wait_for_selector("html[data-elder]")
    page.goto(live_server.url + "/track/")
    assert page.evaluate(size) == pytest.approx(1.25 * plain)
    assert_sound(page)


def test_what_is_known_and_the_form_that_it_fills(page, live_server, place):
    ask_of_elements(place)
    learn(place.party, an_act(), values={"person.address": "滨河路 18 号"}, source="case/1")
    enter(page, live_server.url, place.citizen)
    page.goto(live_server.url + reverse("public:known"))
    assert_sound(page)
    page.goto(live_server.url + reverse("public:guide", args=[place.version.matter_id]))
    follow(page, "#apply button")
    assert "取自" in page.inner_text("#f-applicant-address-origin")
    assert_sound(page)
    page.goto(live_server.url + reverse("public:known"))
    follow(page, 'button[value="all"]')
    assert_sound(page)
    assert "滨河路" not in page.inner_text("main")
