"""Posted names become values, and nothing that was typed is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.forms import demo_answers, demo_form, part, posted, schema, table, text
from tongban.kernel.forms.reading import cleaned
from tongban.kernel.forms.rules import (
    form,
    prefilled,
    read,
    references,
    settled,
    with_row,
    without_row,
)

DEMO = demo_form()
SMALL = form(
    schema(
        one=part(
            name=text(),
            note=text(**{"x-multiline": True}),
            money={"type": "integer", "title": "金额"},
            agreed={"type": "boolean", "title": "同意吗"},
            scan={"type": "string", "title": "扫描件", "x-file": {"types": ["pdf"], "max_mb": 1}},
            rows=table(name=text(), money={"type": "integer", "title": "金额"}),
        )
    )
)
FILES = {"document/1", "document/2"}

lines = st.text(max_size=40).map(cleaned).filter(bool)
many = st.text(max_size=80).map(lambda typed: cleaned(typed, lines=True)).filter(bool)
money = st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1)
rows = st.lists(st.fixed_dictionaries({"name": lines}, optional={"money": money}), max_size=4)
answers = st.fixed_dictionaries(
    {"rows": rows},
    optional={
        "name": lines,
        "note": many,
        "money": money,
        "agreed": st.booleans(),
        "scan": st.sampled_from(sorted(FILES)),
    },
)


def typed(path: str, value: str) -> object:
    """Return what a typed answer is read as."""
    name = path.partition(".")[2]
    return read(SMALL, {path: [value]}, files={}).values["one"].get(name)


@given(answers)
def test_values_posted_and_read_again_are_the_same_values(values):
    again = read(SMALL, posted({"one": values}), files={}, kept=FILES)
    assert again.values == {"one": values}
    assert again.faults == ()


@given(
    st.dictionaries(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=3), max_size=8)
)
def test_whatever_names_are_posted_only_asked_ones_are_read(fields):
    values = read(SMALL, fields, files={}).values
    assert values.keys() == {"one"}
    assert values["one"].keys() <= {"name", "note", "money", "agreed", "scan", "rows"}


@given(st.text(max_size=60))
def test_an_answer_never_holds_invisible_signs_and_cleaning_twice_changes_nothing(text_):
    once = cleaned(text_, lines=True)
    assert (
        re.search(r"[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff\ud800-\udfff]", once)
        is None
    )
    assert cleaned(once, lines=True) == once


def test_money_is_read_in_any_width_and_with_thousands():
    assert typed("one.money", " １２００ ") == 1200
    assert typed("one.money", "1,200") == 1200
    assert typed("one.money", "-1，234，567") == -1234567


def test_money_that_is_no_whole_number_stays_as_typed_with_a_fault():
    for text_ in ("12.5", "1e3", "三千", "1,2", "9" * 16, "0x10", "٣"):
        found = read(SMALL, {"one.money": [text_]}, files={})
        assert found.values["one"]["money"] == text_
        assert [fault.path for fault in found.faults] == ["one.money"]


def test_codes_lose_their_spaces_and_small_letters_and_texts_keep_theirs():
    found = read(DEMO, {"applicant.identity_number": [" 51160219900307 531x"]}, files={})
    assert found.values["applicant"]["identity_number"] == "51160219900307531X"
    assert typed("one.name", "　a b　") == "a b"
    assert typed("one.name", "a\r\nb") == "a b"
    assert typed("one.note", "a\r\nb\r\n") == "a\nb"


def test_rows_close_up_in_the_order_of_their_numbers():
    fields = {
        "one.rows.7.name": ["b"],
        "one.rows.2.name": ["a"],
        "one.rows.-1.name": ["x"],
        "one.rows.x.name": ["y"],
    }
    assert read(SMALL, fields, files={}).values["one"]["rows"] == [{"name": "a"}, {"name": "b"}]


def test_a_reference_to_a_file_counts_only_if_the_draft_holds_it():
    fields = {"one.scan": ["document/1"]}
    assert "scan" not in read(SMALL, fields, files={}).values["one"]
    assert "scan" not in read(SMALL, fields, files={}, kept={"document/2"}).values["one"]
    assert read(SMALL, fields, files={}, kept={"document/1"}).values["one"]["scan"] == "document/1"
    new = read(SMALL, fields, files={"one.scan": "document/9"}, kept={"document/1"})
    assert new.values["one"]["scan"] == "document/9"


@pytest.mark.parametrize(
    ("posted_after", "carried"),
    [
        (["document/4"], "document/4"),
        ([""], "document/1"),
        (["document/3"], "document/1"),
        (["document/8"], "document/1"),
    ],
)
def test_a_file_attached_elsewhere_may_stand_here_if_the_draft_holds_it_and_the_type_fits(
    posted_after, carried
):
    named = {"document/1": "a.pdf", "document/3": "b.png", "document/4": "c.pdf"}
    fields = {"one.scan": ["document/1", *posted_after]}
    values = read(SMALL, fields, files={}, kept=named, named=named).values
    assert values["one"]["scan"] == carried


def test_only_the_step_is_read_when_a_step_is_named():
    values = read(DEMO, posted(demo_answers()), files={}, step="housing").values
    assert values == {"housing": demo_answers()["housing"]}


def test_rows_are_added_up_to_the_limit_and_removed_by_number():
    values = {"one": {"rows": [{"name": "a"}, {"name": "b"}]}}
    assert with_row(SMALL, values, "one.rows")["one"]["rows"] == [{"name": "a"}, {"name": "b"}, {}]
    assert without_row(SMALL, values, "one.rows.0")["one"]["rows"] == [{"name": "b"}]
    full = {"one": {"rows": [{}] * 5}}
    assert with_row(SMALL, full, "one.rows") == full
    for stranger in (
        "one.name",
        "two.rows",
        "one.rows.9",
        "one.rows.-1",
        "one.rows." + "9" * 5000,
        "",
    ):
        assert without_row(SMALL, values, stranger) == values
    assert with_row(SMALL, values, "one.name") == values


def test_blank_rows_and_parts_not_asked_are_not_kept():
    values = demo_answers()
    values["household"]["members"].append({})
    values["housing"]["owned_area"] = 60
    values["applicant"]["marital_status"] = "unmarried"
    kept = settled(DEMO, values)
    assert "spouse" not in kept
    assert "owned_area" not in kept["housing"]
    assert len(kept["household"]["members"]) == 1
    assert values["housing"]["owned_area"] == 60, "what was given stays untouched"


def test_references_are_those_of_file_fields_only():
    values = demo_answers()
    values["applicant"]["address"] = "document/99"
    assert references(DEMO, values) == ("document/4", "document/1", "document/2", "document/3")


def test_what_is_known_of_the_applicant_is_filled_in_for_nobody_else():
    known = {
        "person.name": "陈雨",
        "person.identity_number": "511602199003075313",
        "person.email": "a@b.cn",
    }
    assert prefilled(DEMO, known) == {
        "applicant": {"name": "陈雨", "identity_number": "511602199003075313"}
    }
    assert prefilled(DEMO, {}) == {}
