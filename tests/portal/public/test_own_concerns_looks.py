"""Own concerns in Chromium, wide and narrow: nothing told yet, told and answered, and the contact erased."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from builders.browser import follow
from builders.identity import a_clerk
from builders.looks import assert_sound, enter
from tongban.kernel.concerns.actions import answer
from tongban.kernel.concerns.models import Concern

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_telling_finding_the_answer_and_erasing_the_contact(page, live_server, place):
    enter(page, live_server.url, place.citizen)
    page.goto(live_server.url + reverse("public:own_concerns"))
    assert_sound(page, "own-concerns-none")
    follow(page, "main .head a")
    page.fill("#words", "跑了三次没办成，窗口说要去镇上，镇上说要来窗口。")
    page.fill("#contact", "13800138000")
    follow(page, "main .btn-main")
    follow(page, "main .after a")
    assert_sound(page, "own-concern")
    manager, _post = a_clerk(place.hall, "duty_manager")
    words = "已协调两处窗口，请再来一次，由专人陪办。"
    answer(Concern.objects.get().pk, place.act(manager), words=words)
    page.goto(live_server.url + reverse("public:own_concerns"))
    assert_sound(page, "own-concerns")
    follow(page, "table.list tbody a")
    expect(page.locator("main")).to_contain_text("专人陪办")
    follow(page, "main form button")
    expect(page.locator("main")).to_contain_text("联系方式已删除")
    expect(page.locator("main form")).to_have_count(0)
    assert_sound(page, "own-concern-erased")
