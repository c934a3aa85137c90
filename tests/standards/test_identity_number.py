"""The resident identity number (GB 11643-1999). All numbers are made up."""

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.shared import DATA, with_shared_data
from tongban.standards.codes import identity_number

VECTORS = DATA / "id-vectors/citizen_id.csv"
GOOD = "11010519491231002X"


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    """Any number that the standard allows."""
    place = draw(st.sampled_from(sorted(identity_number.PROVINCES)))
    rest = draw(st.integers(0, 9999))
    born_on = draw(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
    body = f"{place}{rest:04}{born_on:%Y%m%d}{draw(st.integers(1, 999)):03}"
    return body + identity_number.check_character(body)


@given(identity_numbers())
def test_a_number_made_by_the_standard_is_good_in_either_case(number):
    assert identity_number.check(number) is None
    assert identity_number.parse(number.lower()).text == number


@given(identity_numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_changed_character_is_refused(number, place, character):
    changed = number[:place] + character + number[place + 1 :]
    assert (identity_number.check(changed) is None) == (changed == number)


@given(identity_numbers(), st.integers(0, 16))
def test_two_neighbours_that_changed_places_are_refused(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert (identity_number.check(swapped) is None) == (swapped == number)


@given(st.text())
def test_any_text_is_answered(text):
    fault = identity_number.check(text)
    assert fault is None or str(fault)


def test_a_number_tells_birth_and_sex_and_shows_itself_masked():
    number = identity_number.parse(GOOD)
    assert (number.born_on, number.sex, number.county) == (date(1949, 12, 31), "female", "110105")
    assert str(number) == "110************02X"
    assert identity_number.parse("110102199101010078").sex == "male"


@pytest.mark.parametrize(
    ("number", "fault", "words"),
    [
        ("", "code.empty", "no code"),
        ("1101051949123100", "code.length", "16 characters; it must have 18"),
        ("110105491231002", "identity_number.first_generation", "15 digits"),
        ("T1010519491231002X", "code.character", "Character 1 is “T”"),
        ("11010519491231002Y", "code.character", "Character 18 is “Y”"),
        ("110105１9491231002X", "code.character", "Character 7 is “１”"),
        ("99042619911201007X", "identity_number.division", "begins with 99"),
        ("11010519490230002X", "identity_number.birth", "19490230"),
        ("11010500000101002X", "identity_number.birth", "00000101"),
        ("110105194912310020", "code.check", "is “0” but “X” follows"),
    ],
)
def test_a_fault_says_what_is_wrong_and_where(number, fault, words):
    found = identity_number.check(number)
    assert found is not None
    assert found.code == fault
    assert words in str(found)


def test_a_county_that_left_the_list_is_still_good():
    assert identity_number.check("412723199010050012") is None


def test_nobody_is_born_after_the_day_asked_about():
    birth = date(1949, 12, 31)
    assert identity_number.check(GOOD, on=birth) is None
    found = identity_number.check(GOOD, on=date(1949, 12, 30))
    assert found is not None
    assert found.code == "identity_number.not_yet_born"


@with_shared_data
def test_made_up_numbers_are_answered_as_others_answer_them():
    codes = {"format": "code.character", "date": "identity_number.birth", "checksum": "code.check"}
    codes["location"] = "identity_number.division"
    with VECTORS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found = identity_number.check(row["code"])
            assert (found is None) == (row["expected"] == "valid"), row
            assert found is None or found.code == codes[row["note"]], row
