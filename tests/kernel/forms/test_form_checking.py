"""Answers are checked in words that people can act on, beside what is allowed."""

import pytest

from builders.forms import after, choice, demo_answers, demo_form, part, schema, table, text
from tongban.kernel.forms import words
from tongban.kernel.forms.rules import check, check_step, form, settled

DEMO = demo_form()
YES = True


def faults(values, *, whole: bool = True) -> dict[str, str]:
    return {fault.path: fault.words for fault in check(DEMO, values, whole=whole)}


def changed(path: str, value):
    values = demo_answers()
    inner = values
    *above, last = path.split(".")
    for name in above:
        inner = inner[int(name) if name.isdigit() else name]
    inner[last] = value
    return values


def test_whole_and_valid_answers_have_no_fault():
    assert faults(demo_answers()) == {}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("applicant.name", "王", words.TOO_SHORT),
        ("applicant.name", "王" * 51, words.TOO_LONG),
        ("applicant.category", "other", words.CHOOSE),
        ("housing.monthly_income", -1, words.AT_LEAST),
        ("housing.monthly_income", 10_000_000, words.AT_MOST),
        ("housing.monthly_income", "五千", words.WHOLE_NUMBER),
        ("housing.monthly_income", 5200.0, words.WHOLE_NUMBER),
        ("housing.monthly_income", True, words.WHOLE_NUMBER),
        ("housing.has_vehicle", "yes", words.CHOOSE),
        ("pledge.truthful", False, words.AGREE),
        ("materials.identity", "身份证.pdf", words.NOT_A_FILE),
        ("materials.identity", "document/0", words.NOT_A_FILE),
        ("household.members.0.yearly_income", None, words.WHOLE_NUMBER),
        ("household.members.0.income_proof", "case/1", words.NOT_A_FILE),
        ("applicant.shoe", "42", words.NOT_ASKED),
    ],
)
def test_a_wrong_answer_is_named_by_its_path(path, value, said):
    assert faults(changed(path, value)) == {path: said}


def test_an_identity_number_is_checked_by_the_standard_and_the_fault_names_the_digit():
    found = check(DEMO, changed("applicant.identity_number", "511602199003075317"), whole=True)
    assert [fault.path for fault in found] == ["applicant.identity_number"]
    assert found[0].facts["expected"] == "“3”"


def test_missing_answers_are_faults_of_the_whole_only():
    assert faults({}, whole=False) == {}
    found = faults({})
    assert found["applicant.name"] == words.FILL_IN
    assert found["applicant.category"] == words.CHOOSE
    assert found["materials.identity"] == words.ATTACH
    assert found["pledge.truthful"] == words.AGREE


def test_the_spouse_is_asked_of_the_married_only():
    single = changed("applicant.marital_status", "unmarried")
    del single["spouse"]
    assert faults(single) == {}
    assert faults({**single, "spouse": {"name": "x", "yearly_income": "?"}}) == {}
    married = demo_answers()
    del married["spouse"]
    assert set(faults(married)) == {
        "spouse.name", "spouse.identity_number", "spouse.employment", "spouse.yearly_income",
        "spouse.marriage_certificate",
    }  # fmt: skip


def test_a_conditional_answer_is_required_while_its_condition_holds():
    assert faults(changed("housing.situation", "relatives")) == {}
    assert faults(changed("housing.situation", "owned")) == {"housing.owned_area": words.FILL_IN}


def test_a_step_is_checked_alone_and_whole():
    values = {"applicant": demo_answers()["applicant"]}
    assert check_step(DEMO, values, "applicant") == ()
    assert [fault.path for fault in check_step(DEMO, values, "pledge")] == [
        "pledge.truthful",
        "pledge.consent",
    ]


def test_faults_come_in_the_order_of_the_form_rows_by_number():
    values = changed("applicant.phone", "12")
    values["household"]["members"] = [{}] * 11
    paths = [fault.path for fault in check(DEMO, values, whole=True)]
    assert paths[0] == "applicant.phone"
    assert paths.index("household.members.2.name") < paths.index("household.members.10.name")
    assert paths.index("household.members.2.name") < paths.index("household.members.2.relation")


def test_a_table_has_no_more_rows_than_its_limit_and_no_fewer():
    body = {**table(required=("a",), a=text()), "minItems": 1, "maxItems": 2}
    small = form(schema(one=part(required=("rows",), rows=body)))
    for count, expected in (
        (0, [words.TOO_FEW_ROWS]),
        (1, []),
        (2, []),
        (3, [words.TOO_MANY_ROWS]),
    ):
        found = check(small, {"one": {"rows": [{"a": "x"}] * count}}, whole=True)
        assert [fault.words for fault in found] == expected


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("date", ["2028-02-29"], ["2026-02-29", "2026-2-1", "20260201", "2026-02-01T00:00"]),
        (
            "phone",
            ["13800138000", "0826-2345678", "028-12345678-12"],
            ["12800138000", "1380013800", "2345678", "+86"],
        ),
        ("email", ["a@b.cn"], ["a@b", "a b@c.cn", "@c.cn", "a@@c.cn"]),
    ],
)
def test_formats_are_checked_by_what_exists(kind, good, bad):
    one = form(schema(one=part(x=text(format=kind))))
    assert [v for v in good if check(one, {"one": {"x": v}}, whole=True)] == []
    assert [v for v in bad if not check(one, {"one": {"x": v}}, whole=True)] == []


def test_a_condition_on_yes_does_not_take_the_number_one_for_yes():
    asked = part(kind={"type": "boolean", "title": "有吗"}, more=text())
    body = schema(one={**asked, "allOf": [after("kind", YES, "more")]})
    read = form(body)
    assert [f.path for f in check(read, {"one": {"kind": True}}, whole=True)] == ["one.more"]
    assert [f.path for f in check(read, {"one": {"kind": 1}}, whole=True)] == ["one.kind"]
    assert settled(read, {"one": {"kind": 1, "more": "x"}}) == {"one": {"kind": 1}}


def test_an_optional_section_is_checked_once_it_is_begun():
    read = form(
        schema(one=part(kind=choice("a", "b")), two=part(required=("x",), x=text(), y=text()))
    )
    assert check(read, {"one": {}, "two": {}}, whole=True) == ()
    assert [f.path for f in check(read, {"one": {}, "two": {"y": "z"}}, whole=True)] == ["two.x"]
