"""Papers in Chromium, wide and narrow: a keeper publishes a template, and whoever holds a paper verifies it."""

import pytest
from django.urls import reverse

from builders.browser import follow
from builders.identity import a_clerk, an_act, an_organ
from builders.looks import assert_sound, enter
from builders.papers import composed
from tongban.kernel.documents.queries import open_document
from tongban.kernel.papers.actions import revoke

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_keeper_drafts_looks_and_publishes(page, live_server):
    organ = an_organ("广安区住房和城乡建设局")
    an_organ("住房保障中心", parent=organ)
    keeper = a_clerk(organ, "keeper")[0]
    enter(page, live_server.url, keeper)
    page.goto(live_server.url + reverse("staff:paper_templates"))
    assert_sound(page)
    follow(page, "text=受理通知书")
    assert_sound(page)
    page.fill("#body", "{applicant}：\n\n你的申请已受理。\n\n{salary}")
    follow(page, 'button[value="publish"]')
    assert_sound(page)
    page.fill("#body", "{applicant}：\n\n你的申请已受理。")
    follow(page, 'button[value="save"]')
    assert_sound(page)
    assert page.evaluate("document.querySelector('.sample').naturalWidth") > 700
    follow(page, 'button[value="publish"]')
    assert "使用中" in page.inner_text("#versions")
    assert composed(organ).template is not None


def test_whoever_holds_a_paper_verifies_it(page, live_server, tmp_path):
    paper = composed(an_organ("广安区住房和城乡建设局"))
    file = tmp_path / "paper.pdf"
    with open_document(paper.document) as stored:
        file.write_bytes(stored.read())
    page.goto(live_server.url + reverse("public:verify"))
    assert_sound(page)
    page.fill("#code", paper.code.lower())
    follow(page, "main .btn-main")
    assert_sound(page)
    assert page.inner_text(".verdict") == "有效"
    page.set_input_files("#file", file)
    follow(page, "#compare .btn-main")
    assert "完全一致" in page.inner_text("#compare")
    assert_sound(page)
    revoke(paper.pk, an_act())
    page.goto(live_server.url + reverse("public:verified", args=[paper.code]))
    assert page.inner_text(".verdict") == "已撤回"
    assert_sound(page)
