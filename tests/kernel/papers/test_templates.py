"""文书模板: who may write one, what it may say, and that papers made before stay as they are."""

import pytest

from builders.identity import a_clerk, an_act, an_organ
from builders.papers import composed
from builders.sources import ROOT
from tongban.kernel import Refusal
from tongban.kernel.papers.actions import draft_template, publish_template, set_number_rule
from tongban.kernel.papers.models import Paper, Template
from tongban.kernel.papers.placeholders import COMMON, OWN, PLACEHOLDERS
from tongban.kernel.papers.press.printing import Form, Items, Table, Text
from tongban.kernel.papers.previewing import preview
from tongban.kernel.papers.queries import draft_of, template_in_use, versions_of
from tongban.kernel.papers.rules import Kind, Stage
from tongban.kernel.papers.shipped import Wording, shipped
from tongban.kernel.papers.wording import BLANK, filled

pytestmark = pytest.mark.django_db
WORDING = Wording("受理通知书", "{applicant}：\n\n你的申请已受理。")


def refused(code: str):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def drafted(organ=None, body="{applicant}：\n\n你的申请已受理。", *, kind="acceptance") -> Template:
    """A draft of that text."""
    wording = Wording("受理通知书", body)
    return draft_template(kind, organ.pk if organ else None, an_act(), wording=wording)


def published(organ=None, body="{applicant}：\n\n你的申请已受理。") -> Template:
    """A template in use."""
    return publish_template(drafted(organ, body).pk, an_act())


def test_a_second_version_does_not_change_papers_that_were_composed_before():
    organ = an_organ()
    first = published(organ, "第一版 {applicant}")
    paper = composed(organ)
    second = published(organ, "第二版 {applicant}")
    later = composed(organ)
    kept = Paper.objects.get(pk=paper.pk)
    assert (kept.template, kept.sha256) == (first, paper.sha256)
    assert later.template == second
    assert [(each.ordinal, each.state) for each in versions_of("acceptance", organ.pk)] == [
        (2, Stage.PUBLISHED),
        (1, Stage.RETIRED),
    ]


def test_without_a_template_a_paper_keeps_none():
    assert composed().template is None


def test_the_nearest_template_upwards_is_used_and_the_general_one_last():
    above = an_organ()
    below, elsewhere = an_organ(parent=above), an_organ()
    general, near = published(), published(above)
    assert template_in_use("acceptance", below) == near
    assert template_in_use("acceptance", elsewhere) == general
    own = published(below)
    assert template_in_use("acceptance", below) == own
    assert template_in_use("supplement", below) is None


def test_a_draft_is_written_over_until_it_is_published_once():
    organ = an_organ()
    first, again = drafted(organ), drafted(organ, "新的 {applicant}")
    assert first.pk == again.pk
    assert draft_of("acceptance", organ.pk).body == "新的 {applicant}\n"
    publish_template(again.pk, an_act())
    with refused("papers.not_a_draft"):
        publish_template(again.pk, an_act())
    assert draft_of("acceptance", organ.pk) is None


def test_only_a_keeper_of_the_organ_or_above_writes_templates_and_rules():
    above = an_organ()
    organ = an_organ(parent=above)
    keeper, officer = a_clerk(above, "keeper")[0], a_clerk(organ)[0]
    by_keeper, by_officer = an_act(by=keeper.actor_id), an_act(by=officer.actor_id)
    draft = draft_template("acceptance", organ.pk, by_keeper, wording=WORDING)
    for verb in (
        lambda act: draft_template("acceptance", organ.pk, act, wording=WORDING),
        lambda act: publish_template(draft.pk, act),
        lambda act: set_number_rule(organ.pk, act, pattern="{year}{number}", organ_word=""),
    ):
        with refused("papers.may_not_keep"):
            verb(by_officer)
        verb(by_keeper)


def test_the_wording_of_all_organs_is_the_platforms_alone():
    keeper, _post = a_clerk(duty="keeper")
    with refused("papers.may_not_keep"):
        draft_template("acceptance", None, an_act(by=keeper.actor_id), wording=WORDING)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{salary}", "papers.unknown_fact"),
        ("{materials.__class__}", "papers.template_unclear"),
        ("{extension_days}", "papers.unknown_fact"),
        ("材料 {table:materials}", "papers.template_unclear"),
        ("{table:organ}", "papers.template_unclear"),
        ("{applicant", "papers.template_unclear"),
        ("|甲|", "papers.template_unclear"),
        (" \n ", "papers.template_empty"),
    ],
)
def test_what_a_paper_cannot_say_is_refused_at_publishing(body, code):
    with refused(code):
        publish_template(drafted(an_organ(), body).pk, an_act())


def test_a_text_without_end_is_refused_even_as_a_draft():
    with refused("papers.template_long"):
        drafted(an_organ(), "长" * 20_001)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_can_be_previewed(kind):
    pages = preview(kind, an_organ(), shipped(kind))
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_a_preview_refuses_what_publishing_would():
    with refused("papers.unknown_fact"):
        preview(Kind.ACCEPTANCE, an_organ(), Wording("题", "{salary}"))


def test_raw_typst_in_a_template_is_text():
    assert filled('#read("/etc/passwd")', {}) == [Text('#read("/etc/passwd")')]


def test_paragraphs_of_whose_facts_none_is_known_are_left_out_and_others_leave_a_blank():
    blocks = filled("甲{until}\n\n乙{until}和{law}\n\n丙", {"law": "法"})
    assert blocks == [Text(f"乙{BLANK}和法"), Text("丙")]


def test_a_list_a_table_and_a_form_stand_where_they_were_written():
    facts = {"items": ["一", "二"], "materials": [{"name": "证"}], "mode": "邮寄"}
    body = "请补正：\n{items}\n\n{table:materials}\n\n|方式|{mode}|\n|地点|{place}|\n|签名||"
    first, listed, table, form = filled("你好\n\n" + body, facts)[1:]
    assert (first, listed) == (Text("请补正："), Items(["一", "二"]))
    assert isinstance(table, Table)
    assert table.rows == [["1", "证", "", "", ""]]
    assert form == Form([("方式", "邮寄"), ("签名", "")])


def test_every_kind_declares_its_facts():
    assert set(PLACEHOLDERS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_the_reference_lists_the_facts_of_every_kind(kind):
    page = (ROOT / "docs/reference/papers.md").read_text(encoding="utf-8")
    own = ", ".join(f"`{name}`" for name in OWN[kind])
    assert f"| {shipped(kind).title} | {own} |" in page
    assert all(f"`{name}`" in page for name in COMMON)
