"""The counter in Chromium, wide and narrow: read a card, take the materials one by one, lose nothing, look at the queue."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from builders.cases import Place, a_licence
from builders.looks import assert_sound
from builders.parties import an_identity_number
from tongban.kernel.catalogue.content import Paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(clock) -> Place:
    made = a_licence("health", materials=(
        Paper(key="proof", name="场所平面图", standard="标明功能分区和主要设备。"),
        Paper(key="report", name="检测报告", necessity="later"),
        Paper(key="licence", name="营业执照", exempt=True),
    ))  # fmt: skip
    clock.now = made.now
    return made


@pytest.fixture
def window(page: Page, live_server, place) -> Page:
    """The counter, as the window sees it."""
    person = place.people["window"]
    person.is_demo = True
    person.save()
    page.goto(live_server.url + "/enter/")
    with page.expect_navigation():
        page.click(f'button[value="{person.username}"]')
    page.goto(live_server.url + reverse("staff:counter"))
    return page


def enter(page: Page, *, typed: str = "") -> None:
    page.keyboard.type(typed)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_card_a_matter_and_the_materials_are_taken_in(window):
    expect(window.locator("#line")).to_be_focused()
    assert_sound(window, "counter")
    enter(window, typed=f"张三丰|{an_identity_number()}")
    expect(window.locator("#found")).to_contain_text("张**")
    expect(window.locator("#q")).to_be_focused()
    enter(window, typed="卫生许可")
    assert_sound(window, "counter-found")
    enter(window)
    expect(window.locator("[data-how]").first).to_be_focused()
    window.click("[data-all-seen]")
    window.select_option("#taken-report", "later")
    window.fill('[name="applicant.name"]', "张三丰")
    expect(window.locator("[data-kept]")).not_to_be_empty()
    assert_sound(window, "counter-draft")
    window.reload()
    expect(window.locator("#taken-report")).to_have_value("later")
    expect(window.locator('[name="applicant.name"]')).to_have_value("张三丰")
    with window.expect_navigation():
        window.click("form.intake .btn-main")
    expect(window.locator(".receipt")).to_contain_text("容缺后补")
    assert_sound(window, "counter-receipt")


def test_a_refusal_leads_to_the_material_it_is_about(window):
    enter(window, typed=f"张三丰|{an_identity_number()}")
    enter(window, typed="卫生许可")
    enter(window)
    window.fill('[name="applicant.name"]', "张三丰")
    with window.expect_navigation():
        window.click("form.intake .btn-main")
    expect(window.locator("[role=alert] a")).to_have_attribute("href", "#taken-proof")
    assert_sound(window, "counter-refused")


def test_the_queue_and_the_custody_lists(window, live_server, place, clock, in_step):
    number = place.submit(channel="counter", by=place.people["window"]).number
    who = place.people["window"]
    place.on(
        "take_originals", number, by=who, taken=[("proof", "平面图", 1), ("report", "报告", 2)]
    )
    place.on("offer_handover", number, by=who, originals=[1], to="party")
    in_step(place)
    for address in ("queue/today/", "queue/supplement/", "custody/", "results/"):
        window.goto(f"{live_server.url}/counter/{address}")
        assert_sound(window, "counter-" + address.strip("/").replace("/", "-"))
