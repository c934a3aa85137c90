"""The staff's pages of a case in Chromium, wide and narrow: accessible, never sideways, quiet under the content policy."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from builders.browser import follow
from builders.cases import Place, a_licence
from builders.looks import assert_sound, enter
from builders.parties import an_identity_number

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(clock) -> Place:
    return a_licence("health", "fire")


def opened(page: Page, url: str, number: str) -> None:
    page.goto(url + reverse("staff:case", args=[number]))


def all_forms(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details.act').forEach(one => { one.open = true })")


def at(clock, place: Place) -> None:
    clock.now = place.now = place.now + timedelta(minutes=1)


def test_the_window_asks_for_what_is_missing_and_takes_it_in(page, live_server, place, clock):
    number = place.submit().number
    at(clock, place)
    enter(page, live_server.url, place.people["window"])
    opened(page, live_server.url, number)
    assert_sound(page, "submitted")
    all_forms(page)
    assert_sound(page, "submitted-forms")
    form = page.locator("#do-request_supplement")
    form.locator("select").first.select_option("proof")
    form.locator('input[name="what"]').first.fill("缺平面图")
    follow(page, form.locator('button:not([name="_add"])'))
    assert_sound(page, "supplementing")
    assert place.case(number).state == "supplementing"
    follow(page, "text=补正材料收取")
    assert_sound(page, "supply")
    follow(page, "main .btn-main")
    assert place.case(number).state == "submitted"


def test_an_officer_begins_an_expert_review_and_a_leader_grants_more_time(
    page, live_server, place, clock
):
    number = place.accepted()
    at(clock, place)
    enter(page, live_server.url, place.people["officer"])
    opened(page, live_server.url, number)
    page.click("#do-open_special summary")
    page.select_option("#do-open_special-kind", "expert_review")
    page.fill("#do-open_special-announced", "2026-02-27")
    page.fill("#do-open_special-reasons", "组织专家评审")
    follow(page, "#do-open_special button")
    at(clock, place)
    page.click("#do-extension summary")
    page.fill("#do-extension-reason", "案情复杂")
    follow(page, "#do-extension button")
    assert_sound(page, "running")
    assert "专家评审" in page.inner_text("#moved")
    all_forms(page)
    assert_sound(page, "running-forms")
    enter(page, live_server.url, place.people["leader"])
    opened(page, live_server.url, number)
    assert_sound(page, "approve")
    follow(page, '#handle button[value="agreed"]')
    assert place.case(number).extended


def test_a_refused_act_stays_at_its_form(page, live_server, place, clock):
    number = place.accepted()
    at(clock, place)
    enter(page, live_server.url, place.people["officer"])
    opened(page, live_server.url, number)
    page.click("#do-hear summary")
    page.select_option("#do-hear-role", "applicant")
    follow(page, "#do-hear button")
    assert_sound(page, "refused")
    expect(page.locator("#do-hear .note.late")).to_be_visible()


def test_originals_and_the_result_are_handed_out(page, live_server, place, clock):
    number = place.decided()
    place.on("take_originals", number, taken=[("proof", "平面图原件", 1)])
    place.on("offer_handover", number, originals=[1], to="party")
    at(clock, place)
    enter(page, live_server.url, place.people["window"])
    page.goto(live_server.url + reverse("staff:results"))
    assert_sound(page, "results")
    follow(page, "td.do a")
    assert_sound(page, "decided")
    page.fill("#do-deliver-recipient", "李四")
    page.fill("#do-deliver-relation", "女儿")
    page.fill("#do-deliver-identity", "居民身份证")
    follow(page, "#do-deliver .btn-main")
    assert_sound(page, "delivered")
    page.goto(live_server.url + reverse("staff:handover", args=[number, 1]))
    assert_sound(page, "handover")
    assert place.case(number).state == "delivered"


def test_the_counter_chooses_how_papers_came_and_how_the_result_is_to_come(
    page, live_server, place, clock
):
    place.decided()
    at(clock, place)
    enter(page, live_server.url, place.people["window"])
    page.goto(live_server.url + reverse("staff:counter"))
    page.fill("#number", an_identity_number())
    page.fill("#name", "张三丰")
    page.locator("input[name=matter]").first.check()
    follow(page, "#new .btn-main")
    page.fill('input[name="applicant.name"]', "张三丰")
    page.click("[data-all-seen]")
    expect(page.locator("#received_on")).to_be_hidden()
    page.select_option("#came", "post")
    page.select_option("#purpose", "change")
    page.select_option("#delivery", "electronic")
    expect(page.locator("#received_on")).to_be_visible()
    expect(page.locator("#certificate")).to_be_visible()
    page.check("#consent")
    assert_sound(page, "counter-draft")
    follow(page, "main form.intake .btn-main")
    assert_sound(page, "counter-receipt")
    expect(page).to_have_url(re.compile("/counter/receipt/"))


def test_what_is_due_when(page, live_server, place, clock):
    for _each in range(3):
        place.submit()
    at(clock, place)
    enter(page, live_server.url, place.people["window"])
    page.goto(live_server.url + reverse("staff:timers"))
    assert_sound(page, "timers")
    follow(page, ".figures a:nth-child(3)")
    expect(page.locator("tbody tr")).to_have_count(3)


def test_a_phrase_goes_where_it_is_chosen_and_the_flow_table_is_a_sheet(page, live_server, place):
    number, officer = place.accepted(), place.people["health"]
    enter(page, live_server.url, officer)
    page.goto(live_server.url + reverse("staff:phrases"))
    page.fill("#words", "情况属实，同意。")
    follow(page, "#add .btn-main")
    assert_sound(page, "phrases")
    opened(page, live_server.url, number)
    expect(page.locator("#handle textarea")).to_have_value("")
    page.click("details.phrases summary")
    page.click("[data-insert]")
    expect(page.locator("#handle textarea")).to_have_value("情况属实，同意。")
    assert_sound(page, "phrase-put-in")
    page.goto(live_server.url + reverse("staff:flow_table", args=[number]))
    expect(page.locator("#flow-table-title")).to_have_text("办件流转单")
    assert_sound(page, "flow-table")
