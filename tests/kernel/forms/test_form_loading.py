"""A form is understood whole, or refused with the place and the reason."""

import pytest

from builders.forms import after, choice, demo_form, part, schema, table, text
from tongban.kernel import Refusal
from tongban.kernel.forms.rules import Kind, form


def refusal(body) -> Refusal:
    with pytest.raises(Refusal) as caught:
        form(body)
    return caught.value


def test_the_demo_form_is_understood_with_its_table_its_condition_and_a_file_per_row():
    read = demo_form()
    kinds = {field.path: field.kind for field in read.fields()}
    assert [part.name for part in read.sections] == [
        "applicant", "spouse", "household", "housing", "materials", "pledge",
    ]  # fmt: skip
    assert read.section("spouse").condition.path == "applicant.marital_status"
    assert kinds["household.members"] is Kind.TABLE
    assert kinds["household.members.income_proof"] is Kind.FILE
    assert kinds["pledge.truthful"] is Kind.PLEDGE


def test_every_text_of_the_demo_form_has_its_english():
    read = demo_form()
    texts = [read.title, read.hint]
    texts += [text for part in read.sections for text in (part.title, part.hint)]
    for field in read.fields():
        texts += [field.title, field.hint, field.unit, field.row]
        texts += [choice.title for choice in field.choices]
    assert [text.zh for text in texts if text.zh and not text.en] == []


@pytest.mark.parametrize(
    ("code", "pointer", "field"),
    [
        ("forms.unknown_keyword", "#/properties/one/properties/x", text(contentEncoding="base64")),
        ("forms.unknown_value", "#/properties/one/properties/x", text(type="number")),
        ("forms.unknown_value", "#/properties/one/properties/x", text(format="ipv4")),
        ("forms.unknown_keyword", "#/properties/one/properties/x", {"$ref": "#/x", **text()}),
        ("forms.untitled", "#/properties/one/properties/x", text("  ")),
        ("forms.wrong_value", "#/properties/one/properties/x", text(maxLength=1.5)),
        ("forms.wrong_value", "#/properties/one/properties/x", text(type=["string", "null"])),
        ("forms.no_length", "#/properties/one/properties/x", {"type": "string", "title": "x"}),
        ("forms.unknown_element", "#/properties/one/properties/x", text(**{"x-element": "person.shoe"})),
        ("forms.bad_choices", "#/properties/one/properties/x", choice("a", "a")),
        ("forms.bad_choices", "#/properties/one/properties/x", choice("a")),
        ("forms.bad_rows", "#/properties/one/properties/x", {**table(a=text()), "maxItems": 101}),
        ("forms.bad_column", "#/properties/one/properties/x/items/properties/a", table(a=table(b=text()))),
        ("forms.open_object", "#/properties/one/properties/x/items",
         {"type": "array", "title": "x", "maxItems": 2, "items": {"type": "object", "properties": {}}}),
    ],
)  # fmt: skip
def test_what_cannot_be_rendered_is_refused_with_its_place(code, pointer, field):
    found = refusal(schema(one=part(x=field)))
    assert (found.code, found.facts["pointer"]) == (code, pointer)
    assert pointer in str(found)


@pytest.mark.parametrize(
    "rule",
    [
        {"types": ["exe"], "max_mb": 5},
        {"types": ["pdf"], "max_mb": 500},
        {"types": [], "max_mb": 1},
    ],
)
def test_a_file_field_names_known_types_and_a_bearable_size(rule):
    body = {"type": "string", "title": "x", "x-file": {"types": ["pdf"], "max_mb": 10}}
    assert form(schema(one=part(x=body))).sections[0].fields[0].file.max_mb == 10
    assert refusal(schema(one=part(x={**body, "x-file": rule}))).code == "forms.bad_file"


@pytest.mark.parametrize("name", ["Name", "a.b", "a-b", "0a", "姓名", "a" * 41, "__n__"])
def test_a_name_that_ids_and_posted_names_cannot_carry_is_refused(name):
    assert refusal(schema(one=part(**{name: text()}))).code == "forms.bad_name"


def test_a_form_without_questions_or_with_strangers_is_refused():
    assert refusal(schema(required=())).code == "forms.nothing_asked"
    assert refusal(schema(one=part(required=("y",), x=text()))).code == "forms.unknown_property"
    assert refusal({**schema(one=part(x=text())), "oneOf": []}).code == "forms.unknown_keyword"
    assert refusal(schema(one=part(x=text(pattern="(")))).code == "forms.no_schema"


def test_a_condition_must_compare_an_earlier_closed_answer():
    asked = part(required=("kind",), kind=choice("a", "b"))
    good = {**schema(one=asked, two=part(x=text())), "allOf": [after("one.kind", "b", "two")]}
    assert form(good).section("two").condition.values == ("b",)
    late = {**schema(two=part(x=text()), one=asked), "allOf": [after("one.kind", "b", "two")]}
    assert refusal(late).code == "forms.bad_condition"
    unheard = {**good, "allOf": [after("one.kind", "c", "two")]}
    assert refusal(unheard).code == "forms.bad_condition"
    absent = {
        **good,
        "allOf": [{**after("one.kind", "b", "two"), "if": {"properties": {"one": {}}}}],
    }
    assert refusal(absent).code == "forms.bad_condition"


def test_a_part_cannot_be_hidden_and_required_at_once():
    body = {
        **schema(one=part(kind=choice("a", "b")), two=part(x=text())),
        "required": ["one", "two"],
    }
    found = refusal({**body, "allOf": [after("one.kind", "b", "two")]})
    assert (found.code, found.facts["pointer"]) == ("forms.hidden_but_required", "#/properties/two")


def test_an_element_gives_the_title_the_kind_and_whether_it_is_personal():
    bound = {"type": "string", "x-element": "person.phone"}
    field = form(schema(one=part(x=bound))).sections[0].fields[0]
    assert (field.title.zh, field.title.en, field.kind) == ("联系电话", "Telephone", Kind.PHONE)
    assert field.personal


def bound_field(element: str, **narrower):
    body = {"x-element": element, **narrower}
    return form(schema(one=part(x=body))).sections[0].fields[0]


def test_a_field_that_only_names_its_element_takes_everything_from_it():
    plate, sex, area = (
        bound_field(name) for name in ("vehicle.plate", "person.sex", "premises.area")
    )
    assert (plate.title.zh, plate.kind, plate.personal) == ("号牌号码", Kind.LINE, True)
    assert (sex.kind, [one.title.zh for one in sex.choices]) == (Kind.CHOICE, ["男", "女"])
    assert (area.kind, area.unit.zh, area.unit.en) == (Kind.INTEGER, "平方米", "m²")


@pytest.mark.parametrize(
    ("element", "narrower"),
    [
        ("person.address", {"type": "string", "maxLength": 120, "x-multiline": True}),
        ("money.yuan", {"type": "integer", "minimum": 1, "maximum": 200000, "x-unit": "元"}),
        ("vehicle.kind", {"oneOf": [{"const": "lorry", "title": "货车"}, {"const": "tractor", "title": "牵引车"}]}),
        ("vehicle.plate", {"title": "车牌号", "pattern": "^川"}),
        ("org.name", {"type": "string", "x-personal": True}),
    ],
)  # fmt: skip
def test_a_form_may_ask_for_less_than_its_element_allows(element, narrower):
    assert bound_field(element, **narrower).element == element


@pytest.mark.parametrize(
    ("element", "contradiction", "asked", "known"),
    [
        ("person.phone", {"type": "integer"}, "integer", "phone"),
        ("person.birth_date", {"type": "string", "format": "email"}, "email", "date"),
        ("person.address", {"maxLength": 201}, "201", "…200"),
        ("money.yuan", {"minimum": -1}, "-1", "0…"),
        ("household.size", {"maximum": 51}, "51", "1…50"),
        ("money.yuan", {"type": "integer", "x-unit": "万元"}, "万元", "元"),
        ("person.sex", {"oneOf": [{"const": "m", "title": "男"}, {"const": "female", "title": "女"}]}, "m", "male, female"),
        ("person.identity_number", {"oneOf": [{"const": "a", "title": "甲"}, {"const": "b", "title": "乙"}]}, "choice", "line"),
        ("person.phone", {"x-personal": False}, "x-personal: false", "personal"),
    ],
)  # fmt: skip
def test_a_form_that_contradicts_its_element_is_refused_with_place_and_reason(
    element, contradiction, asked, known
):
    found = refusal(schema(one=part(x={"x-element": element, **contradiction})))
    assert (found.code, found.facts["pointer"]) == (
        "forms.contradicts_element",
        "#/properties/one/properties/x",
    )
    assert (found.facts["asked"], found.facts["known"]) == (asked, known)
    assert element in str(found)
