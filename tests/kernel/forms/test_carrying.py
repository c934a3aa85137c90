"""沿用: what answers one form answers another only where that still asks the same; the rest is named."""

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from tongban.kernel.forms.rules import carried, check, form

PART = {
    "name": {"type": "string", "title": "姓名", "maxLength": 50},
    "kind": {"type": "string", "title": "类型", "oneOf": [{"const": "a", "title": "甲"}, {"const": "b", "title": "乙"}]},
    "agree": {"type": "boolean", "title": "承诺属实", "const": True},
    "members": {
        "type": "array", "title": "家庭成员", "maxItems": 5,
        "items": {
            "type": "object", "additionalProperties": False,
            "properties": {"name": {"type": "string", "title": "姓名", "maxLength": 50}},
        },
    },
}  # fmt: skip
VALUES = {"part": {"name": "张三", "kind": "b", "agree": True, "members": [{"name": "李四"}]}}


def schema(**changes):
    """The form, with some questions changed; `None` takes one away."""
    asked = {**deepcopy(PART), **changes}
    asked = {name: one for name, one in asked.items() if one is not None}
    section = {"type": "object", "additionalProperties": False, "title": "一", "properties": asked}
    return form(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "表", "type": "object", "additionalProperties": False,
            "properties": {"part": section}, "required": ["part"],
        }
    )  # fmt: skip


def left(**changes):
    return [(one.path, one.why) for one in carried(schema(), schema(**changes), VALUES).left]


def test_to_the_same_form_everything_goes_over_but_the_pledge():
    found = carried(schema(), schema(), VALUES)
    assert found.left == ()
    assert found.values == {"part": {k: v for k, v in VALUES["part"].items() if k != "agree"}}


def test_a_question_that_is_gone_or_of_another_type_is_named_and_left_out():
    assert left(name=None) == [("part.name", "gone")]
    assert left(name={"type": "integer", "title": "姓名", "minimum": 0, "maximum": 9}) == [
        ("part.name", "other")
    ]


def test_an_answer_that_the_new_form_takes_no_more_is_named():
    only = {
        "type": "string",
        "title": "类型",
        "oneOf": [{"const": "a", "title": "甲"}, {"const": "c", "title": "丙"}],
    }
    assert left(kind=only) == [("part.kind", "wrong")]
    assert left(name={"type": "string", "title": "姓名", "maxLength": 1}) == [
        ("part.name", "wrong")
    ]


def test_a_table_goes_over_as_a_whole_or_not_at_all():
    table = deepcopy(PART["members"])
    table["items"]["properties"] = {
        "age": {"type": "integer", "title": "年龄", "minimum": 0, "maximum": 150}
    }
    assert left(members=table) == [("part.members", "other")]
    short = deepcopy(PART["members"])
    short["items"]["properties"]["name"]["maxLength"] = 1
    assert left(members=short) == [("part.members", "wrong")]


@given(
    gone=st.sets(st.sampled_from(["name", "kind", "members"])),
    longest=st.integers(1, 3),
)
def test_what_goes_over_is_never_wrong_and_nothing_is_lost_unnamed(gone, longest):
    changes = {"name": {"type": "string", "title": "姓名", "maxLength": longest}}
    after = schema(**{**changes, **dict.fromkeys(gone)})
    found = carried(schema(), after, VALUES)
    assert check(after, found.values, whole=False) == ()
    kept = {f"part.{name}" for name in found.values.get("part", {})}
    named = {one.path for one in found.left}
    assert kept | named == {"part.name", "part.kind", "part.members"}
    assert not kept & named
