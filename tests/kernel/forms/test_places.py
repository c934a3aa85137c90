"""What names of the flow mean in a form, and a form without some of its questions."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.fields import FORM, answers
from tongban.kernel import Refusal
from tongban.kernel.forms.rules import (
    changed_paths,
    check,
    form,
    narrowed,
    places,
    settled,
    shown,
    steps,
    summary,
    unanswered,
    without,
)
from tongban.kernel.forms.shapes import leaves, without_rows

READ = form(FORM)
PATHS = sorted(field.path for field in READ.fields())


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("applicant.income", {"applicant.income"}),
        ("household.people.pay", {"household.people.pay"}),
        ("material:proof", {"papers.proof"}),
        ("material:none", set()),
        ("people", set()),
        ("", set()),
    ],
)
def test_a_name_means_a_question_a_column_or_a_material(name, found):
    assert places(READ, name) == found


def test_a_table_and_a_section_bring_all_that_is_in_them():
    table = {"household.people", *(f"household.people.{one}" for one in ("who", "pay", "checked"))}
    assert places(READ, "household.people") == places(READ, "household") == table


@given(st.sets(st.sampled_from(PATHS)))
def test_nothing_hidden_is_left_in_the_answers_nor_asked_in_the_form(hidden):
    narrow, values = narrowed(READ, answers("document/1"), frozenset(hidden))
    assert not {without_rows(path) for path, _ in leaves(values)} & hidden
    assert not {field.path for field in narrow.fields()} & hidden


@given(st.sets(st.sampled_from(PATHS)))
def test_whatever_is_not_hidden_stays_as_it_is(hidden):
    whole = settled(READ, answers("document/1"))
    covered = {path for one in hidden for path in places(READ, one)}
    left = [pair for pair in leaves(whole) if without_rows(pair[0]) not in covered]
    assert list(leaves(without(whole, covered))) == left


def test_what_hangs_on_a_hidden_answer_stands_as_it_does_now():
    schema = copy.deepcopy(FORM)
    applicant = schema["properties"]["applicant"]["properties"]
    applicant["poor"] = {"type": "boolean", "title": "poor"}
    applicant["why"] = {"type": "string", "title": "why", "maxLength": 50,
                        "x-show-when": {"field": "applicant.poor", "in": [True]}}  # fmt: skip
    values = {"applicant": {"name": "张三丰", "poor": True, "why": "失业"}}
    narrow, kept = narrowed(form(schema), values, frozenset({"applicant.poor"}))
    lines = [line for part in summary(narrow, kept, False) for line in part.lines]  # noqa: FBT003
    assert ("applicant.why", "失业") in [(line.path, line.value) for line in lines]
    assert "applicant.poor" not in [line.path for line in lines]


def test_the_applicant_is_never_asked_the_part_of_the_office():
    assert "office" not in [section.name for section in steps(READ, {})]
    assert "office" not in [part.name for part in shown(READ, {}).parts]
    assert check(READ, answers(), whole=True) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda schema: schema["required"].append("office"), "forms.office_required"),
        (lambda schema: schema["properties"]["office"].update(required=["finding"]), "forms.office_required"),
        (lambda schema: schema["properties"]["office"].update({"x-about": "another"}), "forms.office_required"),
        (lambda schema: schema["properties"].update(applicant=schema["properties"].pop("applicant")), "forms.office_last"),
    ],
)  # fmt: skip
def test_a_form_neither_requires_the_part_of_the_office_nor_asks_anything_after_it(change, code):
    schema = copy.deepcopy(FORM)
    change(schema)
    with pytest.raises(Refusal) as refused:
        form(schema)
    assert refused.value.code == code


def test_a_must_is_missing_while_it_is_blank_and_in_each_row():
    must = {"office.finding", "office.visits", "household.people.checked"}
    values = {
        "household": {"people": [{"checked": False}, {"who": "王五"}]},
        "office": {"finding": ""},
    }
    missing = unanswered(READ, values, must)
    assert missing == ("household.people.1.checked", "office.finding", "office.visits")


def test_a_change_names_the_cells_and_where_rows_came_or_went_the_table():
    before, after = answers(), answers(pay="2000")
    assert changed_paths(READ, before, after) == ("household.people.pay",)
    after["household"]["people"].pop()
    assert changed_paths(READ, before, after) == ("household.people",)
    assert changed_paths(READ, before, before) == ()
