"""A keeper mends the twenty worst entries of the imported list, another agrees, and the guide changes on its day."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from builders.browser import chromium, follow
from builders.house import House
from builders.journeys import page_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("house")]
KEEPER, REVIEWER = "chengyuan", "puping"
PLACE = "广安区政务服务中心二楼综合窗口"
HOURS = "工作日 9:00—12:00、13:30—17:00"
DAYS = 3


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("keeping") / "data")
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


def press(page: Page, do: str) -> None:
    follow(page, f'main button[name="do"][value="{do}"]:not(.form-enter)')


def mended(page: Page, house: House) -> tuple[str, int]:
    """Tick the twenty worst and enter where and when they are done; return the first one's address and score."""
    page.goto(f"{house.url}/catalogue/")
    ticks = page.locator('main input[name="matter"]')
    expect(ticks).to_have_count(20)
    worst = page.locator("main table a").first.get_attribute("href") or ""
    score = int(page.locator("main .score b").first.inner_text())
    for number in range(20):
        ticks.nth(number).check()
    press(page, "edit")
    for name, value in (("place", PLACE), ("hours", HOURS)):
        page.check(f'[name="use-{name}"]')
        page.fill(f'main [name="{name}"]', value)
    press(page, "preview")
    expect(page.locator("#preview li")).to_have_count(20)
    expect(page.locator("#preview li").first).to_contain_text(PLACE)
    page.fill("#reason", "统一进驻政务服务中心")
    press(page, "apply")
    return worst, score


def moved(page: Page, house: House, state: str, do: str, on: str = "") -> None:
    """Submit or publish the whole of what is in a state."""
    page.goto(f"{house.url}/catalogue/?state={state}")
    page.check('main [name="all"]')
    if on:
        page.fill('main [name="on"]', on)
    press(page, do)


def agreed(browser: Browser, house: House) -> None:
    """The other keeper looks at what differs, ticks all that moves there and agrees."""
    page = page_of(browser, house, REVIEWER)
    page.goto(f"{house.url}/catalogue/reviews/")
    moving = page.locator("main tbody tr").filter(has_text=PLACE)
    expect(moving).to_have_count(20)
    for number in range(20):
        moving.nth(number).locator('input[name="review"]').check()
    press(page, "agree")
    expect(page.locator("main")).to_contain_text("双人审核")
    expect(moving).to_have_count(0)


def guide(browser: Browser, house: House, worst: str) -> str:
    page = page_of(browser, house)
    page.goto(f"{house.url}/matters/{worst.rstrip('/').rpartition('/')[2]}/")
    return page.locator("main").inner_text()


def test_the_twenty_worst_are_mended_and_the_guide_changes_on_its_day(house, browser):
    page = page_of(browser, house, KEEPER)
    worst, score = mended(page, house)
    moved(page, house, "draft", "submit")
    page.goto(f"{house.url}/catalogue/reviews/")
    expect(page.locator('main input[name="review"]')).to_have_count(0)
    agreed(browser, house)
    moved(page, house, "agreed", "publish", (date.today() + timedelta(days=DAYS)).isoformat())
    page.goto(f"{house.url}{worst}")
    expect(page.locator("#versions")).to_contain_text("待生效")
    assert PLACE not in guide(browser, house, worst)
    house.stop()
    house.start(later=DAYS)
    said = guide(browser, house, worst)
    assert PLACE in said
    assert HOURS in said
    page = page_of(browser, house, KEEPER)
    page.goto(f"{house.url}{worst}")
    assert int(page.locator("#missing .score b").inner_text().split()[0]) > score
