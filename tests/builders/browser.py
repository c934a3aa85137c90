"""The Chromium of this machine, and how a test goes on from page to page in it."""

import shutil

from playwright.sync_api import Locator, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Return the browser's program, for `executable_path`; `None` where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def follow(page: Page, pressed: str | Locator, key: str = "") -> None:
    """Press a link, a button or a key in a field, and wait for the page that comes of it."""
    where = page.locator(pressed).first if isinstance(pressed, str) else pressed
    with page.expect_navigation():
        if key:
            where.press(key)
        else:
            where.click()
