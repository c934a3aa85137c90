"""Pages in a real browser, wide and narrow, that must be sound to look at."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Page, sync_playwright

from builders.browser import chromium, follow
from tongban.kernel.identity.queries import Person

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = os.environ.get("TONGBAN_LOOKS", "")
PATIENCE = 30.0


@contextmanager
def answered() -> Iterator[None]:
    """What is asked of the house meanwhile is answered before this ends, and so before the tables are emptied."""
    changed, asked = Condition(), []

    def begin(**_said: object) -> None:
        with changed:
            asked.append(1)

    def end(**_said: object) -> None:
        with changed:
            del asked[:1]
            changed.notify()

    request_started.connect(begin)
    request_finished.connect(end)
    try:
        yield
    finally:
        with changed:
            assert changed.wait_for(lambda: not asked, PATIENCE), "a page is still being answered"
        request_started.disconnect(begin)
        request_finished.disconnect(end)


@contextmanager
def a_page(width: int, *flags: str, **settings: Any) -> Iterator[Page]:
    """A page of a Chromium of its own that notes what the console complains about."""
    with answered(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", *flags]
        )
        page = browser.new_page(
            viewport={"width": width, "height": 800}, locale="zh-CN", **settings
        )
        page.complaints, page.width = [], width
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        try:
            yield page
        finally:
            page.goto("about:blank")
            page.wait_for_timeout(150)
            browser.close()


@pytest.fixture(params=[1280, 360])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at a desk and on a phone."""
    with a_page(request.param) as page:
        yield page


def enter(page: Page, url: str, person: Person) -> None:
    """Come in as one of the demo's people, whoever was here before."""
    person.is_demo = True
    person.save()
    page.context.clear_cookies()
    page.goto(url + "/enter/")
    follow(page, f'button[value="{person.username}"]')


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
