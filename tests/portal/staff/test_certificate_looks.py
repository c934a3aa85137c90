"""The certificates in Chromium, wide and narrow: accessible, never sideways, quiet under the content policy."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from builders.browser import follow
from builders.certificates import Registry, a_registry
from builders.looks import assert_sound, enter
from tongban.kernel.certificates import actions

DAY = timedelta(days=1)
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def registry(clock) -> Registry:
    """A bureau with certificates in every state."""
    made, on = a_registry("广安区市场监督管理局"), clock.now.date()
    made.on = on
    began = on - 700 * DAY
    period = {"issued_on": began, "valid_from": began}
    made.issue(**period, valid_to=on + 900 * DAY)
    asked = made.issue(**period, valid_to=on + 80 * DAY)
    actions.ask_renewal(asked.pk, made.act(), case_number="R", asked_on=on)
    made.issue(**period, valid_to=on + 50 * DAY)
    made.issue(**period, valid_to=on - 3 * DAY)
    made.issue(**period, valid_to=None)
    changed = made.issue(**period, valid_to=date(2030, 1, 1))
    actions.change(changed.pk, made.act(), case_number="C", terms=None, on=on)
    revoked = made.issue(**period, valid_to=date(2030, 1, 1))
    made.propose(revoked)
    made.confirm(revoked)
    return made


def test_two_persons_revoke_a_certificate_on_the_page(page, live_server, registry):
    row = registry.issue()
    address = live_server.url + reverse("staff:certificate", args=[row.pk])
    enter(page, live_server.url, registry.officer)
    page.goto(live_server.url + reverse("staff:certificates"))
    assert_sound(page)
    page.goto(address)
    assert_sound(page)
    page.click("#propose summary")
    page.select_option("#choice", "revoked/not_qualified")
    page.fill("#words", "申请时不具备法定条件")
    assert_sound(page)
    follow(page, "#propose .btn-main")
    assert_sound(page)
    enter(page, live_server.url, registry.leader)
    page.goto(address)
    follow(page, '#proposal button[value="declined"]')
    assert "请填写理由" in page.inner_text("#proposal")
    assert_sound(page)
    follow(page, '#proposal button[value="agreed"]')
    assert_sound(page)
    assert "已撤销" in page.inner_text("main .head")


def test_the_holder_looks_at_what_he_holds(page, live_server, registry):
    enter(page, live_server.url, registry.holder)
    page.goto(live_server.url + reverse("public:certificates"))
    assert_sound(page)
    expect(page.locator(".card-line")).to_have_count(7)
    follow(page, ".card-line a")
    assert_sound(page)
