"""The overview in Chromium, wide and narrow: accessible, never sideways, and a figure that opens its cases."""

from datetime import timedelta

import pytest
from django.urls import reverse

from builders.looks import assert_sound
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
    person = place.people["leader"]
    person.is_demo = True
    person.save()
    page.goto(live_server.url + "/enter/")
    page.click(f'button[value="{person.username}"]')
    page.goto(live_server.url + reverse("staff:overview") + "?span=month")
    return page


def test_a_leader_reads_the_month_and_opens_a_figure(leader):
    assert_sound(leader, "overview")
    leader.click(".chart summary")
    assert_sound(leader, "overview-days")
    assert "办结 3 件" in leader.get_attribute(".chart svg", "aria-label")
    assert leader.locator(".chart rect").count() == 3
    leader.click(".figures a.late")
    assert_sound(leader, "overview-late")
    assert leader.locator("table.list tbody tr").count() == 1
    leader.click("table.list tbody a")
    assert "/cases/" in leader.url


def test_who_has_nothing_to_count_is_told_so(page, live_server, place, clock):
    manager = place.people["manager"]
    manager.is_demo = True
    manager.save()
    page.goto(live_server.url + "/enter/")
    page.click(f'button[value="{manager.username}"]')
    page.goto(live_server.url + reverse("staff:overview"))
    assert_sound(page, "overview-none")
    assert page.locator(".chart").count() == 0
    assert "暂无办件" in page.inner_text("main")
