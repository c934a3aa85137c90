"""一件事: somebody opens a restaurant with one application on the phone; six departments handle it side by side, one answer comes back."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect, sync_playwright

from builders.browser import chromium, follow
from builders.dossier_answers import FOLDERS
from builders.filling import handlers_of, known_of, steps_of, typed
from builders.house import House
from builders.journeys import fill_in, handle, next_step, page_of
from tongban.kernel.bundles.plan import chosen, read
from tongban.kernel.clock import SHANGHAI
from tongban.kernel.forms.loading import form
from tongban.kernel.forms.sharing import Part
from tongban.kernel.forms.uniting import apart, united
from tongban.project import demo
from tongban.project.demo.papers import paper

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("house")]
WHO = "yuwei"
SITUATION = {"size": "large", "board": "yes", "rooms": "yes"}
PLAN = read((Path(demo.__file__).parent / "bundles/restaurant/bundle.yaml").read_text("utf-8"))


def dossiers() -> dict[str, Path]:
    """The folder of each member's matter."""
    codes = {}
    for path in FOLDERS.glob("*/matter.yaml"):
        codes[yaml.safe_load(path.read_text("utf-8"))["item_code"]] = path.parent
    return {one.key: codes[one.matter] for one in chosen(PLAN, PLAN.stages[0], SITUATION)}


def parts() -> list[Part]:
    found = []
    for key, folder in dossiers().items():
        matter = yaml.safe_load((folder / "matter.yaml").read_text("utf-8"))
        names = {one["key"]: one["name"] for one in matter["materials"]}
        for shared in PLAN.materials:
            if key in shared.of:
                names[shared.of[key]] = shared.name
        asked = form(json.loads((folder / "form.schema.json").read_text("utf-8")))
        found.append(Part(key, matter["name"], "", asked, names))
    return found


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("restaurant") / "data")
    house.start()
    yield house
    for room in ("cases", "ledger", "bundles"):
        said = json.loads(house.tongban(room, "verify", "--json").stdout)
        assert said["ok"], said
    house.stop()


@pytest.fixture
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


def applied(house, browser, some, one, attached) -> tuple[str, dict[str, str]]:
    """The application on the phone; return its number and the case of each matter by its name."""
    page = page_of(browser, house, WHO, width=360)
    page.goto(f"{house.url}/bundles/")
    follow(page, f'a:has-text("{PLAN.name}")')
    expect(page.locator("#savings")).to_contain_text("材料")
    for name, value in SITUATION.items():
        page.check(f'[name="{name}"][value="{value}"]')
    follow(page, "#situation button")
    expect(page.locator("#matters li")).to_have_count(len(some))
    follow(page, "#apply button")
    fill_in(page, steps_of(one.form, known_of(WHO)), attached)
    next_step(page)
    rows = page.locator("main table tbody tr")
    expect(rows).to_have_count(len(some))
    cases = {
        row.locator("b").first.inner_text(): row.locator(".num").first.inner_text()
        for row in rows.all()
    }
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    return page.url.rstrip("/").rpartition("/")[2], cases


def called_together(house, browser, number: str) -> None:
    """The duty manager calls the departments to one survey."""
    page = page_of(browser, house, "zhengkai")
    page.goto(f"{house.url}/joints/{number}/")
    page.select_option("#kind", "survey")
    page.fill("#at", f"{datetime.now(SHANGHAI) + timedelta(days=1):%Y-%m-%dT%H:%M}")
    page.fill("#place", "店里")
    page.fill("#about", "食品、消防、招牌一次看完")
    follow(page, "#call .btn-main")
    expect(page.locator("main")).to_contain_text("联合勘察")


@pytest.fixture
def attached(tmp_path: Path) -> Path:
    (tmp_path / "paper.pdf").write_bytes(paper("材料"))
    return tmp_path / "paper.pdf"


def test_a_restaurant_opens_with_one_application_over_the_departments(house, browser, attached):
    some = parts()
    one = united(some, title=PLAN.name)
    number, cases = applied(house, browser, some, one, attached)
    called_together(house, browser, number)
    given = {k: v for step in steps_of(one.form, known_of(WHO)) for k, v in step.items()}
    values = apart(one, some, typed(one.form, given))
    for part in some:
        for who in handlers_of(dossiers()[part.key], values[part.key]):
            handle(browser, house, who, cases[part.title], "经审查，符合规定。")
    own = page_of(browser, house, WHO, width=360)
    for _ in range(60):
        own.goto(f"{house.url}/my/joint/{number}/")
        if own.locator("text=已全部办结").count():
            break
        own.wait_for_timeout(1000)
    expect(own.locator("main")).to_contain_text("全部准予")
    own.goto(f"{house.url}/my/messages/")
    expect(own.locator("main")).to_contain_text("联办事项已统一反馈")
