"""Every public page in Chromium, wide and narrow: accessible, never sideways, and quiet under the content policy."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from builders.browser import chromium
from tongban.kernel.cases.queries import query_code

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[1280, 360])
def page(request):
    """A page of Chromium that notes what the console complains about."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": request.param, "height": 800}, locale="zh-CN")
        page.complaints = []
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        yield page
        browser.close()


def assert_sound(page: Page) -> None:
    """No rule of axe broken, nothing wider than the window, nothing refused by the content policy."""
    page.wait_for_load_state("networkidle")
    page.evaluate(f"{AXE.read_text(encoding='utf-8')};0")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert [said for said in page.complaints if "Content Security Policy" in said] == []


def enter(page: Page, url: str, person) -> None:
    person.is_demo = True
    person.save()
    page.goto(url + "/enter/")
    page.click(f'button[value="{person.username}"]')


def test_pages_for_everybody(page, live_server, place):
    guide = reverse("public:guide", args=[place.version.matter_id])
    for address in ("/", "/matters/", "/matters/?q=zzzz", guide, "/track/", "/enter/"):
        page.goto(live_server.url + address)
        assert_sound(page)


def test_an_application_from_the_guide_to_its_decision(page, live_server, place):
    enter(page, live_server.url, place.citizen)
    page.goto(live_server.url + reverse("public:guide", args=[place.version.matter_id]))
    page.click("#apply button")
    page.click("button.btn-main")
    assert_sound(page)
    page.fill('[name="applicant.name"]', "张三丰")
    page.click("button.btn-main")
    assert_sound(page)
    page.click("form.sheet .btn-main")
    assert_sound(page)
    number = page.url.rstrip("/").rpartition("/")[2]
    assert query_code(number) in page.inner_text("main")
    place.now += timedelta(days=1)
    place.accept(number)
    for address in ("/my/", f"/my/{number}/"):
        page.goto(live_server.url + address)
        assert_sound(page)
    assert "承诺" in page.inner_text("main")


def test_a_flow_is_drawn_with_its_tokens_and_keeps_the_logo(page, live_server, place, demo_flow):
    page.goto(live_server.url + reverse("public:guide", args=[place.version.matter_id]))
    page.wait_for_selector("[data-drawn]")
    assert page.is_visible(".bjs-powered-by")
    assert not page.evaluate("document.querySelector('[data-flow-list]').open")
    assert_sound(page)


def test_a_flow_without_a_picture_stays_a_list(page, live_server, place):
    page.goto(live_server.url + reverse("public:guide", args=[place.version.matter_id]))
    page.wait_for_selector("[data-failed]")
    assert page.is_visible(".flow-list")


def test_large_type_is_larger_at_once_and_on_the_next_page(page, live_server, place):
    page.goto(live_server.url + "/track/")
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    plain = page.evaluate(size)
    page.click("[data-elder-form] button")
    page.wait_for_selector("html[data-elder]")
    page.goto(live_server.url + "/track/")
    assert page.evaluate(size) == pytest.approx(1.25 * plain)
    assert_sound(page)
