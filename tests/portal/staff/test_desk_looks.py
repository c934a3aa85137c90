"""The lists of the desk in Chromium, wide and narrow: accessible, never sideways, and the button that follows a case."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from builders.browser import follow
from builders.looks import assert_sound, enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def window(page, live_server, place, clock):
    """The window clerk at the desk, with three cases taken in, two of them accepted, one decided."""
    clerk = place.people["window"]
    place.decided(by=clerk, channel="counter")
    place.accepted(by=clerk, channel="counter")
    place.submit(by=clerk, channel="counter")
    clock.now = place.now = place.now + timedelta(minutes=1)
    enter(page, live_server.url, clerk)
    page.goto(live_server.url + reverse("staff:desk"))
    return page


def tab(page: Page, name: str) -> None:
    follow(page, f'.tabs a:has-text("{name}")')


def test_a_clerk_follows_a_case_from_his_list_and_finds_it_again(window):
    assert_sound(window, "desk")
    tab(window, "关注")
    assert_sound(window, "followed-none")
    tab(window, "我发起")
    assert_sound(window, "opened")
    follow(window, "table.list tbody tr:first-child a")
    follow(window, ".follow button")
    assert_sound(window, "case-followed")
    window.goto(window.url.partition("/cases/")[0] + reverse("staff:followed"))
    assert_sound(window, "followed")
    expect(window.locator("table.list tbody tr")).to_have_count(1)
    tab(window, "已办")
    assert_sound(window, "done")


def test_a_clerk_narrows_a_list_and_the_address_keeps_it(window):
    tab(window, "我发起")
    window.fill("#q", "住房")
    window.select_option("#state", "accepted")
    follow(window, ".filters button")
    assert_sound(window, "opened-narrowed")
    expect(window.locator("table.list tbody tr")).to_have_count(1)
    window.reload()
    expect(window.locator("#q")).to_have_value("住房")
    expect(window.locator("table.list tbody tr")).to_have_count(1)
    with window.expect_download() as saved:
        window.click("text=导出 Excel")
    assert saved.value.suggested_filename.startswith("我发起")
    window.click(".save-view summary")
    window.fill("#view-name", "住房在办")
    follow(window, ".save-view button")
    follow(window, ".views a:has-text('住房在办')")
    assert_sound(window, "opened-saved")
    window.select_option("#due", "late")
    follow(window, "#q", "Enter")
    assert_sound(window, "opened-none")
    follow(window, "p.row >> text=显示全部")
    expect(window.locator("table.list tbody tr")).to_have_count(3)
