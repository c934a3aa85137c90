"""The staff's pages of a case in Chromium, wide and narrow: accessible, never sideways, quiet under the content policy."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from builders.cases import Place, a_licence
from builders.looks import assert_sound
from builders.parties import an_identity_number

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(clock) -> Place:
    return a_licence("health", "fire")


def enter(page: Page, url: str, person) -> None:
    person.is_demo = True
    person.save()
    page.context.clear_cookies()
    page.goto(url + "/enter/")
    page.click(f'button[value="{person.username}"]')


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
    form.locator('button:not([name="_add"])').click()
    assert_sound(page, "supplementing")
    assert place.case(number).state == "supplementing"
    page.click("text=补正材料收取")
    assert_sound(page, "supply")
    page.click(".btn-main")
    assert_sound(page, "supply-check")
    page.click(".btn-main")
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
    page.click("#do-open_special button")
    at(clock, place)
    page.click("#do-extension summary")
    page.fill("#do-extension-reason", "案情复杂")
    page.click("#do-extension button")
    assert_sound(page, "running")
    assert "专家评审" in page.inner_text("#moved")
    all_forms(page)
    assert_sound(page, "running-forms")
    enter(page, live_server.url, place.people["leader"])
    opened(page, live_server.url, number)
    assert_sound(page, "approve")
    page.click('#handle button[value="agreed"]')
    assert place.case(number).extended


def test_a_refused_act_stays_at_its_form(page, live_server, place, clock):
    number = place.accepted()
    at(clock, place)
    enter(page, live_server.url, place.people["officer"])
    opened(page, live_server.url, number)
    page.click("#do-hear summary")
    page.select_option("#do-hear-role", "applicant")
    page.click("#do-hear button")
    assert_sound(page, "refused")
    assert page.is_visible("#do-hear .note.late")


def test_originals_and_the_result_are_handed_out(page, live_server, place, clock):
    number = place.decided()
    place.on("take_originals", number, taken=[("proof", "平面图原件", 1)])
    place.on("offer_handover", number, originals=[1], to="party")
    at(clock, place)
    enter(page, live_server.url, place.people["window"])
    page.goto(live_server.url + reverse("staff:results"))
    assert_sound(page, "results")
    page.click("td.do a")
    assert_sound(page, "decided")
    page.fill("#do-deliver-recipient", "李四")
    page.fill("#do-deliver-relation", "女儿")
    page.fill("#do-deliver-identity", "居民身份证")
    page.click("#do-deliver .btn-main")
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
    page.click("#new .btn-main")
    page.fill('input[name="applicant.name"]', "张三丰")
    page.click(".btn-main")
    assert_sound(page, "counter-check")
    assert not page.is_visible("#received_on")
    page.select_option("#came", "post")
    page.select_option("#purpose", "change")
    page.select_option("#delivery", "electronic")
    assert page.is_visible("#received_on")
    assert page.is_visible("#certificate")
    page.check("#consent")
    assert_sound(page, "counter-terms")
    page.click(".act-form .btn-main")
    assert_sound(page, "counter-receipt")
    assert "/counter/receipt/" in page.url


def test_what_is_due_when(page, live_server, place, clock):
    for _each in range(3):
        place.submit()
    at(clock, place)
    enter(page, live_server.url, place.people["window"])
    page.goto(live_server.url + reverse("staff:timers"))
    assert_sound(page, "timers")
    page.click(".figures a:nth-child(3)")
    assert page.locator("tbody tr").count() == 3
