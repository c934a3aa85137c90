"""The keeper's workbench in Chromium, wide and narrow: list, editor, many at once, reviews, a suspended guide."""

from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from builders.browser import follow
from builders.catalogue import HOUSING, a_matter, two_keepers
from builders.identity import an_act
from builders.looks import assert_sound, enter
from tongban.kernel.catalogue import actions, dossiers
from tongban.kernel.catalogue.actions.storing import content_of
from tongban.kernel.catalogue.queries import Asked, version_in_force
from tongban.portal.moments import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_whole_draft(matter, by: str):
    """A draft with everything in it: rows, form, flow."""
    before = version_in_force(matter.pk, on=today())
    housing = dossiers.read(HOUSING)
    officer = {"organ": matter.organ_id, "duty": "officer"}
    bound = dict.fromkeys(housing.performers, officer)
    content = replace(content_of(before), **housing.fields, performers=bound)
    return actions.draft_version(
        matter.pk, an_act(by=by, on=today()), content=content, reason="补全"
    )


@pytest.fixture
def keeper(db):
    matter = a_matter()
    return matter, *two_keepers(matter)


def test_the_list_the_matter_and_the_editor(page, live_server, keeper):
    matter, one, other = keeper
    a_whole_draft(matter, other.actor_id)
    enter(page, live_server.url, one)
    for name in ("matters", "matter", "matter_form", "matter_edit"):
        args = [] if name == "matters" else [matter.pk]
        page.goto(live_server.url + reverse(f"staff:{name}", args=args))
        assert_sound(page)
    follow(page, 'button[value="add:bases"]')
    page.fill("#f-promised", "90")
    follow(page, '.actions button[value="save"]')
    expect(page.locator(".faults")).to_be_visible()
    assert_sound(page)


def test_what_was_searched_in_vain_and_what_was_done_about_it(page, live_server, keeper):
    _matter, one, _other = keeper
    for question in ("火星移民", "海底隧道通行"):
        page.goto(f"{live_server.url}/matters/?q={question}")
    enter(page, live_server.url, one)
    page.goto(live_server.url + reverse("staff:missed"))
    assert_sound(page)
    page.fill('[name="note"] >> nth=0', "不属于政务服务")
    follow(page, "td .btn-side >> nth=0")
    expect(page.locator("#settled")).to_be_visible()
    assert_sound(page)


def test_many_at_once_and_what_was_refused(page, live_server, keeper):
    _matter, one, _other = keeper
    enter(page, live_server.url, one)
    page.goto(live_server.url + reverse("staff:matters"))
    page.check('[name="matter"]')
    follow(page, 'button[value="edit"]')
    page.check('[name="use-place"]')
    page.fill("#f-place", "大厅二楼")
    follow(page, '.actions button[value="preview"]')
    assert_sound(page)
    page.goto(live_server.url + reverse("staff:matters"))
    page.check('[name="matter"]')
    follow(page, 'button[value="submit"]')
    assert_sound(page)


def test_reviews_and_a_suspended_guide(page, live_server, keeper):
    matter, one, other = keeper
    draft = a_whole_draft(matter, other.actor_id)
    act = an_act(by=other.actor_id, on=today())
    version = version_in_force(matter.pk, on=today())
    actions.submit_for_review(draft.pk, act)
    said = {"asked": Asked.SUSPEND, "on": today(), "reason": "依据的办法停止执行"}
    review = actions.ask(version.pk, act, **said)
    enter(page, live_server.url, one)
    for name, args in (("reviews", []), ("matter", [matter.pk])):
        page.goto(live_server.url + reverse(f"staff:{name}", args=args))
        assert_sound(page)
    actions.agree(review.pk, an_act(by=one.actor_id, on=today()))
    page.goto(live_server.url + reverse("public:guide", args=[matter.pk]))
    assert "依据的办法停止执行" in page.locator("main").inner_text()
    assert_sound(page)
