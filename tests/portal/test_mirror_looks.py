"""Mirrored cases in Chromium, wide and narrow: accessible, never sideways, quiet under the content policy."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from builders.browser import follow
from builders.cases import a_place
from builders.identity import a_clerk, a_person, an_act
from builders.looks import assert_sound, enter
from builders.mirrors import NOON, a_guide, a_mirror
from builders.parties import a_citizen, an_identity_number
from tongban.kernel.mirrors.rules import Outcome, State, Step
from tongban.kernel.parties.actions import link_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(db):
    """An officer of the organ whose matter the province handles, and an applicant there."""
    cache.clear()
    a_place()
    version, number = a_guide(online_url="https://province.example.cn/"), an_identity_number(5)
    applicant = a_person("张三丰", kind="public", demo=True)
    link_person(a_citizen(order=5).pk, an_act(), person_id=applicant.pk)
    steps = (Step(NOON, "材料已核验，转四川省卫生健康委员会复核"),)
    a_mirror(version, document=number, steps=steps)
    a_mirror(version, number="SC-2", document=number, state=State.PAUSED)
    day = NOON.date()
    over = {"state": State.CLOSED, "outcome": Outcome.REFUSED, "decided_on": day}
    a_mirror(version, number="SC-3", document=number, **over)
    a_mirror(version, number="SC-4", state=State.TERMINATED)
    officer, _post = a_clerk(version.organ)
    return officer, applicant


def test_an_officer_finds_narrows_and_reads_them(page, live_server, people):
    officer, _applicant = people
    enter(page, live_server.url, officer)
    page.goto(live_server.url + reverse("staff:desk"))
    follow(page, '.tabs a:has-text("上级系统办件")')
    assert_sound(page, "mirrors")
    expect(page.locator("table.list tbody tr")).to_have_count(4)
    page.select_option("#state", "paused")
    follow(page, ".filters button")
    assert_sound(page, "mirrors-narrowed")
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    page.fill("#q", "没有这个")
    follow(page, ".filters button")
    assert_sound(page, "mirrors-none")
    follow(page, "p.row >> text=显示全部")
    follow(page, "table.list tbody tr:first-child a")
    assert_sound(page, "mirror")


def test_an_applicant_finds_them_under_his_cases_and_reads_one(page, live_server, people):
    _officer, applicant = people
    enter(page, live_server.url, applicant)
    page.goto(live_server.url + reverse("public:mine"))
    assert_sound(page, "mine-mirrors")
    follow(page, "#mirrors a >> nth=0")
    assert_sound(page, "own-mirror")
    assert "材料已核验" in page.inner_text("main")
