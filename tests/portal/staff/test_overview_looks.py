"""The overview in Chromium, wide and narrow: accessible, never sideways, and a figure that opens its cases."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from builders.browser import follow
from builders.looks import assert_sound, enter
from tongban.kernel.ledger.actions import drain

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def leader(page, live_server, place, clock):
    """The leader of the bureau at the overview of the month, with cases late, due, decided and received."""
    place.accepted()
    place.wait(days=18)
    place.accepted()
    place.wait(days=7)
    for _ in range(3):
        place.decided()
    place.submit()
    while drain(place.now):
        pass
    clock.now = place.now = place.now + timedelta(minutes=1)
    enter(page, live_server.url, place.people["leader"])
    page.goto(live_server.url + reverse("staff:overview") + "?span=month")
    return page


def test_a_leader_reads_the_month_and_opens_a_figure(leader):
    assert_sound(leader, "overview")
    leader.click(".chart summary")
    assert_sound(leader, "overview-days")
    assert "办结 3 件" in leader.get_attribute(".chart svg", "aria-label")
    expect(leader.locator(".chart rect")).to_have_count(3)
    follow(leader, ".figures a.late")
    assert_sound(leader, "overview-late")
    expect(leader.locator("table.list tbody tr")).to_have_count(1)
    follow(leader, "table.list tbody a")
    expect(leader).to_have_url(re.compile("/cases/"))


def test_a_leader_chooses_a_week_that_is_over_and_goes_back_one_more(leader):
    leader.select_option("#span", "week")
    leader.fill("#on", "2026-02-18")
    follow(leader, ".period button")
    expect(leader.locator(".head")).to_contain_text("2026 年第 8 周")
    assert_sound(leader, "overview-week")
    follow(leader, ".period .beside a >> nth=0")
    expect(leader.locator(".head")).to_contain_text("2026 年第 7 周")
    follow(leader, ".figures a >> nth=0")
    expect(leader.locator("table.list tbody tr")).to_have_count(1)


def test_who_has_nothing_to_count_is_told_so(page, live_server, place, clock):
    enter(page, live_server.url, place.people["manager"])
    page.goto(live_server.url + reverse("staff:overview"))
    assert_sound(page, "overview-none")
    expect(page.locator(".chart")).to_have_count(0)
    assert "暂无办件" in page.inner_text("main")
