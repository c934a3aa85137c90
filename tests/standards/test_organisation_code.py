"""The older organisation code (GB 11714)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.standards.codes import organisation_code
from tongban.standards.codes.spelling import LETTERS_AND_DIGITS

bodies = st.text(LETTERS_AND_DIGITS, min_size=8, max_size=8)


@given(bodies, st.booleans())
def test_a_code_is_good_with_and_without_its_hyphen(body, hyphen):
    mark = organisation_code.check_character(body)
    code = organisation_code.parse(body + ("-" if hyphen else "") + mark)
    assert code.text == body + mark
    assert str(code) == f"{body}-{mark}"


@given(
    st.text("0123456789", min_size=8, max_size=8), st.integers(0, 7), st.sampled_from("0123456789")
)
def test_any_single_changed_digit_is_refused(body, place, digit):
    code = body + organisation_code.check_character(body)
    changed = code[:place] + digit + code[place + 1 :]
    assert (organisation_code.check(changed) is None) == (changed == code)


@pytest.mark.parametrize("code", ["083372204", "76726532-X", "00877868-5", "76726532x"])
def test_a_real_code_is_good(code):
    assert organisation_code.check(code) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "no code"),
        ("0833722-04", "10 characters; it must have 9"),
        ("08337220Y", "Character 9 is “Y”"),
        ("0833/2204", "Character 5 is “/”"),
        ("083372205", "is “5” but “4” follows"),
    ],
)
def test_a_fault_says_what_is_wrong_and_where(code, words):
    assert words in str(organisation_code.check(code))


def test_a_letter_that_only_looks_like_one_of_ours_is_refused():
    good = "S0000000" + organisation_code.check_character("S0000000")
    assert organisation_code.check(good.lower()) is None
    assert "Character 1 is “ſ”" in str(organisation_code.check("ſ" + good[1:]))
