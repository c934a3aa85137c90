"""A citizen types what people say, and the right guide is among the first three, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect, sync_playwright

from builders.browser import chromium, follow
from builders.house import House
from builders.journeys import page_of, search

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("house")]
ASKED = {
    "开饭馆": "食品小经营店备案",
    "kfg": "食品小经营店备案",
    "残疾证": "残疾人证新办",
    "房产证过户": "已购公有和经济适用住房上市交易审核",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("finding") / "data")
    house.start()
    yield house
    house.stop()


@pytest.fixture
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_what_people_say_leads_to_the_right_guide(house, browser, width):
    page = page_of(browser, house, width=width)
    for said, meant in ASKED.items():
        page.goto(house.url)
        search(page, said)
        names = page.locator("main table.list a").all_inner_texts()[:3]
        assert any(meant in name for name in names), (said, names)
        follow(page, page.locator("main table.list a").filter(has_text=meant).first)
        expect(page.locator("h1")).to_contain_text(meant)
