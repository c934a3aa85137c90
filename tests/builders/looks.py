"""Pages in a real browser, wide and narrow, that must be sound to look at."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from builders.browser import chromium

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = os.environ.get("TONGBAN_LOOKS", "")


@pytest.fixture(params=[1280, 360])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of Chromium that notes what the console complains about."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": request.param, "height": 800}, locale="zh-CN")
        page.complaints, page.width = [], request.param
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        yield page
        # What the page still asked for is answered before the tables are emptied.
        page.goto("about:blank")
        page.wait_for_timeout(150)
        browser.close()


def assert_sound(page: Page, name: str = "") -> None:
    """No rule of axe broken, nothing wider than the window, nothing refused by the content policy.

    Where `TONGBAN_LOOKS` names a folder, a page with a name is pictured there.
    """
    page.wait_for_load_state("networkidle")
    if LOOKS and name:
        page.screenshot(path=f"{LOOKS}/{name}-{page.width}.png", full_page=True)
    assert_accessible(page)
    assert [said for said in page.complaints if "Content Security Policy" in said] == []


def assert_accessible(page: Page, within: str = "document") -> None:
    """No rule of axe broken within a part of the page, and nothing wider than the window."""
    page.evaluate(f"{AXE.read_text(encoding='utf-8')};0")
    found = page.evaluate(f"rules => axe.run({within}, {{runOnly: rules}})", RULES)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
