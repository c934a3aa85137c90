"""How personal data looks to those who need not know it, and what a number must be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.parties import an_identity_number
from tongban.kernel.parties.labels import NUMBER_KINDS, PARTY_KINDS, PURPOSES
from tongban.kernel.parties.rules import (
    NumberKind,
    PartyKind,
    Purpose,
    masked_name,
    masked_number,
    masked_phone,
    may_be_known_by,
    normal_number,
    number_fault,
    phone_fault,
    purpose_fault,
)

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize("name", ["张三", "张三丰", "张"])
def test_a_masked_name_shows_the_first_character_and_not_the_length(name):
    assert masked_name(name) == "张**"


def test_a_masked_number_keeps_four_at_either_end():
    assert masked_number("511602199001010011") == "5116**********0011"
    assert masked_number("12345678") == "********"
    assert masked_number("123456789") == "1234*6789"


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13800138000", "138****8000"), ("2345678", "*****78"), ("", ""), ("12", "**")],
)
def test_a_masked_telephone_hides_its_middle(phone, shown):
    assert masked_phone(phone) == shown


@given(st.text(alphabet="0123456789", max_size=30))
def test_masks_keep_the_length_of_numbers_and_never_show_more_than_eight_digits(number):
    for mask in (masked_number, masked_phone):
        shown = mask(number)
        assert len(shown) == len(number)
        assert sum(mark != "*" for mark in shown) <= 8


def test_a_number_is_the_same_however_it_is_typed():
    typed = [
        "511602 1990 0101 001x",
        "５１１６０２１９９００１０１００１Ｘ",
        "511602-19900101-001X",
    ]
    assert {normal_number(text) for text in typed} == {"51160219900101001X"}


def test_a_mistyped_identity_number_is_refused_with_the_place():
    good = an_identity_number()
    assert number_fault(NumberKind.IDENTITY_NUMBER, good, on=TODAY) is None
    wrong = good[:-1] + ("1" if good[-1] != "1" else "2")
    refusal = number_fault(NumberKind.IDENTITY_NUMBER, wrong, on=TODAY)
    assert refusal is not None
    assert refusal.code == "parties.code.check"
    assert "position 18" in str(refusal)


def test_nobody_is_known_by_a_number_before_being_born():
    good = an_identity_number()
    day_before = date(1989, 12, 31)
    assert number_fault(NumberKind.IDENTITY_NUMBER, good, on=date(1990, 1, 1)) is None
    assert number_fault(NumberKind.IDENTITY_NUMBER, good, on=day_before) is not None


def test_a_credit_code_is_checked_and_another_number_only_measured():
    assert number_fault(NumberKind.CREDIT_CODE, "11511301008778183N", on=TODAY) is None
    assert number_fault(NumberKind.CREDIT_CODE, "11511301008778184N", on=TODAY) is not None
    assert number_fault(NumberKind.OTHER, "E12345678", on=TODAY) is None
    assert number_fault(NumberKind.OTHER, "E1", on=TODAY) is not None


def test_people_have_no_credit_codes_and_organisations_no_identity_numbers():
    assert may_be_known_by(PartyKind.PERSON, NumberKind.CREDIT_CODE) is not None
    assert may_be_known_by(PartyKind.ENTERPRISE, NumberKind.IDENTITY_NUMBER) is not None
    for kind in PartyKind:
        assert may_be_known_by(kind, NumberKind.OTHER) is None


@pytest.mark.parametrize(
    "phone", ["138", "no", "138001380001380013", "+", "１３８００１３８０００"]
)
def test_what_cannot_be_called_is_no_telephone_number(phone):
    assert phone_fault(phone) is not None
    assert phone_fault("+8613800138000") is None
    assert phone_fault("") is None


def test_only_a_purpose_of_the_list_opens_a_mask():
    assert purpose_fault("review", "case/12") is None
    assert purpose_fault("review", "") is None
    assert purpose_fault("curiosity", "") is not None
    assert purpose_fault("review", "张三丰") is not None


@pytest.mark.parametrize(
    ("labels", "values"),
    [(PARTY_KINDS, PartyKind), (NUMBER_KINDS, NumberKind), (PURPOSES, Purpose)],
)
def test_every_kind_and_purpose_has_a_word(labels, values):
    assert [value for value, _ in labels] == [value.value for value in values]
