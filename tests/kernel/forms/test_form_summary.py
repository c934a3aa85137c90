"""The summary shows what is kept, and masks what is personal."""

import pytest

from builders.forms import demo_answers, demo_form, part, schema, text
from tongban.kernel.forms.rules import Kind, Voice, form, summary
from tongban.kernel.forms.shapes import Field, Text
from tongban.kernel.forms.summing import masked_answer

DEMO = demo_form()
SECRETS = (
    "511602199003075313",
    "511602199105121229",
    "511602201506010028",
    "13800138021",
    "和平路",
)


def told(values, *, masked: bool = True, **more) -> str:
    return str(summary(DEMO, values, masked, "zh-hans", **more))


def test_personal_answers_are_masked_in_lines_and_in_rows_and_whole_on_demand():
    masked, whole = told(demo_answers()), told(demo_answers(), masked=False)
    assert [secret for secret in SECRETS if secret in masked] == []
    assert [secret for secret in SECRETS if secret not in whole] == []
    assert "5116**********5313" in masked
    assert "138****8021" in masked


def test_names_are_kept_unless_they_are_to_be_masked_too():
    assert "陈小雨" in told(demo_answers())
    assert "陈小雨" not in told(demo_answers(), mask_names=True)
    assert "陈**" in told(demo_answers(), mask_names=True)


def test_a_mistyped_number_is_masked_whole():
    values = demo_answers()
    values["applicant"]["identity_number"] = "51160219"
    assert "5116" not in str(summary(DEMO, values, True)[0])  # noqa: FBT003


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("广安区渠江街道和平路 1 号", "广安区渠****"),
        ("某地", "****"),
        ("abcdefghij" * 9, "abcdef****"),
    ],
)
def test_an_address_keeps_its_beginning_only(answer, shown):
    field = Field(
        "a.b",
        Kind.LINE,
        Text("地址"),
        Text(""),
        required=True,
        element="person.address",
        personal=True,
    )
    assert masked_answer(field, answer) == shown


def test_parts_not_asked_are_not_summed_up_and_empty_answers_are_named():
    values = demo_answers()
    values["applicant"]["marital_status"] = "widowed"
    parts = summary(DEMO, values, True)  # noqa: FBT003
    assert "spouse" not in [part.name for part in parts]
    housing = next(part for part in parts if part.name == "housing")
    lines = {line.path: line for line in housing.lines}
    assert "housing.owned_area" not in lines
    assert lines["housing.monthly_rent"].value == "600 元"
    assert not lines["housing.difficulty"].answered


def test_files_are_named_and_lead_to_their_document():
    parts = summary(DEMO, demo_answers(), True, voice=Voice(files={"document/1": "身份证.jpg"}))  # noqa: FBT003
    line = next(line for part in parts for line in part.lines if line.path == "materials.identity")
    assert (line.value, line.document) == ("身份证.jpg", "document/1")


def test_a_form_speaks_english_where_it_can_and_chinese_where_it_cannot():
    bilingual = text("姓名", **{"x-en": {"title": "Name"}})
    read = form(schema(one=part(a=bilingual, b=text("地址"))))
    labels = [line.label for line in summary(read, {"one": {"a": "x"}}, False, "en-gb")[0].lines]  # noqa: FBT003
    assert labels == ["Name", "地址"]
