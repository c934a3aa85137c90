"""The counter takes in matter after matter with few clicks, and one of them with the keyboard alone."""

from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from builders.browser import chromium
from builders.clerking import Clerk, line_of
from builders.dossier_answers import APPLICANTS, STEPS
from builders.filling import FILE
from builders.house import House
from builders.journeys import page_of
from builders.looks import assert_accessible
from tongban.project.demo.papers import paper

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("house")]
MATTERS = {
    "transport_certificate": "货物运输车辆道路运输证办理（补办）",
    "senior_card": "老年人优待证",
    "school_consultation": "入学政策咨询",
    "food_shop_filing": "食品小经营店备案",
    "disaster_relief": "自然灾害生活救助",
    "drainage_licence": "城镇污水排入排水管网许可",
    "meteorology_reward": "气象工作",
}
MEDIAN = 9
"""Clicks and presses of Enter from the empty counter to the receipt; a file or a list to choose from counts two."""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("counter") / "data")
    house.start()
    yield house
    house.stop()


@pytest.fixture
def page(house):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield page_of(browser, house, "wangmin")
        browser.close()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    (tmp_path / "paper.pdf").write_bytes(paper("材料"))
    return tmp_path / "paper.pdf"


def test_an_intake_takes_few_clicks(house, page, scan):
    clerk, counted = Clerk(page, house.url, scan), {}
    before = taken_in_today(page, house.url)
    for folder, words in MATTERS.items():
        assert clerk.take_in(line_of(APPLICANTS[folder]), words, STEPS[folder])
        counted[folder] = clerk.clicks
    assert median(counted.values()) <= MEDIAN, counted
    assert taken_in_today(page, house.url) == before + len(MATTERS)


def taken_in_today(page: Page, url: str) -> int:
    """The first figure of the counter: other tests of the house may have taken in before."""
    page.goto(f"{url}/counter/")
    return int(page.locator(".figures .fig b").first.inner_text())


def tab_to(page: Page, name: str) -> None:
    """Walk with the Tab key to a control of that name."""
    for _ in range(90):
        if page.evaluate("document.activeElement.name || document.activeElement.id") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(name)


def press(page: Page, *, typed: str = "") -> None:
    """Type and press Enter, which leads on."""
    page.keyboard.type(typed)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_one_intake_is_done_with_the_keyboard_alone(house, page, scan):
    page.on("filechooser", lambda _: None)  # the browser hands choosers over before the first opens
    page.goto(f"{house.url}/counter/")
    press(page, typed=line_of(APPLICANTS["senior_card"]))
    press(page, typed="老年人优待证")
    press(page)
    expect(page.locator("[data-how]").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    answers = {name: value for step in STEPS["senior_card"] for name, value in step.items()}
    ordered = sorted(answers.items(), key=lambda answer: answer[1] != FILE)  # as on the page
    for name, value in ordered:
        tab_to(page, name)
        if value == FILE:
            with page.expect_file_chooser() as chooser:
                page.keyboard.press("Space")
            chooser.value.set_files(scan)
        elif page.evaluate("document.activeElement.type") in {"radio", "checkbox"}:
            page.keyboard.press("Space")
        elif not page.evaluate("document.activeElement.value"):
            page.keyboard.type(value)
    assert_accessible(page)
    press(page)
    expect(page.locator(".receipt .large")).to_have_count(2)
    expect(page.locator("[data-print]")).to_be_focused()
    assert_accessible(page)
