"""For each procedure one case lives from the receipt to the archive, through the real pages, in a real browser."""

import json
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect, sync_playwright

from builders.browser import chromium
from builders.dossier_answers import APPLICANTS, FOLDERS, HANDLERS, STEPS
from builders.house import House
from builders.journeys import apply, close_file, deliver, handle, page_of
from tongban.project.demo.papers import paper

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("house")]
# Elsewhere whoever decides closes the file. A window that decides alone sees no unmasked data, and what a town decides
# by entrustment is the bureau's case.
CLOSERS = {
    "transport_certificate": "zhengkai",
    "rural_planning_permit": "gongwei",
    "unemployment_registration": "mengfei",
}
EACH = 2
"""So many matters of each procedure live in the browser; tests/project tries every one without it."""


def walked() -> list[str]:
    """The first matters of each procedure, and each that is closed by somebody else than usual."""
    by_procedure: dict[str, list[str]] = {}
    for folder in sorted(set(STEPS) - {"public_rental_housing"}):
        by_procedure.setdefault(matter(folder)["procedure"], []).append(folder)
    return sorted({one for found in by_procedure.values() for one in found[:EACH]} | set(CLOSERS))


def matter(folder: str) -> dict:
    return yaml.safe_load((FOLDERS / folder / "matter.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("procedures") / "data")
    house.start()
    yield house
    for room in ("cases", "ledger"):
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


@pytest.fixture
def attached(tmp_path: Path) -> Path:
    (tmp_path / "paper.pdf").write_bytes(paper("材料"))
    return tmp_path / "paper.pdf"


@pytest.mark.parametrize("folder", walked())
def test_a_case_lives_from_the_receipt_to_the_archive(folder, house, browser, attached):
    dossier = matter(folder)
    applicant, people = APPLICANTS[folder], HANDLERS[folder]
    number = apply(page_of(browser, house, applicant), dossier["name"], STEPS[folder], attached)
    for who in people:
        handle(browser, house, who, number, "经审查，符合规定。")
    last = people[-1]
    deliver(browser, house, last if len(people) == 1 else people[0], number, "申请人本人")
    page = close_file(browser, house, CLOSERS.get(folder, last), number)
    expect(page.locator("#close")).to_contain_text("卷内文件与归档时一致")
    own = page_of(browser, house, applicant)
    own.goto(f"{house.url}/my/{number}/")
    expect(own.locator("main")).to_contain_text("送达")
