"""一表: several forms become one in which nothing is asked twice, and its answers are whole answers to each."""

import json
from datetime import date
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders.sources import PACKAGE
from tongban.kernel.forms.rules import check, form
from tongban.kernel.forms.sharing import Part
from tongban.kernel.forms.uniting import apart, united
from tongban.project.demo.life.filling import Writer, filled
from tongban.project.demo.life.names import Applicant

FOLDERS = sorted(path.parent for path in PACKAGE.glob("project/demo/matters/*/form.schema.json"))
FORMS = {
    one.name: form(json.loads((one / "form.schema.json").read_text("utf-8"))) for one in FOLDERS
}
PERSON = {
    "name": {"type": "string", "x-element": "person.name"},
    "phone": {"type": "string", "x-element": "person.phone"},
}


def asks(required=(), section="applicant", condition=None, **fields):
    """The schema of a form with one section."""
    inner = {
        "type": "object", "additionalProperties": False, "title": "申请人",
        "properties": fields, "required": list(required), **(condition or {}),
    }  # fmt: skip
    return form(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "表", "type": "object", "additionalProperties": False,
            "properties": {section: inner}, "required": [section],
        }
    )  # fmt: skip


def parts(*forms, **alike):
    keys = "abcdefg"
    return [
        Part(keys[n], f"事项{n}", "", one, alike.get(keys[n], {})) for n, one in enumerate(forms)
    ]


def paths(one):
    return [field.path for section in one.form.sections for field in section.fields]


def test_what_two_forms_ask_of_the_applicant_is_asked_once_and_answers_both():
    both = parts(asks(("name",), **PERSON), asks(("name", "phone"), **PERSON))
    one = united(both, title="一件事")
    assert paths(one) == ["applicant.name", "applicant.phone"]
    assert (one.before, one.after) == (4, 2)
    values = {"applicant": {"name": "张三", "phone": "13800138000"}}
    assert apart(one, both, values) == {"a": values, "b": values}


def test_what_one_of_the_forms_needs_the_one_form_needs():
    one = united(parts(asks(("name",), **PERSON), asks(("phone",), **PERSON)), title="一件事")
    assert [(f.path, f.required) for f in one.form.sections[0].fields] == [
        ("applicant.name", True),
        ("applicant.phone", True),
    ]


def test_the_strictest_bounds_hold():
    short = {"name": {"type": "string", "x-element": "person.name", "maxLength": 9, "minLength": 2}}
    long = {"name": {"type": "string", "x-element": "person.name", "maxLength": 30, "minLength": 3}}
    one = united(parts(asks(("name",), **long), asks(("name",), **short)), title="一件事")
    bounds = one.form.sections[0].fields[0].bounds
    assert (bounds.low, bounds.high) == (3, 9)


def test_questions_of_one_name_that_ask_for_different_things_stand_side_by_side():
    area = {"area": {"type": "integer", "title": "经营面积"}}
    other = {"area": {"type": "integer", "title": "占地面积"}}
    both = parts(asks(("area",), **area), asks(("area",), **other))
    one = united(both, title="一件事")
    assert paths(one) == ["applicant.area", "applicant.area_b"]
    values = {"applicant": {"area": 5, "area_b": 9}}
    assert apart(one, both, values) == {
        "a": {"applicant": {"area": 5}},
        "b": {"applicant": {"area": 9}},
    }


@pytest.mark.parametrize(("alike", "files"), [({"a": {"plan": "平面图"}, "b": {"layout": "平面图"}}, 1), ({}, 2)])  # fmt: skip
def test_a_material_is_asked_once_where_it_is_the_same(alike, files):
    plan = {"plan": {"type": "string", "title": "平面图", "x-file": {"types": ["pdf", "jpg"], "max_mb": 20}}}  # fmt: skip
    layout = {"layout": {"type": "string", "title": "布局图", "x-file": {"types": ["pdf", "png"], "max_mb": 10}}}  # fmt: skip
    both = parts(
        asks(("plan",), "materials", **plan), asks(("layout",), "materials", **layout), **alike
    )
    one = united(both, title="一件事")
    assert one.after == files
    if alike:
        rule = one.form.sections[0].fields[0].file
        assert (rule.types, rule.max_mb) == (("pdf",), 10)
        given = apart(one, both, {"materials": {"plan": "document/7"}})
        assert given["b"] == {"materials": {"layout": "document/7"}}


def test_materials_and_then_pledges_come_last_whichever_form_brings_them():
    paper = {
        "plan": {"type": "string", "title": "平面图", "x-file": {"types": ["pdf"], "max_mb": 20}}
    }
    pledge = {"truthful": {"type": "boolean", "const": True, "title": "承诺属实"}}
    shop = {"shop": {"type": "string", "title": "店名", "maxLength": 50}}
    both = parts(
        asks(("truthful",), "pledge", **pledge),
        asks(("plan",), "materials", **paper),
        asks(("shop",), "premises", **shop),
    )
    one = united(both, title="一件事")
    assert [section.name for section in one.form.sections] == ["premises", "materials", "pledge"]


def test_a_question_on_whose_answer_others_hang_is_the_one_that_is_asked():
    married = {
        "marital_status": {"type": "string", "x-element": "person.marital_status"},
        "since": {"type": "string", "format": "date", "title": "登记日期"},
    }
    hangs = {
        "if": {"properties": {"marital_status": {"const": "married"}}, "required": ["marital_status"]},
        "then": {"required": ["since"]},
        "else": {"properties": {"since": False}},
    }  # fmt: skip
    plain = asks(("marital_status",), marital_status=married["marital_status"])
    hanging = asks(("marital_status",), condition=hangs, **married)
    both = parts(plain, hanging)
    one = united(both, title="一件事")
    assert one.after == 2
    values = {"applicant": {"marital_status": "married", "since": "2020-05-20"}}
    assert not check(one.form, values, whole=True)
    assert apart(one, both, values)["a"] == {"applicant": {"marital_status": "married"}}
    alone = {"applicant": {"marital_status": "divorced", "since": "2020-05-20"}}
    assert apart(one, both, alone)["b"] == {"applicant": {"marital_status": "divorced"}}


def test_answers_of_which_no_one_suits_both_are_asked_twice():
    def of(*answers):
        listed = [{"const": each, "title": each} for each in answers]
        return asks(("marital_status",), marital_status={"type": "string", "x-element": "person.marital_status", "oneOf": listed})  # fmt: skip

    assert (
        united(parts(of("unmarried", "married"), of("divorced", "widowed")), title="x").after == 2
    )
    narrowed = united(
        parts(of("unmarried", "married", "divorced"), of("married", "divorced")), title="x"
    )
    assert [one.value for one in narrowed.form.sections[0].fields[0].choices] == [
        "married",
        "divorced",
    ]


WHO = Applicant(
    key="x", kind="person", name="林晓梅", number="511602198803074525", phone="13800138000",
    address="广安区滨江路 1 号", legal="林晓梅", contact="林晓梅", born=date(1988, 3, 7), online=True,
)  # fmt: skip


def answered(one, seed):
    """Whole answers to a form, as far as they can be made up; None where they cannot."""
    numbers = iter(range(1, 10_000))
    writer = Writer(
        "none", WHO, date(2026, 3, 2), Random(seed), lambda _: f"document/{next(numbers)}", {}
    )
    return filled(one, writer)


EASY = [name for name, one in FORMS.items() if any(answered(one, seed) for seed in range(3))]


def test_most_forms_of_the_demo_can_be_filled_in_with_what_is_made_up():
    assert len(EASY) >= len(FORMS) / 2


@settings(max_examples=80)
@given(st.lists(st.sampled_from(EASY), min_size=2, max_size=5, unique=True), st.integers(0, 99))
def test_whole_answers_to_the_one_form_are_whole_answers_to_each(names, seed):
    some = parts(*(FORMS[name] for name in names))
    one = united(some, title="一件事")
    assert one.after <= one.before
    values = answered(one.form, seed)
    assume(values is not None)
    for part in some:
        answers = apart(one, some, values)[part.key]
        assert not check(part.form, answers, whole=True), (part.key, names)
