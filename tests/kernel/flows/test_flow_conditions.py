"""The language of conditions: what holds, what does not, what cannot be written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.kernel.flows import ConditionFault, condition

DATA = {
    "form": {
        "income": 3200,
        "rent": 3200.5,
        "town": "浓洄街道",
        "quoted": "it's",
        "urgent": True,
        "calm": False,
        "members": [{"name": "甲"}, {"name": "乙"}],
        "cars": [],
        "note": "",
        "nothing": None,
        "address": {"town": "浓洄街道"},
        "empty": "full",
    }
}

HOLDS = [
    "form.income == 3200",
    "form.income != 3201",
    "form.income < 3201 and form.income <= 3200",
    "form.income > -1 and form.income >= 3200",
    "form.rent > form.income",
    "form.town == '浓洄街道'",
    "form.quoted == 'it''s'",
    "'a' < 'b'",
    "form.urgent",
    "form.urgent == true",
    "form.calm != form.urgent",
    "true",
    "not false",
    "not (form.calm or form.nothing)",
    "form.calm or form.urgent and true",
    "form.nothing == null and null == form.missing",
    "form.income != null",
    "null == null",
    "form.income in [1, 3200]",
    "form.town in ['a', '浓洄街道', true]",
    "form.missing in [1, null]",
    "empty(form.note) and empty(form.cars) and empty(form.missing) and empty(form.nothing)",
    "not empty(form.calm)",
    "count(form.members) == 2 and count(form.cars) == 0 and count(form.missing) == 0",
    "form.address.town == form.town",
    "form.empty == 'full'",
    "  form.urgent\n",
]


@pytest.mark.parametrize("text", HOLDS)
def test_a_condition_holds_and_its_opposite_does_not(text):
    assert condition(text).holds(DATA)
    assert not condition(f"not ({text})").holds(DATA)


FAILS = [
    "form.nothing == form.missing",
    "form.missing != 'a'",
    "form.missing < 1",
    "form.income == '3200'",
    "form.income != '3200'",
    "form.urgent == 1",
    "form.calm < form.urgent",
    "form.members == form.members",
    "form.address == form.address",
    "form.income",
    "form.town",
    "form.town.name == 'x'",
    "form.members.name == '甲'",
    "count(form.town) == 0",
    "count(form.town) != 0",
    "empty(form.income)",
    "form.income in [1, '3200', null]",
    "income == 3200",
]


@pytest.mark.parametrize("text", FAILS)
def test_nothing_and_values_of_different_sorts_compare_to_no(text):
    assert not condition(text).holds(DATA)


REFUSED = [
    ("", 1, "a field, a number or a text is expected, not the end"),
    ("form.a ==", 10, "a field, a number or a text is expected, not the end"),
    ("form.a == 1 form.b", 13, "“and”, “or” or the end is expected, not “form.b”"),
    ("(form.a", 8, "“)” is expected, not the end"),
    ("1 < form.a < 3", 12, "“and”, “or” or the end is expected, not “<”"),
    ("form.a = 1", 8, "“=”: write == to compare"),
    ("form.a && true", 8, "“&”: write and"),
    ("form.a || true", 8, "“|”: write or"),
    ("!form.a", 1, "“!”: write not"),
    ('form.a == "x"', 11, '“"”: write a text in single quotes'),
    ("form.a == 'x", 11, "“'”: a text begins here and does not end; close it with '"),
    ("form.a == 1.5", 12, "“.”: numbers are whole and a path has no spaces around its dots"),
    ("（form.a）", 1, "“（”: it has no meaning in a condition; use half-width signs"),
    ("5 and true", 1, "“5” does not answer yes or no; compare it with something"),
    ("true and count(form.a)", 10, "“count” does not answer yes or no; compare it with something"),
    ("null", 1, "“null” does not answer yes or no; compare it with something"),
    ("form.a < null", 8, "null has no order; compare it with == or !="),
    ("form.a in 5", 11, "“[” is expected, not “5”"),
    ("form.a in []", 12, "a number, a text, true, false or null is expected, not “]”"),
    ("form.a in [form.b]", 12, "a number, a text, true, false or null is expected, not “form.b”"),
    ("form.a in [1", 13, "“]” is expected, not the end"),
    ("empty(1)", 7, "a field, a number or a text is expected, not “1”"),
    ("empty(form.a", 13, "“)” is expected, not the end"),
    ("form.a == and", 11, "a field, a number or a text is expected, not “and”"),
    ("exec('x')", 5, "“and”, “or” or the end is expected, not “(”"),
    ("form.__class__ == form.a[0]", 25, "“and”, “or” or the end is expected, not “[”"),
]


@pytest.mark.parametrize(("text", "column", "reason"), REFUSED)
def test_what_cannot_be_read_is_refused_at_its_column(text, column, reason):
    with pytest.raises(ConditionFault) as caught:
        condition(text)
    assert (caught.value.column, caught.value.reason) == (column, reason)
    assert str(caught.value) == f"column {column}: {reason}"


def test_a_thousand_characters_can_be_read_and_one_more_cannot():
    longest = "'" + "a" * 992 + "' < 'b'"
    assert len(longest) == 1000
    assert condition(f"  {longest}  ").holds({})
    with pytest.raises(ConditionFault, match=r"column 1001: .* at most 1000 characters"):
        condition(f"({longest})")


def test_nesting_stops_at_thirty_two():
    assert condition("(" * 32 + "true" + ")" * 32).holds({})
    assert condition("not " * 32 + "true").holds({})
    for deep in ("(" * 33 + "true" + ")" * 33, "not " * 33 + "true", "(" * 900):
        with pytest.raises(ConditionFault, match=r"column [0-9]+: more than 32"):
            condition(deep)


def test_a_condition_tells_the_fields_it_asks_for():
    asked = condition("form.a == 1 or empty(form.b) or count(form.c) > 1 and form.a in [1]")
    assert asked.paths == ("form.a", "form.b", "form.c")


words = st.sampled_from(
    [
        "form.a",
        "a",
        "1",
        "-2",
        "'x'",
        "true",
        "null",
        "not",
        "and",
        "or",
        "in",
        "[",
        "]",
        ",",
        "(",
        ")",
        "==",
        "!=",
        "<",
        ">=",
        "empty",
        "count",
        "empty(",
        "count(",
        "=",
    ]
)
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["a", "form"]), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.lists(words, max_size=14).map(" ".join) | st.text(max_size=40), json)
def test_any_text_is_read_or_refused_and_what_was_read_always_answers(text, value):
    column = 1
    try:
        assert condition(text).holds({"form": value, "a": value}) in {True, False}
    except ConditionFault as fault:
        column = fault.column
    assert 1 <= column <= len(text.strip()) + 1
