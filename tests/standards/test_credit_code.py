"""The unified social credit code (GB 32100-2015)."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.shared import DATA, with_shared_data
from tongban.standards.codes import Fault, credit_code, organisation_code
from tongban.standards.codes.spelling import CREDIT_ALPHABET

VECTORS = DATA / "id-vectors/uscc.csv"
EXAMPLES = ["91350100M000100Y43", "914403001922038216", "9144030071526726XG", "91310000132260250X"]

letters = st.text(CREDIT_ALPHABET, min_size=8, max_size=8)
regions = st.text("0123456789", min_size=6, max_size=6)


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """Any code that the standard allows."""
    organisation = draw(letters)
    head = draw(st.sampled_from("123456789ANY")) + draw(st.sampled_from("1239")) + draw(regions)
    body = head + organisation + organisation_code.check_character(organisation)
    return body + credit_code.check_character(body)


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_published_example_is_good(code):
    assert credit_code.check(code) is None
    assert str(credit_code.parse(code)) == code


@given(credit_codes())
def test_a_code_made_by_the_standard_is_good(code):
    assert credit_code.check(code) is None


@given(credit_codes(), st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_any_single_changed_character_is_refused(code, place, character):
    changed = code[:place] + character + code[place + 1 :]
    assert (credit_code.check(changed) is None) == (changed == code)


@given(st.text())
def test_any_text_is_answered_and_only_good_codes_are_parsed(text):
    fault = credit_code.check(text)
    assert fault is None or str(fault)
    if fault is not None:
        with pytest.raises(Fault):
            credit_code.parse(text)


def test_a_code_says_who_registered_the_body_where_and_which_it_is():
    code = credit_code.parse("91350100m000100y43")
    assert str(code) == "91350100M000100Y43"
    assert (code.authority, code.region, str(code.organisation)) == (
        "市场监管",
        "350100",
        "M000100Y-4",
    )


@pytest.mark.parametrize(
    ("code", "fault", "words"),
    [
        ("", "code.empty", "no code"),
        ("12345", "code.length", "5 characters; it must have 18"),
        (" 91350100M000100Y4", "code.character", "Character 1 is U+0020"),
        ("91350100I000100Y43", "code.character", "Character 9 is “I”"),
        ("913501O0M000100Y43", "code.character", "Character 7 is “O”; only 0-9"),
        ("91350100M000100Y４3", "code.character", "Character 17 is “４”"),
        ("Q1350100M000100Y43", "credit_code.authority", "first character is “Q”"),
        ("91350100M000100Y44", "code.check", "position 18 is “4” but “3” follows"),
    ],
)
def test_a_fault_says_what_is_wrong_and_where(code, fault, words):
    found = credit_code.check(code)
    assert found is not None
    assert found.code == fault
    assert words in str(found)


def test_a_wrong_organisation_code_inside_is_seen_although_the_last_character_fits():
    body = "91350100M000100Y5"
    found = credit_code.check(body + credit_code.check_character(body))
    assert found is not None
    assert found.facts["position"] == 17
    assert found.facts["expected"] == "“4”"


@with_shared_data
def test_real_codes_are_answered_as_others_answer_them():
    with VECTORS.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 100
    for row in rows:
        assert (credit_code.check(row["code"]) is None) == (row["expected"] == "valid"), row
