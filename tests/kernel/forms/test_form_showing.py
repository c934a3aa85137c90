"""What is rendered: every control has its label, every fault its place, nothing typed its way into the page."""

import json

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from lxml import html

from builders.forms import choice, demo_answers, demo_form, part, schema, table, text
from tongban.kernel.forms.rules import Voice, check, form, shown, steps, summary

DEMO = demo_form()
CONTROLS = "//input[not(@type='hidden')]|//select|//textarea"


def page(values, *, step=None, faulty: bool = False, language: str = "zh-hans", of=DEMO):
    with translation.override(language):
        faults = check(of, values, whole=True) if faulty else ()
        tree = shown(of, values, faults, step, language, Voice(gettext, {"document/1": "<证>.jpg"}))
        return html.fromstring(render_to_string("ui/form/step.html", {"tree": tree}))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("faulty", [False, True])
def test_every_control_has_a_label_and_every_reference_its_target(language, faulty):
    values = {"household": {"members": [{}, {"name": "x"}]}} if faulty else demo_answers()
    root = page(values, faulty=faulty, language=language)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    labelled = set(root.xpath("//label/@for"))
    controls = root.xpath(CONTROLS)
    assert len(controls) > 40
    assert [one.get("name") for one in controls if one.get("id") not in labelled] == []
    told = [name for text in root.xpath("//@aria-describedby") for name in text.split()]
    assert set(told) | labelled <= set(ids)
    assert all(label.text_content().strip() for label in root.xpath("//label"))


def test_every_group_has_a_legend_and_every_question_says_whether_it_must_be_answered():
    root = page(demo_answers())
    assert [one.get("id") for one in root.xpath("//fieldset[not(legend)]")] == []
    labels = root.xpath("//label[contains(@class, 'form-label')]|//legend")
    assert {one.xpath("string(.//*[contains(@class, 'form-need')])") for one in labels} == {
        "必填",
        "选填",
    }


def test_a_fault_stands_beside_its_control_and_in_the_summary_that_leads_there():
    root = page({}, step="applicant", faulty=True)
    links = root.xpath("//div[@role='alert']//a/@href")
    assert "#f-applicant-name" in links
    assert "#f-applicant-category-0" in links, "a group of radios is entered at its first"
    assert {link[1:] for link in links} <= set(root.xpath("//@id")), (
        "faults of other steps stay there"
    )
    name = root.get_element_by_id("f-applicant-name")
    assert name.get("aria-invalid") == "true"
    assert "f-applicant-name-error" in name.get("aria-describedby").split()
    assert root.get_element_by_id("f-applicant-name-error").text_content() == "请填写“姓名”。"


def test_what_was_typed_comes_back_even_if_it_is_wrong_and_never_as_markup():
    hostile = '"><script>alert(1)</script>'
    values = {
        "applicant": {"name": hostile},
        "housing": {"monthly_income": "三千", "difficulty": f"\n{hostile}"},
    }
    root = page(values, faulty=True)
    assert root.xpath("//script") == []
    assert root.get_element_by_id("f-applicant-name").get("value") == hostile
    assert root.get_element_by_id("f-housing-monthly_income").get("value") == "三千"
    assert root.get_element_by_id("f-housing-difficulty").text_content().strip() == hostile


def test_a_wrong_date_is_shown_as_text_since_a_date_control_would_lose_it():
    of = form(schema(one=part(day=text(format="date"))))
    for value, kind in (("2026-02-30", "text"), ("2026-02-28", "date"), (None, "date")):
        root = page({"one": {"day": value}}, of=of)
        assert root.get_element_by_id("f-one-day").get("type") == kind


def test_a_file_attached_to_one_question_is_offered_to_the_others_that_take_its_type():
    def asks(*types):
        return {"type": "string", "title": "x", "x-file": {"types": list(types), "max_mb": 1}}

    made = form(schema(one=part(a=asks("jpg"), b=asks("pdf", "jpg"), c=asks("pdf"))))
    root = page({"one": {"a": "document/1"}}, of=made)
    assert root.xpath("//select[@name='one.b']/option/@value") == ["", "document/1"]
    assert root.xpath("//select/@name") == ["one.b"]
    assert root.xpath("//label[@for='f-one-b-other']")


def test_a_stored_file_is_named_and_comes_back_in_a_hidden_field():
    root = page(demo_answers(), step="materials")
    hidden = root.xpath("//input[@type='hidden']/@value")
    assert hidden == ["document/1", "document/2", "document/3"]
    assert "<证>.jpg" in root.text_content()


def test_a_table_works_without_a_script_by_buttons_that_post():
    root = page(demo_answers(), step="household")
    assert root.xpath("//button[@name='_add']/@value") == ["household.members"]
    assert root.xpath("//tbody//button[@name='_remove']/@value") == ["household.members.0"]
    assert root.xpath("//button")[0].get("name") is None, (
        "Enter must not press a button that removes"
    )


def test_a_table_shows_as_many_rows_as_it_needs():
    body = {**table(a=text()), "minItems": 2}
    root = page({}, of=form(schema(one=part(rows=body))))
    assert root.xpath("//tbody/tr/@id") == ["f-one-rows-0", "f-one-rows-1"]


def test_a_part_that_hangs_on_this_page_says_when_it_is_asked_and_one_that_hangs_on_another_is_left_out():
    whole = page({"applicant": {"marital_status": "divorced"}})
    spouse = whole.get_element_by_id("f-spouse")
    assert spouse.get("data-when") == "applicant.marital_status"
    assert json.loads(spouse.get("data-when-answers")) == ["married"]
    assert "仅当“婚姻状况”为已婚时填写。" in spouse.text_content()
    alone = shown(DEMO, {"applicant": {"marital_status": "divorced"}}, step="spouse")
    assert alone.parts == ()
    assert [one.name for one in steps(DEMO, {})].count("spouse") == 0
    assert [one.name for one in steps(DEMO, demo_answers())][1] == "spouse"


def test_many_answers_become_a_list_and_few_stand_side_by_side():
    few, many = choice(*"abcde"), choice(*"abcdef")
    root = page({}, of=form(schema(one=part(few=few, many=many, rows=table(few=few)))))
    assert len(root.xpath("//fieldset[@id='f-one-few']//input[@type='radio']")) == 5
    assert root.get_element_by_id("f-one-many").tag == "select"
    assert root.get_element_by_id("f-one-rows-__n__-few").tag == "select"


def test_a_summary_renders_its_lines_its_tables_and_the_way_back():
    with translation.override("zh-hans"):
        told = summary(DEMO, demo_answers(), True, voice=Voice(gettext))  # noqa: FBT003
        root = html.fromstring(
            render_to_string("ui/form/summary.html", {"summary": told, "change": "/d/1/"})
        )
    assert "/d/1/household" in root.xpath("//a/@href")
    assert root.xpath("//table//th/text()")[0] == "姓名"
    assert "5116**********5313" in root.text_content()
