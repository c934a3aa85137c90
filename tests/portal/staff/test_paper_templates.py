"""文书模板: a keeper writes, previews and publishes for the own organ; for others the pages do not exist."""

import pytest
from django.urls import reverse

from builders.identity import a_clerk, an_organ
from builders.papers import composed, issued
from tongban.kernel.papers.models import Template
from tongban.kernel.papers.rules import Kind
from tongban.kernel.papers.shipped import shipped

pytestmark = pytest.mark.django_db
LIST = reverse("staff:paper_templates")


@pytest.fixture
def organ(db):
    """A bureau with an office below it."""
    made = an_organ("广安区住房和城乡建设局")
    an_organ("住房保障中心", parent=made)
    return made


@pytest.fixture
def keeper(organ, as_):
    """The browser of the bureau's keeper."""
    return as_(a_clerk(organ, "keeper")[0])


def page_of(organ, kind="acceptance") -> str:
    return reverse("staff:paper_template", args=[organ.pk, kind])


def sample_of(organ, page=1, kind="acceptance") -> str:
    return reverse("staff:paper_sample", args=[organ.pk, kind, page])


def post(browser, organ, *, do="save", body="{applicant}：\n\n你的申请已受理。"):
    return browser.post(page_of(organ), {"title": "受理通知书", "body": body, "do": do})


def publish(browser, organ, body="{applicant}：\n\n你的申请已受理。"):
    """Save a draft, look at it, and publish it."""
    post(browser, organ, body=body)
    return post(browser, organ, do="publish", body=body)


def test_the_list_shows_every_kind_and_the_organs_below(keeper):
    text = keeper.get(LIST).content.decode()
    for words in ("材料接收凭证", "更正告知书", "平台自带文本", "住房保障中心"):
        assert words in text


def test_who_keeps_nothing_and_who_keeps_elsewhere_finds_no_page(as_, organ):
    officer = as_(a_clerk(organ)[0])
    elsewhere = as_(a_clerk(an_organ(), "keeper")[0])
    assert officer.get(LIST).status_code == 404
    for browser in (officer, elsewhere):
        answers = [
            browser.get(page_of(organ)),
            browser.get(sample_of(organ)),
            post(browser, organ),
            browser.post(reverse("staff:paper_numbers", args=[organ.pk])),
        ]
        assert {each.status_code for each in answers} == {404}
    assert elsewhere.get(LIST, {"organ": organ.pk}).status_code == 404
    assert not Template.objects.exists()


def test_a_draft_is_saved_previewed_and_changes_no_paper(keeper, organ):
    assert post(keeper, organ).status_code == 302
    draft = Template.objects.get()
    assert (draft.state, draft.organ) == ("draft", organ)
    text = keeper.get(page_of(organ)).content.decode()
    assert "这是草稿" in text
    picture = keeper.get(sample_of(organ), {"version": draft.pk})
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert composed(organ).template is None


def test_publishing_makes_papers_of_the_organ_and_below_follow_it(keeper, organ):
    publish(keeper, organ)
    assert composed(organ).template == Template.objects.get(state="published")
    text = keeper.get(LIST).content.decode()
    assert "本机关第 1 版" in text


def test_what_nobody_has_looked_at_is_saved_and_not_published(keeper, organ):
    post(keeper, organ, body="看过的正文")
    post(keeper, organ, do="publish", body="没有看过的正文")
    draft = Template.objects.get()
    assert (draft.state, draft.body) == ("draft", "没有看过的正文\n")
    assert "草稿已保存，尚未发布" in keeper.get(page_of(organ)).content.decode()
    post(keeper, organ, do="publish", body="没有看过的正文\r\n")
    assert Template.objects.get().state == "published"


def test_a_fact_that_does_not_exist_is_refused_with_the_text_kept(keeper, organ):
    answer = post(keeper, organ, do="publish", body="{salary} 元")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "{salary} 元" in text
    assert "没有名为 salary 的信息项" in text
    assert not Template.objects.exists()


def test_an_unfinished_draft_says_why_there_is_no_preview(keeper, organ):
    post(keeper, organ, body="{salary}")
    answer = keeper.get(page_of(organ))
    assert (answer.status_code, "暂时不能预览" in answer.content.decode()) == (200, True)
    assert keeper.get(sample_of(organ)).status_code == 404


def test_old_versions_and_the_platforms_wording_can_be_looked_at(keeper, organ):
    publish(keeper, organ, body="第一版正文")
    publish(keeper, organ, body="第二版正文")
    first = Template.objects.get(ordinal=1)
    assert "第一版正文" in keeper.get(page_of(organ), {"version": first.pk}).content.decode()
    text = keeper.get(page_of(organ), {"version": "shipped"}).content.decode()
    assert shipped(Kind.ACCEPTANCE).body.splitlines()[2][:6] in text


@pytest.mark.parametrize("version", ["0", "x", "9" * 30, "-1"])
def test_a_version_that_does_not_exist_is_not_found(keeper, organ, version):
    assert keeper.get(page_of(organ), {"version": version}).status_code == 404


def test_the_version_of_another_kind_or_organ_is_not_found(keeper, organ, as_):
    other = an_organ()
    post(as_(a_clerk(other, "keeper")[0]), other)
    foreign = Template.objects.get()
    for place in (page_of(organ), page_of(organ, "supplement")):
        assert keeper.get(place, {"version": foreign.pk}).status_code == 404


def test_a_superiors_version_is_shown_to_the_keeper_below(keeper, organ, as_):
    publish(keeper, organ, body="上级正文")
    below = an_organ(parent=organ)
    browser = as_(a_clerk(below, "keeper")[0])
    assert "上级正文" in browser.get(page_of(below)).content.decode()
    assert browser.get(sample_of(below), {"version": Template.objects.get().pk}).status_code == 200


@pytest.mark.parametrize("page", [0, 9])
def test_a_page_that_the_preview_does_not_have_is_not_found(keeper, organ, page):
    assert keeper.get(sample_of(organ, page)).status_code == 404


def test_an_unknown_kind_has_no_page(keeper, organ):
    assert keeper.get(page_of(organ, "diploma")).status_code == 404


def test_numbers_follow_the_pattern_that_the_keeper_sets(keeper, organ):
    place = reverse("staff:paper_numbers", args=[organ.pk])
    answer = keeper.post(
        place, {"pattern": "{organ}〔{year}〕{word}{number}", "organ_word": "广住"}
    )
    assert answer.status_code == 302
    assert issued(organ).number == "广住〔2026〕受1"


def test_a_pattern_that_cannot_tell_numbers_apart_is_refused_and_kept_on_the_page(keeper, organ):
    place = reverse("staff:paper_numbers", args=[organ.pk])
    answer = keeper.post(place, {"pattern": "第{number}号", "organ_word": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="第{number}号"' in text
    assert "{year} 和 {number} 应各出现一次" in text
