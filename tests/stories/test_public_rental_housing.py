"""李秀英 asks for public rental housing: one application, four departments, one answer, in a real browser."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from builders.browser import chromium
from builders.house import House
from builders.journeys import answer, begin, handle, next_step, page_of, search
from tongban.project.demo.papers import paper

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("house")]
MATTER = "公共租赁住房申请资格审核认定"
WIDTHS = (1280, 360)
STEPS = (
    {
        "applicant.identity_number": "511602198803120026",
        "applicant.phone": "13800001111",
        "applicant.address": "广安区北辰街道滨河路 18 号 3 栋 502 室",
        "applicant.category": "local",
        "applicant.marital_status": "married",
    },
    {
        "spouse.name": "周建华",
        "spouse.identity_number": "511602198701010037",
        "spouse.employment": "employed",
        "spouse.yearly_income": "36000",
        "spouse.marriage_certificate": "file",
    },
    {
        "household.members.0.name": "周小宁",
        "household.members.0.relation": "child",
        "household.members.0.identity_number": "511602201506010028",
        "household.members.0.yearly_income": "0",
        "household.members.0.employment": "student",
        "household.members.0.income_proof": "file",
    },
    {
        "housing.situation": "renting",
        "housing.monthly_rent": "800",
        "housing.floor_area": "42",
        "housing.monthly_income": "3600",
        "housing.has_vehicle": "false",
    },
    {
        "materials.identity": "file",
        "materials.household_register": "file",
        "materials.housing_proof": "file",
    },
    {"pledge.truthful": "yes", "pledge.consent": "yes"},
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("story") / "data")
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


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "paper.pdf").write_bytes(paper("材料"))
    return tmp_path / "paper.pdf"


def fill_in(page: Page, papers: Path) -> None:
    """Every step of the form: a conditional section, a table with a file per row, the materials."""
    for step in STEPS:
        if any(name.startswith("household.") for name in step):
            page.click('button[name="_add"]')
        for name, value in step.items():
            answer(page, name, value, papers)
        next_step(page)


def apply(browser: Browser, house: House, papers: Path) -> tuple[str, str]:
    """The citizen finds the matter by its initials, fills in, looks it through and sends it."""
    page = page_of(browser, house, "lixiuying")
    search(page, "gzf")
    begin(page, MATTER)
    fill_in(page, papers)
    expect(page.locator("main")).to_contain_text("511602198803120026")
    next_step(page)
    number, code = (text.split()[0] for text in page.locator(".receipt .large").all_inner_texts())
    return number, code


def track(browser: Browser, house: House, number: str, code: str) -> Page:
    page = page_of(browser, house)
    page.goto(f"{house.url}/track/")
    page.fill("#number", number)
    page.fill("#code", code)
    next_step(page)
    return page


def status(browser: Browser, house: House, who: str, address: str) -> int:
    answer = page_of(browser, house, who).goto(house.url + address)
    assert answer is not None
    return answer.status


def assert_refused(browser: Browser, house: House, number: str, code: str) -> None:
    """A stranger with the wrong code, or an officer and a citizen whom the case does not concern."""
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    with_wrong_code = track(browser, house, number, wrong).locator("main").inner_text()
    unknown = number[:-1] + str((int(number[-1]) + 1) % 10)
    with_unknown_number = track(browser, house, unknown, code).locator("main").inner_text()
    assert with_wrong_code == with_unknown_number
    assert MATTER not in with_wrong_code
    for who in ("sunlei", "zhangwei"):
        assert status(browser, house, who, f"/cases/{number}/") == 404
    assert status(browser, house, "zhangwei", f"/my/{number}/") == 404
    assert status(browser, house, "wangmin", f"/cases/{number}/") == 200


def due_day(house: House) -> str:
    """The promised day of a case accepted now, as the clock's own command reckons it."""
    start = datetime.now(UTC).isoformat()
    told = json.loads(
        house.tongban("clock", "due", "--start", start, "--limit", "20wd", "--json").stdout
    )
    due = date.fromisoformat(told["due"])
    return f"{due.month}月{due.day}日"


def test_the_whole_journey(house, browser, papers):
    number, code = apply(browser, house, papers)
    assert_refused(browser, house, number, code)
    handle(browser, house, "wangmin", number)
    assert due_day(house) in track(browser, house, number, code).locator("main").inner_text()
    assert status(browser, house, "sunlei", f"/cases/{number}/") == 200
    for officer in ("liuyang", "sunlei", "chenzhiqiang", "zhaojing"):
        handle(browser, house, officer, number, "经核对，符合规定。")
    handle(browser, house, "zhouting", number, "拟同意。")
    handle(browser, house, "wujianguo", number, "符合条件。")
    told = track(browser, house, number, code).locator("main").inner_text()
    assert MATTER in told
    assert re.search("予以确认", told), told
    for room in ("cases", "ledger"):
        said = json.loads(house.tongban(room, "verify", "--json").stdout)
        assert said["ok"], said


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_runs_sideways_or_speaks_english(house, browser, width):
    for who, addresses in (
        ("", ("/", "/matters/?q=公租房", "/track/", "/enter/", "/promises/", "/concerns/")),
        ("lixiuying", ("/my/",)),
        ("wangmin", ("/desk/", "/counter/")),
        ("wujianguo", ("/desk/", "/desk/done/", "/overview/")),
        ("zhengkai", ("/desk/opened/", "/overview/?span=month", "/concerns/desk/")),
        ("puping", ("/catalogue/", "/catalogue/reviews/", "/missed/", "/catalogue/changes/")),
    ):
        page = page_of(browser, house, who, width)
        for address in addresses:
            page.goto(house.url + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            words = re.findall(r"[A-Za-z]{3,}", page.locator("main").inner_text())
            assert set(words) <= {"gongzufang", "gzf", "PDF", "BPMN", "Excel"}, address
